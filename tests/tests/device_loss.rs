//! Devices that are lost in the middle of whatever is going on: results stay right, and memory stays bounded.
//!
//! A program of its own, for a process has one device.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use kernel_runtime::private::lose_device;
use kernel_runtime::{Array, Error, Variant, kernel};
use kernel_tests::{gpu_required, numbered_on_threads};

#[kernel]
fn work(rounds: u32, x: &[u32], y: &mut [u32]) {
    for i in 0..y.len() {
        let mut v = x[i];
        for _ in 0..rounds {
            v = v.wrapping_mul(1664525).wrapping_add(1013904223);
        }
        y[i] = v;
    }
}

#[kernel]
fn total(x: &[u32]) -> u32 {
    let mut sum = 0u32;
    for i in 0..x.len() {
        sum = sum.wrapping_add(x[i]);
    }
    sum
}

/// Several stages with the arrays staying between them.
#[kernel]
fn steps(count: usize, a: &mut [u32], b: &mut [u32]) {
    let (mut from, mut to) = (a, b);
    for _ in 0..count {
        for i in 0..to.len() {
            to[i] = from[i].rotate_left(3) ^ 0x9e37_79b9;
        }
        std::mem::swap(&mut from, &mut to);
    }
}

const THREADS: usize = 8;
const DISPATCHES: usize = 10_000;
const N: usize = 2048;

/// The resident memory of the process in bytes, where the system tells.
fn resident() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: usize = status.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

/// What a dispatch pinned to the GPU may answer while devices come and go.
fn is_of_the_device(error: &Error) -> bool {
    matches!(
        error,
        Error::Device { .. } | Error::Ineligible { .. } | Error::Lost { .. }
    )
}

/// One dispatch of each kind in turn. Gives whether the GPU did it.
fn dispatch(number: usize, x: &[u32], want: &[u32]) -> bool {
    match number % 4 {
        0 => {
            let mut y = vec![0; N];
            let before = y.clone();
            match work::dispatch_on(Variant::Gpu, 3, x, &mut y) {
                Ok(()) => assert_eq!(y, want),
                Err(error) => {
                    assert!(is_of_the_device(&error), "{error}");
                    assert_eq!(y, before, "{error}");
                    return false;
                }
            }
        }
        1 => {
            let (array, mut y) = (Array::from(x.to_vec()), Array::zeroed(N));
            let done = work::dispatch_on(Variant::Gpu, 3, &array, &mut y);
            match done.and_then(|()| y.as_slice().map(|y| assert_eq!(y, want))) {
                Ok(()) => {}
                Err(error) => {
                    assert!(is_of_the_device(&error), "{error}");
                    assert_eq!(array.as_slice(), Ok(x), "what was only read is there");
                    return false;
                }
            }
        }
        2 => {
            let mut y = vec![0; N];
            work::dispatch(3, x, &mut y).expect("the processor steps in");
            assert_eq!(y, want);
        }
        _ => {
            let (mut a, mut b) = (x.to_vec(), vec![0; N]);
            match steps::dispatch_on(Variant::Gpu, 2, &mut a, &mut b) {
                Ok(()) => {
                    let step = |v: u32| v.rotate_left(3) ^ 0x9e37_79b9;
                    assert!(x.iter().zip(&a).all(|(&x, &a)| step(step(x)) == a));
                }
                Err(error) => {
                    assert!(is_of_the_device(&error), "{error}");
                    assert_eq!((&a[..], &b[..]), (x, &[0; N][..]), "{error}");
                    return false;
                }
            }
        }
    }
    true
}

#[test]
fn results_stay_right_while_devices_are_lost() {
    let x: Vec<u32> = (0..N as u32).collect();
    let mut want = vec![0; N];
    work(3, &x, &mut want);
    match total::dispatch_on(Variant::Gpu, &x) {
        Ok(sum) => assert_eq!(sum, total(&x)),
        Err(Error::Ineligible { reason, .. }) if !gpu_required() => {
            eprintln!("skipped: {reason}");
            return;
        }
        Err(error) => panic!("{error}"),
    }
    let on_gpu = AtomicUsize::new(0);
    let early = AtomicUsize::new(0);
    numbered_on_threads(THREADS, DISPATCHES, |number| {
        if number == 1000 {
            early.store(resident().unwrap_or(0), Relaxed);
        }
        if matches!(number, 2000 | 5000) {
            lose_device();
        }
        on_gpu.fetch_add(usize::from(dispatch(number, &x, &want)), Relaxed);
    });
    let on_gpu = on_gpu.into_inner();
    // A loss fails what is under way, no more: the device is opened again.
    assert!(
        on_gpu > DISPATCHES - 40 * THREADS,
        "{on_gpu} of {DISPATCHES}"
    );
    let (early, late) = (early.into_inner(), resident().unwrap_or(0));
    assert!(late < early + (256 << 20), "from {early} to {late} bytes");

    // An array whose only copy goes with the device: an error, never an old value.
    let (array, mut y) = (Array::from(x.clone()), Array::zeroed(N));
    work::dispatch_on(Variant::Gpu, 3, &array, &mut y).expect("the device was opened again");
    lose_device();
    let lost = y
        .as_slice()
        .map(<[u32]>::to_vec)
        .expect_err("it was there alone");
    assert!(matches!(lost, Error::Lost { .. }), "{lost}");
    assert!(
        total::dispatch_on(Variant::Simd, &y).is_err(),
        "it is not made up"
    );
    assert_eq!(array.as_slice(), Ok(&x[..]));
    // Written anew it is an array again.
    work::dispatch_on(Variant::Gpu, 3, &array, &mut y).expect("all of it is written");
    assert_eq!(y.as_slice(), Ok(&want[..]));

    // Too often is too often.
    for _ in 0..3 {
        lose_device();
        let _ = total::dispatch_on(Variant::Gpu, &x);
    }
    let error = total::dispatch_on(Variant::Gpu, &x).expect_err("it is given up");
    assert!(error.to_string().contains("lost"), "{error}");
    assert_eq!(total::dispatch(&x), Ok(total(&x)));
}
