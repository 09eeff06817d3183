//! Pipelines are made beside everybody's work: `dispatch` does not wait for them, and takes the device when they are there.
//!
//! A program of its own, for what is known of the device is the process's.

use std::time::{Duration, Instant};

use kernel_runtime::{
    Array, DecisionRecord, Error, GpuMargin, Isa, Variant, decisions, kernel, set_gpu_margin,
    with_isa,
};
use kernel_tests::{gpu_required, threads_named};

/// Enough work a point for a device, and next to nothing to move.
#[kernel]
fn rounds(count: u32, x: &[u32], y: &mut [u32]) {
    for i in 0..y.len() {
        let mut v = x[i];
        for _ in 0..count {
            v = (v ^ (v << 13)).wrapping_add(v >> 7) ^ (v << 5);
        }
        y[i] = v;
    }
}

/// The same, for a pipeline of its own.
#[kernel]
fn pinned(count: u32, x: &[u32], y: &mut [u32]) {
    for i in 0..y.len() {
        let mut v = x[i];
        for _ in 0..count {
            v = (v ^ (v << 13)).wrapping_add(v >> 7) ^ (v << 5);
        }
        y[i] = v;
    }
}

const N: usize = 1 << 16;
const COUNT: u32 = 500;

/// The threads of this process that make pipelines, where the system tells.
fn makers() -> usize {
    threads_named("kernel-pipeline")
}

/// Dispatches until the device does it, and checks each result. Gives why the processor did it before.
fn until_on_device(x: &Array<u32>, want: &[u32]) -> Vec<&'static str> {
    let begin = Instant::now();
    let mut reasons = Vec::new();
    loop {
        let mut y = Array::zeroed(N);
        rounds::dispatch(COUNT, x, &mut y).expect("somebody does it");
        let is_on_device = y.is_on_device();
        assert_eq!(y.as_slice(), Ok(want));
        if is_on_device {
            return reasons;
        }
        let of_rounds = |decision: &DecisionRecord| decision.kernel().name() == "rounds";
        let last = decisions().into_iter().rfind(of_rounds);
        reasons.push(last.expect("one has been made").why());
        assert!(
            begin.elapsed() < Duration::from_secs(60),
            "the device is never taken: {reasons:?}"
        );
    }
}

#[test]
fn dispatch_takes_the_device_when_the_pipeline_is_there() {
    let x = Array::from((0..N as u32).collect::<Vec<_>>());
    let mut want = vec![0; N];
    pinned(COUNT, x.as_slice().expect("it is on the host"), &mut want);
    // Who asks for the device waits for it and for the pipeline.
    let mut y = Array::zeroed(N);
    match pinned::dispatch_on(Variant::Gpu, COUNT, &x, &mut y) {
        Ok(()) => assert_eq!(y.as_slice(), Ok(&want[..])),
        Err(Error::Ineligible { reason, .. }) if !gpu_required() => {
            eprintln!("skipped: {reason}");
            return;
        }
        Err(error) => panic!("{error}"),
    }
    set_gpu_margin(GpuMargin::Always(1.0));
    // One lane on one thread is slower than any device.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let pool = pool.expect("a thread is to be had");
    let slowly = |work: &mut (dyn FnMut() + Send)| {
        pool.install(|| with_isa(Isa::OneLane, work).expect("one lane is everywhere"))
    };
    slowly(&mut || {
        let mut y = Array::zeroed(N);
        let explanation = rounds::explain(COUNT, &x, &mut y);
        assert_ne!(explanation.choice(), Variant::Gpu);
        assert!(
            explanation.why().contains("once its pipeline is made"),
            "{explanation}"
        );
    });
    assert_eq!(makers(), 0, "nobody has asked for one");
    slowly(&mut || {
        // The device is prepared beside the first dispatches; then its pipeline is.
        let reasons = until_on_device(&x, &want);
        assert!(
            reasons
                .iter()
                .any(|why| why.contains("its pipeline is being made")),
            "{reasons:?}"
        );
        let mut y = Array::zeroed(N);
        let explanation = rounds::explain(COUNT, &x, &mut y);
        assert_eq!(explanation.choice(), Variant::Gpu, "{explanation}");
    });
    let begin = Instant::now();
    while makers() > 0 {
        assert!(begin.elapsed() < Duration::from_secs(10), "it has stayed");
        std::thread::sleep(Duration::from_millis(1));
    }
}
