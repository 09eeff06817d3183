//! `cargo xtask test --older-x86`: the tests on processors that have no newer instructions, so that one which slips into an older level is found.

use crate::emulated::{self, CORPUS, KERNELS, RUNTIME, Suite};
use crate::step::Summary;

const EMULATOR: &str = "qemu-x86_64";
const PACKAGES: [&str; 1] = ["qemu-user"];

/// The vector layer apart from masked loads: the emulator also reads the lanes that are off in AVX2's, and faults where they are no memory.
const WITHOUT_MASKED: Suite = (
    "the vector layer and the runtime, but masked loads",
    &[
        "-p",
        "kernel-runtime",
        "--lib",
        "--",
        "--skip",
        "simd::tests::memory",
    ],
);

/// The emulator's name of a processor, its best instruction set, and the tests. Kernels use masked loads at the ends of arrays.
const PROCESSORS: [(&str, &str, &[Suite]); 2] = [
    ("Nehalem", "sse4.2", &[RUNTIME, KERNELS, CORPUS]),
    ("Haswell", "avx2", &[WITHOUT_MASKED]),
];

/// Runs the tests; whether all passed.
pub(crate) fn test() -> bool {
    if !prepare() {
        return false;
    }
    let mut summary = Summary::default();
    for (processor, isa, suites) in PROCESSORS {
        let runner = format!("{EMULATOR} -cpu {processor}");
        let environment = [("CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER", &*runner)];
        emulated::test(&mut summary, suites, processor, isa, &[], &environment);
    }
    summary.finish()
}

/// Sees to it that there is the emulator.
fn prepare() -> bool {
    println!("━━━ Emulator of x86-64 ━━━");
    if !cfg!(all(target_arch = "x86_64", target_os = "linux")) {
        println!("This needs an x86-64 machine with Linux.");
        return false;
    }
    emulated::prepare(&[EMULATOR], &PACKAGES)
}
