//! Copies: a workgroup accumulates into copies of short arrays in its memory, and adds them to the arrays when its points are done. Thousands of
//! points that meet in some hundred elements wait for each other less in a workgroup than on the whole device.
//!
//! As in `blocks`, `kernel_staged` says whether workgroup memory is faster than any other; where it is not, or an array is longer than its copy, points
//! accumulate into the arrays themselves. The runtime knows both before the launch, and gives each invocation several points where there are copies.

use std::fmt::Write;

use crate::analyse::{Reduce, Stage};
use crate::emit::names;
use crate::ir::{ArrayId, Kernel, Scalar};

use super::entry::{self, INVOCATIONS};
use super::{Width, types};

/// The most elements of a copy.
const MOST: u32 = 1024;

/// The bytes of workgroup memory that every device has.
const WORKGROUP_BYTES: u32 = 16_384;

/// The arrays of which a workgroup may have copies: all that the stage accumulates into, or none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Copies(Vec<Copied>);

/// An array that points accumulate into.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Copied {
    /// Its place among the stage's arrays.
    place: usize,
    array: ArrayId,
    name: String,
    element: Scalar,
    op: Reduce,
    /// What combines two elements.
    function: &'static str,
}

impl Copies {
    pub(super) fn new(kernel: &Kernel, stage: &Stage, width: Width) -> Copies {
        let copied = Self::all(kernel, stage).unwrap_or_default();
        let trees: u32 = stage
            .reductions
            .iter()
            .map(|reduction| types::bytes(reduction.ty, width) * INVOCATIONS)
            .sum();
        let bytes = copied.len() as u32 * MOST * 4 + trees;
        match bytes <= WORKGROUP_BYTES {
            true => Copies(copied),
            false => Copies(Vec::new()),
        }
    }

    /// The arrays that the stage accumulates into, if there are atomics for all of them.
    fn all(kernel: &Kernel, stage: &Stage) -> Option<Vec<Copied>> {
        let used = stage.arrays.iter().enumerate();
        let accumulators = used.filter_map(|(place, used)| {
            let accumulator = stage.accumulator(used.array)?;
            Some((place, used.array, accumulator.op))
        });
        accumulators
            .map(|(place, array, op)| {
                let element = kernel.array(array).element;
                Some(Copied {
                    place,
                    array,
                    name: names::array(kernel, array).to_string(),
                    element,
                    op,
                    function: atomic(op, element)?,
                })
            })
            .collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The copy's name, if the array may have one.
    pub(super) fn of(&self, array: ArrayId) -> Option<String> {
        let copied = self.0.iter().find(|copied| copied.array == array);
        copied.map(Copied::copy)
    }

    /// Of each array the place and the most elements of which there are copies.
    pub(super) fn limits(&self) -> Vec<(usize, usize)> {
        let limit = |copied: &Copied| (copied.place, MOST as usize);
        self.0.iter().map(limit).collect()
    }

    /// The copies, and whether they are used.
    pub(super) fn declarations(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        let mut text = String::new();
        let mut short = String::from("kernel_staged");
        for copied in &self.0 {
            let (copy, ty) = (copied.copy(), types::name(copied.element, Width::Narrow));
            line(
                &mut text,
                &format!("var<workgroup> {copy}: array<atomic<{ty}>, {MOST}>;"),
            );
            short.push_str(&format!(" && kernel_params.len_{} <= {MOST}u", copied.name));
        }
        line(
            &mut text,
            &format!("\nfn kernel_copied() -> bool {{ return {short}; }}\n"),
        );
        text
    }

    /// What an entry point that has its number in the workgroup as `local` does before its points and after them.
    pub(super) fn around(&self) -> (String, String) {
        if self.is_empty() {
            return Default::default();
        }
        let (mut clear, mut merge) = (String::new(), String::new());
        for copied in &self.0 {
            let (name, copy) = (&copied.name, copied.copy());
            let nothing = entry::identity(copied.op, copied.element, Width::Narrow);
            let function = copied.function;
            let each = format!(
                "        for (var at = local; at < kernel_params.len_{name}; at += {INVOCATIONS}u) {{"
            );
            line(
                &mut clear,
                &format!("{each} atomicStore(&{copy}[at], {nothing}); }}"),
            );
            line(
                &mut merge,
                &format!(
                    "{each}\n            let value = atomicLoad(&{copy}[at]);\n            \
                     if (value != {nothing}) {{ {function}(&{name}[at], value); }}\n        }}"
                ),
            );
        }
        let barrier = "        workgroupBarrier();\n";
        (
            format!("    if (kernel_copied()) {{\n{clear}{barrier}    }}\n"),
            format!("    if (kernel_copied()) {{\n{barrier}{merge}    }}\n"),
        )
    }
}

impl Copied {
    fn copy(&self) -> String {
        format!("copy_{}", self.name)
    }
}

/// The atomic that combines elements, if WGSL has it.
pub(super) fn atomic(op: Reduce, element: Scalar) -> Option<&'static str> {
    if !matches!(element, Scalar::I32 | Scalar::U32) {
        return None;
    }
    match op {
        Reduce::Add => Some("atomicAdd"),
        Reduce::Mul => None,
        Reduce::Min => Some("atomicMin"),
        Reduce::Max => Some("atomicMax"),
        Reduce::And => Some("atomicAnd"),
        Reduce::Or => Some("atomicOr"),
        Reduce::Xor => Some("atomicXor"),
    }
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a String takes everything");
}
