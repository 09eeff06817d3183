//! What the benches share: the kernels with their sizes, the ways to run each, and how they are timed.
//!
//! `cargo xtask bench kernels` prints one table and writes `target/bench/kernels.json`; `cargo bench` runs the same with criterion.
//! `cargo xtask bench simd` holds the SIMD variant against the limits of the machine, `cargo xtask bench selection` the choice of variants
//! against the best that could have been chosen, `cargo xtask bench threads` two threads against one, `cargo xtask bench gpu` the GPU variant against
//! shaders written by hand, `cargo xtask bench mpi` what ranks send against what they must.

pub mod bars;
pub mod gpu;
pub mod kernels;
pub mod measure;
#[cfg(feature = "mpi")]
pub mod mpi;
pub mod report;
pub mod selection;
pub mod simd;
pub mod threads;
pub mod ways;

use kernel_corpus::FAMILIES;
use kernel_examples::cases::Case;

/// What is measured: each kernel at a size whose arrays stay in the first-level cache, and at one whose arrays do not.
const SIZES: &[(&str, &[usize])] = &[
    ("saxpy", &[3584, 1 << 22]),
    ("clamp_scale", &[3584, 1 << 22]),
    ("dot", &[3584, 1 << 22]),
    ("sum", &[4096, 1 << 22]),
    ("max", &[4096, 1 << 22]),
    ("l2_norm", &[4096, 1 << 22]),
    ("sum_exp", &[4096, 1 << 20]),
    ("polynomial", &[1792, 1 << 20]),
    ("mandelbrot", &[64 * 64, 512 * 512]),
    ("black_scholes", &[1024, 1 << 18]),
    ("blur3x3", &[60 * 60, 1024 * 1024]),
    ("jacobi", &[60 * 60, 1024 * 1024]),
    ("rgb_to_gray", &[4096, 1 << 20]),
    ("matvec", &[80 * 80, 2048 * 2048]),
    ("matmul", &[48 * 48, 256 * 256]),
    ("nbody", &[512, 2048]),
    ("gather", &[2048, 1 << 20]),
    ("hash", &[3584, 1 << 22]),
    ("sobel", &[60 * 60, 1024 * 1024]),
    ("spheres", &[60 * 60, 1024 * 1024]),
];

/// Every kernel with each of its sizes. With names, only the kernels of these names.
pub fn cases(names: &[String]) -> impl Iterator<Item = (&'static Case, usize)> {
    SIZES
        .iter()
        .filter(|(name, _)| names.is_empty() || names.iter().any(|wanted| wanted == name))
        .filter_map(|(name, sizes)| Some((Case::named(name)?, *sizes)))
        .flat_map(|(case, sizes)| sizes.iter().map(move |&n| (case, n)))
}

/// The corpus's kernel of that family and name.
fn of_corpus(family: &str, name: &str) -> Option<&'static Case> {
    let (_, entries) = FAMILIES.iter().find(|(known, _)| *known == family)?;
    let mut cases = entries.iter().map(|entry| &entry.subject.case);
    cases.find(|case| case.name == name)
}

/// The first of these names that is no kernel's.
pub fn unknown(names: &[String]) -> Option<&String> {
    names
        .iter()
        .find(|name| SIZES.iter().all(|(known, _)| known != name))
}

#[cfg(test)]
mod tests {
    use kernel_examples::cases::ALL;

    #[test]
    fn every_kernel_is_measured() {
        for case in ALL {
            assert_eq!(
                super::cases(&[case.name.to_owned()]).count(),
                2,
                "{}",
                case.name
            );
        }
        assert_eq!(super::cases(&[]).count(), 2 * ALL.len());
    }
}
