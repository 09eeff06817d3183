//! WebAssembly.

mod simd128;

pub use simd128::Simd128;
#[cfg(test)]
pub(crate) use simd128::Simd128 as Least;
