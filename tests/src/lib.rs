//! What the tests of whole kernels share: [`differential`] testing, which variants and instruction sets this machine can run, and what must
//! not be skipped.

pub mod differential;
pub mod helpers;
pub mod promises;

use std::collections::BTreeSet;

use kernel_runtime::Isa;

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
