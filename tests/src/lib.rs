//! What the tests of whole kernels share: [`differential`] testing, which variants and instruction sets this machine can run, and what must
//! not be skipped.

pub mod differential;
pub mod harness;
pub mod helpers;
pub mod promises;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use kernel_runtime::Isa;

/// Whether the GPU is excused from a run for that reason: it lacks a type that `KERNEL_GPU_LACKS=f64,64-bit` names.
pub fn gpu_excused(reason: &str) -> bool {
    let lacks = std::env::var("KERNEL_GPU_LACKS").unwrap_or_default();
    let mut types = lacks.split(',').filter(|name| !name.is_empty());
    types.any(|name| reason.starts_with("the GPU has no ") && reason.contains(name))
}

/// Calls a function with each number below `count` once, on so many threads that take the numbers in order.
pub fn numbered_on_threads(threads: usize, count: usize, work: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Relaxed);
                    if number >= count {
                        return;
                    }
                    work(number);
                }
            });
        }
    });
}

/// The threads of this process whose names begin so, where the system tells.
pub fn threads_named(prefix: &str) -> usize {
    let Ok(threads) = std::fs::read_dir("/proc/self/task") else {
        return 0;
    };
    let name = |thread: std::fs::DirEntry| std::fs::read_to_string(thread.path().join("comm"));
    threads
        .filter_map(|thread| name(thread.ok()?).ok())
        .filter(|name| name.starts_with(prefix))
        .count()
}

/// Whether skipping the GPU is a failure: `KERNEL_REQUIRE_GPU=1`.
pub fn gpu_required() -> bool {
    std::env::var_os("KERNEL_REQUIRE_GPU").is_some_and(|value| value == "1")
}

/// The names in `KERNEL_REQUIRE_ISAS=sse4.2,avx2` that this machine cannot run.
pub fn missing_isas() -> BTreeSet<String> {
    let required = std::env::var("KERNEL_REQUIRE_ISAS").unwrap_or_default();
    let names = required.split(',').map(str::trim);
    names
        .filter(|name| !name.is_empty() && Isa::available().all(|isa| isa.name() != *name))
        .map(str::to_owned)
        .collect()
}
