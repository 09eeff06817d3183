use super::*;
use crate::arguments::{In, Out};
use crate::choose::pick;
use crate::history::{Memo, forget_choices};
use crate::home::Home;
use crate::kernel::{Definition, KernelClass};
use crate::simd::with_isa;
use crate::testing::Gather;

const fn kernel() -> Kernel {
    Kernel::new(Definition {
        name: "sized",
        module_path: "tests",
        file: "src/sized.rs",
        line: 1,
        plan: "",
        cost: "",
        class: KernelClass::Parallel,
        shaders: &[Err("no test runs it")],
        sites: &[],
    })
}

/// A stage of that size that is asked for its work alone.
fn gather(sizes: [usize; 2]) -> Gather<'static> {
    Gather {
        sizes,
        p: In::new(&[]),
        x: In::new(&[]),
        y: Out::new(&mut []),
    }
}

/// The slot of a stage's work, met for the first time if need be.
fn met<St: Stage>(kernel: &'static Kernel, stage: &St) -> &'static Slot {
    let slot = kernel.history().slot(key(stage).0);
    let Size::Large(Some(found)) = size(kernel, stage) else {
        panic!("it is large, and there is a slot");
    };
    assert!(std::ptr::eq(found, slot));
    slot
}

/// Whether the thread knows a stage's work again without counting it.
fn is_recalled<St: Stage>(kernel: &'static Kernel, stage: &St) -> bool {
    let fingerprint = fingerprint(kernel, stage, way(stage));
    fingerprint.and_then(recent::recall).is_some()
}

#[test]
fn work_is_known_again_by_all_that_matters() {
    static KERNEL: Kernel = kernel();
    static OTHER: Kernel = kernel();
    let stage = gather([300, 1000]);
    assert!(!is_recalled(&KERNEL, &stage));
    met(&KERNEL, &stage);
    assert!(is_recalled(&KERNEL, &stage));
    // Of the same number of points.
    for sizes in [[301, 1000], [300, 1001], [1000, 300]] {
        assert!(!is_recalled(&KERNEL, &gather(sizes)), "{sizes:?}");
    }
    assert!(!is_recalled(&OTHER, &stage));
    let home = Home::new();
    let roaming = Gather {
        x: stage.x.with_home(&home),
        ..stage
    };
    assert!(!is_recalled(&KERNEL, &roaming));
    met(&KERNEL, &roaming);
    assert!(is_recalled(&KERNEL, &roaming));
    home.written_on_device();
    assert!(!is_recalled(&KERNEL, &roaming));
    let forced = with_isa(Isa::OneLane, || is_recalled(&KERNEL, &stage));
    assert_eq!(forced, Ok(false));
    if cfg!(not(target_family = "wasm")) {
        let in_pool = std::thread::spawn(move || {
            met(&KERNEL, &stage);
            let pool = rayon::ThreadPoolBuilder::new().num_threads(2);
            let pool = pool.use_current_thread().build();
            let _pool = pool.expect("two threads can be had");
            is_recalled(&KERNEL, &stage)
        });
        assert!(!in_pool.join().expect("it does not panic"));
    }
    assert!(is_recalled(&KERNEL, &stage));
}

#[test]
fn small_work_is_known_again_too() {
    static KERNEL: Kernel = kernel();
    for sizes in [[1, 1], [1, 40]] {
        let stage = gather(sizes);
        let first = size(&KERNEL, &stage);
        assert!(is_recalled(&KERNEL, &stage));
        let again = size(&KERNEL, &stage);
        let variants = [first, again].map(|size| match size {
            Size::Small(variant) => variant,
            Size::Large(_) => panic!("it is small"),
        });
        assert_eq!(variants[0], variants[1], "{sizes:?}");
    }
}

#[test]
fn work_whose_slot_another_one_has_taken_is_counted_again() {
    static KERNEL: Kernel = kernel();
    let stage = gather([300, 1000]);
    let slot = met(&KERNEL, &stage);
    let mut octave = 0;
    while slot.is_of(key(&stage).0) {
        octave += 1;
        let bound = 2f64.powi(octave);
        let other = Key::new(0, bound, bound, 2, Isa::OneLane);
        KERNEL.history().slot(other);
    }
    assert!(!is_recalled(&KERNEL, &stage));
    assert!(matches!(size(&KERNEL, &stage), Size::Large(None)));
    met(&KERNEL, &stage);
    assert!(is_recalled(&KERNEL, &stage));
}

#[test]
fn what_is_known_again_is_no_choice() {
    static KERNEL: Kernel = kernel();
    let stage = gather([100, 1000]);
    let slot = met(&KERNEL, &stage);
    let pick = || {
        let Size::Large(slot) = size(&KERNEL, &stage) else {
            panic!("it is large");
        };
        pick(&KERNEL, &stage, slot)
    };
    let learned = |variant| Memo {
        variant,
        incumbent: variant,
        period: Some(4),
    };
    for variant in [Variant::Threads, Variant::Scalar] {
        // As learning does.
        slot.remember(learned(variant), Epoch::now());
        let picked: Vec<_> = (0..8).map(|_| pick()).collect();
        // Another test may have made choices void meanwhile.
        if slot.recall().is_some() {
            assert!(picked.iter().all(|one| one.memo == learned(variant)));
            let timed = picked.iter().filter(|one| one.slot.is_some());
            assert_eq!(timed.count(), 2, "runs are timed as often as before");
        }
    }
    // As another policy or a profile does.
    forget_choices();
    assert!(is_recalled(&KERNEL, &stage));
    assert_ne!(pick().memo, learned(Variant::Scalar));
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
fn threads_that_call_at_once_meet_each_their_own_work() {
    static KERNEL: Kernel = kernel();
    let stages = [0, 1, 2, 3].map(|octave| gather([100 << octave, 1000]));
    let keys = stages.each_ref().map(|stage| key(stage).0);
    for key in keys {
        KERNEL.history().slot(key);
    }
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (stages, keys) = (&stages, &keys);
            scope.spawn(move || {
                for turn in 0..10_000 {
                    let at = turn * (thread + 1) % keys.len();
                    match size(&KERNEL, &stages[at]) {
                        Size::Large(Some(slot)) => assert!(slot.is_of(keys[at])),
                        other => panic!("{other:?}"),
                    }
                }
            });
        }
    });
}
