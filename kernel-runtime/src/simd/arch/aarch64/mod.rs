//! AArch64.

mod neon;

pub use neon::Neon;
#[cfg(test)]
pub(crate) use neon::Neon as Least;
