//! The back ends. Each takes a [`crate::prove::Proved`] and cannot fail.

pub mod cpu;
pub mod describe;
mod jam;
pub mod names;
pub mod wgsl;

/// What the back ends made of one kernel.
pub struct Emitted {
    /// The stage's body, its entries, and its `impl Stage`.
    pub cpu: cpu::Emitted,
    /// Of each stage the shader, or why there is none.
    pub wgsl: Vec<wgsl::Emitted>,
    /// The plan and the cost formulas as text.
    pub description: describe::Description,
}
