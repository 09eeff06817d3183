//! The shader's bindings, as the runtime's `device` module lays them out.

use std::fmt::Write;

use crate::analyse::{Stage, Use};
use crate::emit::names;
use crate::ir::{
    ArrayId, ArrayKind, Expr, Kernel, Length, Scalar, Stmt, StmtKind, Visitor, walk_block,
    walk_stmt,
};

use super::{Width, types};

/// How one partial value lies in memory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Partial {
    /// The offset of each reduction's value.
    pub(super) offsets: Vec<u32>,
    /// The size of the whole, a multiple of its alignment.
    pub(super) bytes: u32,
}

/// Lays out the reductions in order, each at its natural alignment.
pub(super) fn partial(stage: &Stage, width: Width) -> Partial {
    let (mut offsets, mut at, mut align) = (Vec::new(), 0u32, 4);
    for reduction in &stage.reductions {
        let size = types::bytes(reduction.ty, width);
        align = align.max(size);
        at = at.next_multiple_of(size);
        offsets.push(at);
        at += size;
    }
    let bytes = at.next_multiple_of(align);
    Partial { offsets, bytes }
}

/// How an array's elements lie in its buffer.
pub(super) fn packed(element: Scalar) -> bool {
    element.bytes() < 4
}

/// The length of an array whose type says it, a `u32`. That of any other is a parameter.
pub(super) fn constant_len(kernel: &Kernel, stage: &Stage, array: ArrayId) -> Option<String> {
    let ArrayKind::Local(length) = &kernel.array(array).kind else {
        return None;
    };
    if let Some(known) = length.known() {
        return Some(format!("{known}u"));
    }
    let own = !stage.arrays.iter().any(|used| used.array == array);
    own.then(|| length_name(kernel, array))
}

/// The name of a constant that is an array's length.
fn length_name(kernel: &Kernel, array: ArrayId) -> String {
    format!("kernel_length_{}", names::array(kernel, array))
}

/// The lengths of the stage's own arrays that are not literals: constants that the runtime puts in front of the shader.
pub(super) fn lengths(kernel: &Kernel, stage: &Stage) -> Vec<(String, Length)> {
    struct Lengths<'k>(&'k Kernel, Vec<(String, Length)>);
    impl Visitor for Lengths<'_> {
        fn stmt(&mut self, stmt: &Stmt) {
            if let StmtKind::LetArray { array, .. } = stmt.kind
                && let Some(length) = self.0.array(array).length()
                && length.known().is_none()
            {
                self.1.push((length_name(self.0, array), length.clone()));
            }
            walk_stmt(self, stmt);
        }
        fn expr(&mut self, _: &Expr) {}
    }
    let mut lengths = Lengths(kernel, Vec::new());
    walk_block(&mut lengths, &stage.body);
    lengths.1
}

/// The declarations of all bindings.
pub(super) fn declarations(kernel: &Kernel, stage: &Stage, width: Width) -> String {
    let mut text = String::from("struct KernelParams {\n");
    for bound in ["lo0", "lo1", "lo2", "hi0", "hi1", "hi2", "zero"] {
        line(&mut text, &format!("    {bound}: u32,"));
    }
    for Use { array, .. } in &stage.arrays {
        let name = names::array(kernel, *array);
        line(&mut text, &format!("    len_{name}: u32,"));
    }
    for &var in &stage.captures {
        let (name, ty) = (names::var(kernel, var), kernel.var(var).ty);
        let ty = types::stored(ty, width);
        line(&mut text, &format!("    {name}: {ty},"));
    }
    text.push_str("}\n\n@group(0) @binding(0) var<uniform> kernel_params: KernelParams;\n");
    for (at, used) in stage.arrays.iter().enumerate() {
        let name = names::array(kernel, used.array);
        let element = kernel.array(used.array).element;
        let stored = types::stored(element, width);
        let (access, element) = match (used.writes, packed(element)) {
            (false, true) => ("read", "u32".to_owned()),
            (false, false) => ("read", stored.to_owned()),
            (true, true) => ("read_write", "atomic<u32>".to_owned()),
            (true, false) if stage.accumulator(used.array).is_some() => {
                ("read_write", format!("atomic<{stored}>"))
            }
            (true, false) => ("read_write", stored.to_owned()),
        };
        let binding = at + 1;
        line(
            &mut text,
            &format!(
                "@group(0) @binding({binding}) var<storage, {access}> {name}: array<{element}>;"
            ),
        );
    }
    let binding = stage.arrays.len() + 1;
    line(
        &mut text,
        &format!(
            "@group(0) @binding({binding}) var<storage, read_write> kernel_record: KernelRecord;"
        ),
    );
    if !stage.reductions.is_empty() {
        partials(&mut text, kernel, stage, width, binding + 1);
    }
    text.push_str(
        "\n// The first invocation that fails claims the record.\nstruct KernelRecord {\n    claimed: atomic<u32>,\n    kind: u32,\n    \
         site: u32,\n    spare: u32,\n    low: u32,\n    high: u32,\n    negative: u32,\n    len: u32,\n}\n\n",
    );
    text
}

/// The partial values, one per workgroup.
fn partials(text: &mut String, kernel: &Kernel, stage: &Stage, width: Width, binding: usize) {
    line(
        text,
        &format!(
            "@group(0) @binding({binding}) var<storage, read_write> kernel_partials: array<KernelPartial>;"
        ),
    );
    text.push_str("\nstruct KernelPartial {\n");
    for reduction in &stage.reductions {
        let name = names::var(kernel, reduction.var);
        let ty = types::stored(reduction.ty, width);
        line(text, &format!("    {name}: {ty},"));
    }
    text.push_str("}\n\n");
    for reduction in &stage.reductions {
        let name = names::var(kernel, reduction.var);
        let ty = types::name(reduction.ty, width);
        line(text, &format!("var<private> {name}: {ty};"));
        let size = super::entry::INVOCATIONS;
        line(
            text,
            &format!("var<workgroup> tree_{name}: array<{ty}, {size}>;"),
        );
    }
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a String takes everything");
}
