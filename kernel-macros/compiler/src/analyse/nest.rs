//! Takes a kernel's body apart: what stands before the loop nest, the nest itself, what stands after it.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span};

use super::Dim;
use super::affine::Values;
use super::flow::Effects;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::ir::{Block, Expr, ExprKind, Kernel, LoopId, Origin, Stmt, StmtKind, Var, VarId};

/// The most dimensions a box has: those of a GPU's grid.
const MOST_DIMS: usize = 3;

/// A kernel's parts.
#[derive(Debug)]
pub(super) struct Nest {
    /// The statements before the nest.
    pub prologue: Block,
    /// The loops that could be dimensions of the box, outermost first.
    pub levels: Vec<Level>,
    /// The statements after it.
    pub epilogue: Block,
}

/// One loop of the nest.
#[derive(Debug)]
pub(super) struct Level {
    /// The loop as a dimension.
    pub dim: Dim,
    /// Its keyword's place.
    pub span: Span,
    /// What the prologue has to compute for it to be a dimension.
    pub hoisted: Block,
    /// Pure `let`s between the loop outside it and itself, which sink into its body.
    pub sunk: Block,
    /// Its body.
    pub body: Block,
}

impl Nest {
    /// The prologue, the dimensions and the body when the outermost `depth` loops are the box.
    pub(super) fn cut(&self, depth: usize) -> (Block, Vec<Dim>, Block) {
        let levels = &self.levels[..depth];
        let hoisted = levels
            .iter()
            .flat_map(|level| level.hoisted.iter().cloned());
        let prologue = self.prologue.iter().cloned().chain(hoisted).collect();
        let dims = levels.iter().map(|level| level.dim.clone()).collect();
        let sunk = levels.iter().flat_map(|level| level.sunk.iter().cloned());
        let innermost = levels
            .last()
            .map(|level| level.body.clone())
            .unwrap_or_default();
        (prologue, dims, sunk.chain(innermost).collect())
    }
}

/// Takes the kernel apart. Bounds that are no polynomials become variables of their own.
pub(super) fn find(kernel: &mut Kernel) -> Result<Nest, Diagnostics> {
    let body = kernel.body.clone();
    let is_loop = |stmt: &Stmt| !Effects::of_stmt(stmt).loops.is_empty();
    let Some(position) = body.iter().position(is_loop) else {
        let span = kernel.name.span();
        let message = format!(
            "`{}` has no loop, so there is nothing to run in parallel",
            kernel.name
        );
        return Err(Diagnostic::new(Code::NoParallelLoop, span, message)
            .help("a kernel is a loop over its slices: `for i in 0..y.len() { y[i] = …; }`")
            .into());
    };
    let (prologue, rest) = body.split_at(position);
    let (outer, epilogue) = rest
        .split_first()
        .expect("the loop was found at this position");
    if let Some(second) = epilogue.iter().find(|stmt| is_loop(stmt)) {
        return Err(several_loops(kernel, outer, second).into());
    }
    for stmt in prologue.iter().chain(epilogue) {
        if !Effects::of_stmt(stmt).stored.is_empty() {
            return Err(Diagnostic::new(
                Code::Unsupported,
                stmt.span,
                "a slice is written outside the parallel loop",
            )
            .help("write it in the loop, or before or after calling the kernel")
            .into());
        }
    }
    let StmtKind::For { id, .. } = &outer.kind else {
        return Err(not_counted(outer).into());
    };
    let id = *id;
    let levels = levels(kernel, outer.clone());
    let effects = Effects::of_block(&levels[0].body);
    if effects.breaks.contains(&id) {
        return Err(Diagnostic::new(
            Code::NoParallelLoop,
            kernel.loops[id.index()].span,
            "this loop may be left early, so each iteration depends on those before it",
        )
        .help("let every iteration run: replace the `break` by a condition around the work, or reduce with `|=`, `min` or `max`")
        .into());
    }
    Ok(Nest {
        prologue: prologue.to_vec(),
        levels,
        epilogue: epilogue.to_vec(),
    })
}

fn several_loops(kernel: &Kernel, first: &Stmt, second: &Stmt) -> Diagnostic {
    Diagnostic::new(
        Code::NoParallelLoop,
        second.span,
        format!(
            "`{}` has a second loop after the first: a kernel is one loop nest so far",
            kernel.name
        ),
    )
    .label(first.span, "the first loop")
    .help("split it into two kernels, called one after the other")
}

fn not_counted(stmt: &Stmt) -> Diagnostic {
    let (what, help) = match &stmt.kind {
        StmtKind::Loop { .. } => (
            "the outermost loop has no counted range, so its iterations cannot be divided",
            "write it as `for i in 0..n { … }`; `while` and `loop` may stand inside",
        ),
        _ => (
            "the parallel loop stands under a condition",
            "move the condition into the loop, or around the call of the kernel",
        ),
    };
    Diagnostic::new(Code::NoParallelLoop, stmt.span, what).help(help)
}

/// The loops that stand perfectly inside one another, as far as their bounds do not depend on each other.
fn levels(kernel: &mut Kernel, outer: Stmt) -> Vec<Level> {
    // What changes while the nest runs; a bound or a hoisted value must not read it.
    let mut effects = Effects::of_stmt(&outer);
    effects.declared.append(&mut effects.assigned);
    let (inside, stored) = (effects.declared, effects.stored);
    let reads_inside = |expr: &Expr| {
        let effects = Effects::of_expr(expr);
        !effects.read.is_disjoint(&inside) || !effects.loaded.is_disjoint(&stored)
    };

    let mut levels: Vec<Level> = Vec::new();
    let mut hoistable: BTreeSet<VarId> = BTreeSet::new();
    let mut next = Some((outer, Block::new(), Block::new()));
    while let Some((stmt, mut hoisted, sunk)) = next.take() {
        let StmtKind::For {
            id,
            var,
            start,
            end,
            body,
        } = stmt.kind
        else {
            break;
        };
        let outermost = levels.is_empty();
        let fixed = |expr: &Expr| {
            let effects = Effects::of_expr(expr);
            let read = effects
                .read
                .iter()
                .all(|var| !inside.contains(var) || hoistable.contains(var));
            read && !effects.can_fail
        };
        let ends_early = Effects::of_block(&body).ends_early(id);
        if !outermost && (ends_early || !fixed(&start) || !fixed(&end)) {
            break;
        }
        let mut bound = |kernel: &mut Kernel, expr: Expr, name: &str| {
            let settled = !(outermost && reads_inside(&expr));
            settle(kernel, expr, settled, (var, name), &mut hoisted)
        };
        let start = bound(kernel, start, "start");
        let end = bound(kernel, end, "end");
        next = descend(kernel, &body, &inside, &mut hoistable);
        levels.push(Level {
            dim: Dim {
                id,
                var,
                start,
                end,
            },
            span: loop_span(kernel, id),
            hoisted,
            sunk,
            body,
        });
        if levels.len() == MOST_DIMS {
            break;
        }
    }
    levels
}

/// The loop that the body consists of, the `let`s before it that can move to the prologue, and those that sink into it.
fn descend(
    kernel: &Kernel,
    body: &Block,
    inside: &BTreeSet<VarId>,
    hoistable: &mut BTreeSet<VarId>,
) -> Option<(Stmt, Block, Block)> {
    let (last, lets) = body.split_last()?;
    if !matches!(last.kind, StmtKind::For { .. }) {
        return None;
    }
    let (mut hoisted, mut sunk) = (Block::new(), Block::new());
    for stmt in lets {
        let StmtKind::Let {
            var,
            value: Some(value),
        } = &stmt.kind
        else {
            return None;
        };
        let effects = Effects::of_expr(value);
        if kernel.var(*var).mutable || effects.can_fail {
            return None;
        }
        if effects
            .read
            .iter()
            .all(|read| !inside.contains(read) || hoistable.contains(read))
        {
            hoistable.insert(*var);
            hoisted.push(stmt.clone());
        } else {
            sunk.push(stmt.clone());
        }
    }
    Some((last.clone(), hoisted, sunk))
}

/// A bound that the analysis can take as it is, or a new variable of the prologue that holds it.
fn settle(
    kernel: &mut Kernel,
    expr: Expr,
    settled: bool,
    (counter, name): (VarId, &str),
    hoisted: &mut Block,
) -> Expr {
    let simple = match Values::default().poly(kernel, &expr) {
        Some(poly) => {
            !expr.ty.is_signed() || poly.as_symbol().is_some() || poly.as_constant().is_some()
        }
        None => false,
    };
    if simple && settled {
        return expr;
    }
    let var = VarId(kernel.vars.len() as u32);
    let (ty, span) = (expr.ty, expr.span);
    let counter = kernel.var(counter).name.to_string();
    let counter = counter.trim_start_matches("r#");
    kernel.vars.push(Var {
        name: Ident::new(&format!("{counter}_{name}"), span),
        ty,
        mutable: false,
        origin: Origin::Local,
    });
    hoisted.push(Stmt {
        kind: StmtKind::Let {
            var,
            value: Some(expr),
        },
        span,
    });
    Expr {
        kind: ExprKind::Var(var),
        ty,
        span,
    }
}

fn loop_span(kernel: &Kernel, id: LoopId) -> Span {
    kernel.loops[id.index()].span
}
