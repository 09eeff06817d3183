//! A kernel's shader and what the device keeps for it.

use super::{Brought, Slot};

/// A shader that was validated when the kernel was compiled.
#[derive(Clone, Copy, Debug)]
pub struct Shader {
    /// WGSL, without the constants of `lengths`.
    pub text: &'static str,
    /// The lengths of arrays that constants of the user's say, whose values the macro does not know: names of `u32`s, and values.
    pub lengths: &'static [(&'static str, usize)],
    /// Invocations of a workgroup in each of the shader's dimensions.
    pub workgroup: [u32; 3],
    /// The points of an invocation in each of them.
    pub points: [u32; 3],
    /// For each of the shader's dimensions the dimension of the box that runs along it.
    pub axes: [usize; 3],
    /// Whether the text asks for the constant `kernel_staged`: whether what a workgroup shares goes through its memory.
    pub staged: bool,
    /// Of each array that points accumulate into, its place among the stage's and the most elements of which a workgroup has a copy. Where memory is
    /// staged and none is longer, invocations stride over the grid.
    pub copies: &'static [(usize, usize)],
    /// Whether the device must have `f64`.
    pub needs_f64: bool,
    /// Whether the device must have 64-bit integers.
    pub needs_i64: bool,
    /// Whether an invocation may find a fault: only then is the record read.
    pub faults: bool,
    /// The bytes of one partial value, 0 where nothing is reduced.
    pub partial_bytes: u32,
}

/// A shader with its compiled pipeline: one static per kernel.
#[derive(Debug)]
pub struct Program {
    /// The shader.
    pub shader: Shader,
    slot: Slot,
    /// For arrays of which the device is given windows.
    windowed: Slot,
}

impl Program {
    /// A program that is compiled at its first run.
    pub const fn new(shader: Shader) -> Self {
        Program {
            shader,
            slot: Slot::new(),
            windowed: Slot::new(),
        }
    }

    /// Where the pipeline is kept for arrays that are brought in that way.
    #[cfg_attr(not(feature = "gpu"), allow(dead_code))]
    pub(super) fn slot(&self, brought: Brought) -> &Slot {
        match brought {
            Brought::Whole => &self.slot,
            Brought::InWindows => &self.windowed,
        }
    }
}
