//! The entry point: a point an invocation, or strides over the grid that reduce each workgroup to one partial value.

use std::fmt::Write;

use crate::analyse::{Blocks, Lanes, Pick, Reduce, SIDE, Stage};
use crate::emit::names;
use crate::ir::{Kernel, Scalar};
use crate::ops::Op;

use super::copies::Copies;
use super::{Refusal, Width, op, types};

/// Invocations of a workgroup. Every device allows so many.
pub(super) const INVOCATIONS: u32 = 256;

/// How the box lies in the grid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Shape {
    pub(super) workgroup: [u32; 3],
    /// The points of an invocation. Where it is more than one, it runs them all.
    pub(super) points: [u32; 3],
    /// Whether invocations run blocks of points.
    blocks: bool,
    /// For x, y and z the dimension of the box. Those that the box lacks have one point.
    pub(super) axes: [usize; 3],
}

impl Shape {
    pub(super) fn of(stage: &Stage) -> Shape {
        let dims = stage.dims.len();
        match stage.lanes {
            Lanes::Dim(d) => Shape::new(dims, d),
            Lanes::Inner(_) => Shape::new(dims, dims - 1),
        }
    }

    /// Neighbours along x share cache lines, so the lanes' dimension lies there; the others follow from the innermost out.
    fn new(dims: usize, lanes: usize) -> Shape {
        let others = (0..dims).rev().filter(|&d| d != lanes);
        let mut axes = [0, 1, 2];
        for (axis, d) in axes
            .iter_mut()
            .zip(std::iter::once(lanes).chain(others).chain(dims..3))
        {
            *axis = d;
        }
        let workgroup = match dims {
            1 => [256, 1, 1],
            2 => [16, 16, 1],
            _ => [16, 4, 4],
        };
        Shape {
            workgroup,
            points: [1; 3],
            blocks: false,
            axes,
        }
    }

    /// For invocations that run several points: those of the two sides lie along x and y.
    pub(super) fn of_blocks(blocks: &Blocks) -> Shape {
        let [x, y] = blocks.sides.each_ref().map(|side| side.dim);
        let rest = (0..3).find(|d| *d != x && *d != y).unwrap_or(2);
        let points = blocks.sides.each_ref().map(|side| side.points as u32);
        Shape {
            workgroup: [SIDE as u32, SIDE as u32, 1],
            points: [points[0], points[1], 1],
            blocks: true,
            axes: [x, y, rest],
        }
    }
}

/// The function `main`.
pub(super) fn main(
    kernel: &Kernel,
    stage: &Stage,
    width: Width,
    shape: &Shape,
    copies: &Copies,
) -> Result<String, Refusal> {
    if shape.blocks {
        return Ok(several(shape));
    }
    let dims = stage.dims.len();
    let (clear, merge) = copies.around();
    if !stage.reductions.is_empty() {
        let (before, after) = reduce(kernel, stage, width)?;
        let inputs = [GRID, "\n    @builtin(workgroup_id) group: vec3<u32>,"].concat();
        let body = [&clear, &before, &strides(shape), &merge, &after];
        return Ok(entry(shape, &inputs, &body.map(String::as_str).concat()));
    }
    Ok(match copies.is_empty() {
        true => entry(shape, "", &once(shape, dims)),
        false => {
            let staged = inner(&[clear, strides(shape), merge].concat());
            let plain = inner(&once(shape, dims));
            let body =
                format!("    if (kernel_staged) {{\n{staged}    }} else {{\n{plain}    }}\n");
            entry(shape, GRID, &body)
        }
    })
}

/// Lines that stand in a block.
fn inner(lines: &str) -> String {
    lines.lines().map(|line| format!("    {line}\n")).collect()
}

/// What loops over the grid and a workgroup's memory ask for.
const GRID: &str = "
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,";

/// What to validate for that entry point. Where nothing is reduced or copied it is one of a few, which the tests validate: enough is a call of the
/// point.
pub(super) fn to_validate<'m>(
    stage: &Stage,
    shape: &Shape,
    copies: &Copies,
    main: &'m str,
) -> &'m str {
    if stage.reductions.is_empty() && copies.is_empty() && !shape.blocks {
        "@compute @workgroup_size(1)
fn main(@builtin(global_invocation_id) id: vec3<u32>) { kernel_point(id.x, id.y, id.z); }
"
    } else {
        main
    }
}

/// An entry point with further inputs.
fn entry(shape: &Shape, inputs: &str, body: &str) -> String {
    let [wide, high, deep] = shape.workgroup;
    let id = "@builtin(global_invocation_id) id: vec3<u32>";
    let inputs = match inputs {
        "" => id.to_owned(),
        _ => format!("\n    {id},{inputs}\n"),
    };
    format!("\n@compute @workgroup_size({wide}, {high}, {deep})\nfn main({inputs}) {{\n{body}}}\n")
}

/// One point an invocation: the runtime gives the grid as many as the box has points.
fn once(shape: &Shape, dims: usize) -> String {
    let axes = shape.axes.iter().zip(["x", "y", "z"]);
    let (mut places, mut inside) = (String::new(), Vec::new());
    for (d, axis) in axes.filter(|(d, _)| **d < dims) {
        writeln!(places, "    let at{d} = kernel_params.lo{d} + id.{axis};")
            .expect("a String takes everything");
        inside.push(format!("at{d} < kernel_params.hi{d}"));
    }
    let inside = inside.join(" && ");
    let at = |d: usize| {
        if d < dims {
            format!("at{d}")
        } else {
            "0u".to_owned()
        }
    };
    let (at0, at1, at2) = (at(0), at(1), at(2));
    format!(
        "{places}    if ({inside}) {{
        kernel_point({at0}, {at1}, {at2});
    }}
"
    )
}

/// Some points an invocation, all of which may meet at barriers.
fn several(shape: &Shape) -> String {
    let [wide, high, deep] = shape.workgroup;
    format!(
        "
@compute @workgroup_size({wide}, {high}, {deep})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>) {{
    kernel_points(group, local);
}}
"
    )
}

/// The loops over the grid.
fn strides(shape: &Shape) -> String {
    let [x, y, z] = shape.axes;
    let [wide, high, deep] = shape.workgroup;
    let coordinate = |d: usize| {
        let axis = shape.axes.iter().position(|&axis| axis == d);
        ["x", "y", "z"][axis.unwrap_or(d)]
    };
    let (at0, at1, at2) = (coordinate(0), coordinate(1), coordinate(2));
    format!(
        "    for (var z = kernel_params.lo{z} + id.z; z < kernel_params.hi{z}; z += groups.z * {deep}u) {{
        for (var y = kernel_params.lo{y} + id.y; y < kernel_params.hi{y}; y += groups.y * {high}u) {{
            for (var x = kernel_params.lo{x} + id.x; x < kernel_params.hi{x}; x += groups.x * {wide}u) {{
                kernel_point({at0}, {at1}, {at2});
            }}
        }}
    }}
"
    )
}

/// What stands before and after the loops: identities, and the tree that combines the workgroup's values.
fn reduce(kernel: &Kernel, stage: &Stage, width: Width) -> Result<(String, String), Refusal> {
    let (mut before, mut publish, mut halve, mut leave) =
        (String::new(), String::new(), String::new(), String::new());
    for reduction in &stage.reductions {
        let name = names::var(kernel, reduction.var);
        let ty = reduction.ty;
        let identity = if reduction.is_along() {
            zero(ty, width)
        } else {
            identity(reduction.op, ty, width)
        };
        let (a, b) = (
            format!("tree_{name}[local]"),
            format!("tree_{name}[local + half]"),
        );
        let combined = match reduction.pick {
            None => {
                let combined = op::apply(combiner(reduction.op), ty, &[a.clone(), b], width)?;
                format!("            {a} = {combined};")
            }
            Some(_) if reduction.is_along() => String::new(),
            Some(pick) => picked(kernel, stage, &pick, reduction.op),
        };
        let yielded = match ty {
            Scalar::Bool => format!("select(0u, 1u, tree_{name}[0])"),
            _ => format!("tree_{name}[0]"),
        };
        let lines = [
            (&mut before, format!("    {name} = {identity};")),
            (&mut publish, format!("    tree_{name}[local] = {name};")),
            (&mut halve, combined),
            (
                &mut leave,
                format!("        kernel_partials[at].{name} = {yielded};"),
            ),
        ];
        for (text, line) in lines {
            writeln!(text, "{line}").expect("a String takes everything");
        }
    }
    let half = INVOCATIONS / 2;
    let after = format!(
        "{publish}    workgroupBarrier();
    for (var half = {half}u; half > 0u; half /= 2u) {{
        if (local < half) {{
{halve}        }}
        workgroupBarrier();
    }}
    if (local == 0u) {{
        let at = group.x + groups.x * (group.y + groups.y * group.z);
{leave}    }}
"
    );
    Ok((before, after))
}

/// Takes over what is picked together from the other half, where it is better.
fn picked(kernel: &Kernel, stage: &Stage, pick: &Pick, op: Reduce) -> String {
    let tree = |var, at: &str| format!("tree_{}[{at}]", names::var(kernel, var));
    let (mine, other) = ("local", "local + half");
    let (sign, earlier) = (
        if op == Reduce::Max { ">" } else { "<" },
        if pick.last { ">" } else { "<" },
    );
    let [a, b] = [other, mine].map(|at| tree(pick.best, at));
    let [p, q] = [other, mine].map(|at| tree(pick.position, at));
    let mut text =
        format!("            if ({a} {sign} {b} || ({a} == {b} && {p} {earlier} {q})) {{\n");
    let members = stage.reductions.iter();
    for member in members.filter(|member| member.pick == Some(*pick)) {
        let (to, from) = (tree(member.var, mine), tree(member.var, other));
        writeln!(text, "                {to} = {from};").expect("a String takes everything");
    }
    text.push_str("            }");
    text
}

/// Zero, or `false`.
fn zero(ty: Scalar, width: Width) -> String {
    match ty {
        Scalar::Bool => "false".to_owned(),
        _ if ty.is_float() => {
            types::literal(&crate::ir::Literal::Float("0.0".to_owned()), ty, width)
        }
        _ => types::integer(0, ty, width),
    }
}

fn combiner(op: Reduce) -> Op {
    match op {
        Reduce::Add => Op::Add,
        Reduce::Mul => Op::Mul,
        Reduce::Min => Op::Min,
        Reduce::Max => Op::Max,
        Reduce::And => Op::And,
        Reduce::Or => Op::Or,
        Reduce::Xor => Op::Xor,
    }
}

/// The value that changes nothing.
pub(super) fn identity(op: Reduce, ty: Scalar, width: Width) -> String {
    if ty == Scalar::Bool {
        return (op == Reduce::And).to_string();
    }
    if ty.is_float() {
        let digits = if op == Reduce::Mul { "1.0" } else { "0.0" };
        return match op {
            Reduce::Min => types::infinity(ty).to_owned(),
            Reduce::Max => format!("(-{})", types::infinity(ty)),
            // -0 + x is x for every x, +0 is not for x = -0.
            Reduce::Add if ty == Scalar::F32 => {
                "bitcast<f32>(0x80000000u ^ kernel_zero())".to_owned()
            }
            _ => types::literal(&crate::ir::Literal::Float(digits.to_owned()), ty, width),
        };
    }
    let (low, high) = types::extremes(ty, width);
    let value = match op {
        Reduce::Add | Reduce::Or | Reduce::Xor => 0,
        Reduce::Mul => 1,
        Reduce::Min => high,
        Reduce::Max => low,
        Reduce::And if ty.is_signed() => -1,
        Reduce::And => high,
    };
    types::integer(value, ty, width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::wgsl::validate::validate;

    #[test]
    fn entry_points_without_reductions_are_valid() {
        for (dims, lanes) in [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2)] {
            let shape = Shape::new(dims, lanes);
            let main = entry(&shape, "", &once(&shape, dims));
            let text = format!(
                "struct KernelParams {{ lo0: u32, lo1: u32, lo2: u32, hi0: u32, hi1: u32, hi2: u32 }}
                 @group(0) @binding(0) var<uniform> kernel_params: KernelParams;
                 fn kernel_point(at0: u32, at1: u32, at2: u32) {{}}
                 {main}"
            );
            let needs = validate(&text).unwrap_or_else(|error| panic!("{error}"));
            assert!(!needs.f64 && !needs.i64);
        }
    }
}
