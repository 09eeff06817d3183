//! Writes the shader: one WGSL compute shader per stage, one invocation per point of the box.
//!
//! The shader strides over the grid, so any number of workgroups covers the box. Bounds that the proof or the entry check has
//! shown are not checked again; the others are, as are divisors and assertions: the first invocation that fails writes the fault
//! record and the others go on, so that the host finds out before it copies anything back.
//!
//! # Sizes
//!
//! `usize` is 64 bits wide in Rust and GPUs count best in 32. `range` follows what each `usize` value can be, given that lengths,
//! sizes and captured counts fit `i32` (the host checks that before a launch). Where every comparison, division and check then means the same
//! in 32 bits, the shader is *narrow*; otherwise it is *wide*: `usize` is `u64`, and the device must have that.
//!
//! # Floats
//!
//! Drivers reassociate float expressions. Where it would change the meaning, in a difference (`(t - s) - y`, `a * a - b * b`, `x - x`),
//! the left operand goes through `kernel_keep_f32`, which no driver sees through. Other sums and products have WGSL's own, looser rules,
//! and `f64` has no such protection. `mul_add` is WGSL's `fma`, which a device may round twice.

mod access;
mod blocks;
mod cast;
mod copies;
mod entry;
mod expr;
mod host;
mod invariant;
mod layout;
mod library;
mod op;
mod range;
mod stmt;
mod types;
mod validate;

#[cfg(test)]
mod tests;

use std::fmt;

use proc_macro2::TokenStream;

use crate::analyse::{self, Blocks, Stage};
use crate::ir::{Kernel, Length};
use crate::prove::Proved;
use blocks::Several;
use copies::Copies;
use entry::Shape;
use stmt::Writer;

/// The generated GPU half.
pub struct Emitted {
    /// The shader's text, or why there is none.
    pub shader: Result<Shader, String>,
    /// The bodies of `Stage::scalars` and `Stage::read_partial`, given a stage `self` whose fields are named by `emit::names`.
    pub scalars: TokenStream,
    /// The expression that builds the partial value.
    pub read_partial: TokenStream,
}

/// A shader that naga has validated. The fields are those of the runtime's `Shader`.
#[derive(Clone, Debug)]
pub struct Shader {
    /// WGSL, without the constants of `lengths`.
    pub text: String,
    /// The lengths of local arrays that are not literals, by their names in the text.
    pub lengths: Vec<(String, Length)>,
    /// Invocations of a workgroup in each of the shader's dimensions.
    pub workgroup: [u32; 3],
    /// The points of an invocation in each of them.
    pub points: [u32; 3],
    /// For each of the shader's dimensions the dimension of the box that runs along it.
    pub axes: [usize; 3],
    /// Whether the text asks for the constant that says whether elements go through workgroup memory.
    pub staged: bool,
    /// Where a workgroup may accumulate into copies of arrays, the places of these among the stage's and the most elements of a copy.
    pub copies: Vec<(usize, usize)>,
    /// Whether the device must have `f64`.
    pub needs_f64: bool,
    /// Whether the device must have 64-bit integers.
    pub needs_i64: bool,
    /// Whether an invocation may find a fault.
    pub faults: bool,
    /// The bytes of one partial value, 0 where nothing is reduced.
    pub partial_bytes: u32,
}

/// How wide the shader's `usize` is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Width {
    /// 32 bits: every use means the same.
    Narrow,
    /// 64 bits.
    Wide,
}

/// Why a shader cannot be written.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Refusal {
    /// Not with a narrow `usize`.
    TooNarrow,
    /// Not at all, for that reason.
    Unsupported(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::TooNarrow => f.write_str("a `usize` value may not fit 32 bits"),
            Refusal::Unsupported(reason) => f.write_str(reason),
        }
    }
}

/// Emits the shader of each stage.
pub fn emit(proved: &Proved) -> Vec<Emitted> {
    let stages = proved.plan().stages.iter();
    stages
        .map(|stage| emit_stage(proved.kernel(), stage))
        .collect()
}

fn emit_stage(kernel: &Kernel, stage: &Stage) -> Emitted {
    let narrow = write(kernel, stage, Width::Narrow);
    let (width, shader) = match narrow {
        Err(Refusal::TooNarrow) => (Width::Wide, write(kernel, stage, Width::Wide)),
        other => (Width::Narrow, other),
    };
    match shader {
        Ok(shader) => Emitted {
            shader: Ok(shader),
            scalars: host::scalars(kernel, stage, width),
            read_partial: host::read_partial(stage),
        },
        Err(refusal) => Emitted {
            shader: Err(refusal.to_string()),
            scalars: host::no_scalars(),
            read_partial: host::read_nothing(),
        },
    }
}

/// Writes and validates the shader at that width.
fn write(kernel: &Kernel, stage: &Stage, width: Width) -> Result<Shader, Refusal> {
    let blocks = analyse::blocks(kernel, stage).map(|mut blocks| {
        if width == Width::Wide {
            blocks.staged.clear();
        }
        blocks
    });
    let one = blocks.clone().map(Blocks::of_one_point);
    let own = Own::new(kernel, stage, width, blocks)?;
    let called = library::called(&own.text());
    let lengths = layout::lengths(kernel, stage);
    // Any length will do: an index that is a literal has been compared with it.
    let mut stands_for: String = lengths
        .iter()
        .map(|(name, _)| format!("const {name}: u32 = 65536u;\n"))
        .collect();
    if own.staged {
        stands_for.push_str("const kernel_staged: bool = true;\n");
    }
    // What is the same in all shaders, the tests have validated; and of several points one has all that there is.
    let shown = match one {
        Some(one) => Own::new(kernel, stage, width, Some(one))?,
        None => own.clone(),
    };
    let new = [
        &stands_for,
        &shown.before_main,
        entry::to_validate(stage, &shown.shape, &shown.copies, &shown.main),
        &library::stand_ins(&called),
    ];
    let needs = validate::validate(&new.concat()).map_err(|error| {
        Refusal::Unsupported(format!("the generated shader is invalid: {error}"))
    })?;
    let mut text = own.text();
    library::complete(&mut text, &called);
    Ok(Shader {
        text,
        lengths,
        workgroup: own.shape.workgroup,
        points: own.shape.points,
        axes: own.shape.axes,
        staged: own.staged,
        copies: own.copies.limits(),
        needs_f64: needs.f64,
        needs_i64: needs.i64,
        faults: own.faults,
        partial_bytes: layout::partial(stage, width).bytes,
    })
}

/// A shader's own text, without the library that it calls.
#[derive(Clone)]
struct Own {
    before_main: String,
    main: String,
    shape: Shape,
    faults: bool,
    staged: bool,
    copies: Copies,
}

impl Own {
    fn new(
        kernel: &Kernel,
        stage: &Stage,
        width: Width,
        blocks: Option<Blocks>,
    ) -> Result<Own, Refusal> {
        let mut before_main = layout::declarations(kernel, stage, width);
        let copies = Copies::new(kernel, stage, width);
        before_main.push_str(&copies.declarations());
        let several = blocks.map(|blocks| Several::new(kernel, stage, blocks));
        let (shape, (point, faults)) = match &several {
            Some(several) => {
                before_main.push_str(&several.declarations());
                let writer = Writer::new(&several.kernel, &several.stage, width, &copies)?;
                (Shape::of_blocks(&several.blocks), writer.points(several)?)
            }
            None => (
                Shape::of(stage),
                Writer::new(kernel, stage, width, &copies)?.point()?,
            ),
        };
        before_main.push_str(&point);
        Ok(Own {
            before_main,
            main: entry::main(kernel, stage, width, &shape, &copies)?,
            shape,
            faults,
            staged: !copies.is_empty() || several.is_some_and(|several| several.is_staged()),
            copies,
        })
    }

    fn text(&self) -> String {
        format!("{}{}", self.before_main, self.main)
    }
}
