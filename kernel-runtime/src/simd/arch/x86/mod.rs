//! x86-64.

mod avx2;
mod avx512;
mod constants;
mod sse42;

pub use avx2::Avx2;
pub use avx512::Avx512;
pub use sse42::Sse42;
#[cfg(test)]
pub(crate) use sse42::Sse42 as Least;
