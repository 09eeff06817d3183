//! Arguments of every kernel: ordinary, special and bad ones.

mod data;
mod dsp;
mod image;
mod ispc;
mod ml;
mod physics;
mod polybench;
mod rodinia;

use crate::Entry;

/// The families with their kernels.
pub const FAMILIES: &[(&str, &[Entry])] = &[
    ("ispc", ispc::ENTRIES),
    ("polybench", polybench::ENTRIES),
    ("rodinia", rodinia::ENTRIES),
    ("ml", ml::ENTRIES),
    ("image", image::ENTRIES),
    ("dsp", dsp::ENTRIES),
    ("physics", physics::ENTRIES),
    ("data", data::ENTRIES),
];

/// The side of a square matrix of about `n` elements; below 128 exactly `n`, so that small sizes meet every remainder of a gang.
fn side(n: usize) -> usize {
    if n < 128 { n.max(1) } else { n.isqrt() }
}

/// The edge of a cube of about `n` points; up to 17 exactly `n`.
fn cube(n: usize) -> usize {
    match n {
        0..=17 => n,
        _ => (n as f64).cbrt() as usize,
    }
}
