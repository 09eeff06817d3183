//! Choosing among adapters. A program of its own, for a process opens one.

use kernel_runtime::private::lose_device;
use kernel_runtime::{AdapterError, Variant, adapter, adapters, kernel, set_adapter};
use kernel_tests::gpu_required;

#[kernel]
fn double(x: &[u32], y: &mut [u32]) {
    for i in 0..y.len() {
        y[i] = 2 * x[i];
    }
}

fn run() {
    let mut y = [0; 5];
    double::dispatch_on(Variant::Gpu, &[1, 2, 3, 4, 5], &mut y).expect("an adapter is there");
    assert_eq!(y, [2, 4, 6, 8, 10]);
}

#[test]
fn the_chosen_one_is_opened() {
    // The environment wins over the program.
    let named = std::env::var("KERNEL_GPU")
        .unwrap_or_default()
        .to_lowercase();
    let found: Vec<_> = adapters()
        .into_iter()
        .filter(|adapter| adapter.to_string().to_lowercase().contains(&named))
        .collect();
    for adapter in &found {
        println!("{adapter}");
    }
    // Of several not the one that would be taken anyway.
    let Some((wanted, others)) = found.split_last() else {
        assert!(!gpu_required(), "no adapter found");
        eprintln!("skipped: no adapter found");
        return;
    };
    assert_eq!(adapter(), None, "to list them opens none");
    if let Some(first) = others.first() {
        assert_eq!(set_adapter(first), Ok(()), "the last word counts");
    }
    assert_eq!(set_adapter(wanted), Ok(()));
    assert_eq!(adapter(), None);
    run();
    assert_eq!(adapter().as_ref(), Some(wanted));
    assert_eq!(set_adapter(wanted), Ok(()), "that is so already");
    let in_use = AdapterError::InUse {
        adapter: wanted.to_string(),
    };
    for other in others {
        assert_eq!(set_adapter(other), Err(in_use.clone()));
    }
    // One that is lost is opened again, and no other.
    lose_device();
    for other in others {
        assert_eq!(set_adapter(other), Err(in_use.clone()));
    }
    // What is under way when it is lost may fail.
    let _ = double::dispatch_on(Variant::Gpu, &[0; 5], &mut [0; 5]);
    run();
    assert_eq!(adapter().as_ref(), Some(wanted));
}
