//! Says which two accesses meet, and in which iterations.

use std::collections::BTreeMap;

use proc_macro2::Span;

use super::witness;
use crate::analyse::{Model, Pair, Seen, Stage, Symbol, lanes_conflict, scans};
use crate::diag::{Code, Diagnostic};
use crate::ir::{
    Block, Expr, ExprKind, Kernel, SiteKind, Stmt, StmtKind, VarId, Visitor, walk_expr, walk_stmt,
};
use crate::ops::Op;

/// The error for two accesses that may meet.
pub(super) fn report(
    kernel: &Kernel,
    model: &Model<'_>,
    stage: &Stage,
    (first, second): Pair,
) -> Diagnostic {
    let (write, other) = (&model.accesses[first], &model.accesses[second]);
    let says = Report {
        kernel,
        model,
        stage,
        write,
        other,
    };
    // An index over variables that are not counters is as opaque as one that is no polynomial.
    let known = |index| model.range(index, &write.facts, &write.inner).is_some();
    let diagnostic = if !write.index.as_ref().is_some_and(known) {
        says.opaque()
    } else if other.write {
        says.overlap()
    } else {
        says.dependence()
    };
    says.inner_parallel(diagnostic)
}

/// The error for a plan whose proof does not repeat: a defect of the analysis, answered by refusal.
pub(super) fn unproved(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NoParallelLoop,
        span,
        "the independence of this loop's iterations could not be proved",
    )
    .help("this is a defect of the kernel compiler: please report it with the function's source")
}

struct Report<'r> {
    kernel: &'r Kernel,
    model: &'r Model<'r>,
    stage: &'r Stage,
    write: &'r Seen,
    other: &'r Seen,
}

impl Report<'_> {
    /// A read of what another iteration writes.
    fn dependence(&self) -> Diagnostic {
        let (read, write) = (self.text(self.other), self.text(self.write));
        let (loops, array) = (self.loops(), self.array());
        let message = format!("{read} reads what another iteration of {loops} writes as {write}");
        let mut diagnostic =
            Diagnostic::new(Code::CarriedDependence, self.span(self.other), message)
                .label(self.span(self.write), format!("{write} is written here"));
        diagnostic = match witness::find(self.model, self.write, self.other) {
            Some(found) => {
                let earlier = found.first < found.second;
                let when = if earlier { "an earlier" } else { "a later" };
                let diagnostic = diagnostic.note(format!(
                    "iteration {} reads {array}[{index}], which iteration {}, {when} one, writes",
                    self.point(&found.second),
                    self.point(&found.first),
                    index = found.index,
                ));
                let store = self.write.site;
                let scan = scans::continues(&self.stage.body, store, self.other.site);
                if let Some(op) = scan.filter(|_| earlier) {
                    return diagnostic
                        .note(format!(
                            "this is {}: each element is a {} of those before it",
                            scans::kind(op),
                            scans::name(op)
                        ))
                        .help(scans::ADVICE);
                }
                diagnostic
            }
            None => diagnostic.note(format!(
                "nothing rules out that the two indices of {array} are equal in two iterations"
            )),
        };
        self.sizes(diagnostic.help(format!(
            "write the results to another slice, and read `{array}` as it was before the loop"
        )))
    }

    /// Two writes of one element.
    fn overlap(&self) -> Diagnostic {
        let (write, loops, array) = (self.text(self.write), self.loops(), self.array());
        let found = witness::find(self.model, self.write, self.other);
        let verb = if found.is_some() {
            "write"
        } else {
            "may write"
        };
        let message = format!("two iterations of {loops} {verb} the same element of `{array}`");
        let mut diagnostic = Diagnostic::new(Code::Overlap, self.span(self.write), message);
        if self.write.site != self.other.site {
            diagnostic = diagnostic.label(
                self.span(self.other),
                format!("{} is written here", self.text(self.other)),
            );
        }
        if let Some(found) = found {
            diagnostic = diagnostic.note(format!(
                "iterations {} and {} both write {array}[{}]",
                self.point(&found.first),
                self.point(&found.second),
                found.index,
            ));
        }
        self.sizes(diagnostic.help(format!("let the index differ in each iteration, as in `{array}[i]`; sum into a variable if {write} is a total")))
    }

    /// Adds, where sizes decide whether the accesses meet, that they can be told.
    fn sizes(&self, diagnostic: Diagnostic) -> Diagnostic {
        let is_counter = |symbol: &Symbol| match *symbol {
            Symbol::Var(var) => {
                let mut inner = self.write.inner.iter().chain(&self.other.inner);
                self.model.dims.contains(&var) || inner.any(|inner| inner.var == Some(var))
            }
            Symbol::Len(_) => false,
        };
        let indices = [self.write, self.other].map(|seen| seen.index.iter());
        if indices
            .into_iter()
            .flatten()
            .all(|index| index.symbols().iter().all(is_counter))
        {
            return diagnostic;
        }
        diagnostic
            .help("if the sizes rule it out, say so before the loop: `assert!(stride >= width);`")
    }

    /// A write whose index is not a polynomial of the counters.
    fn opaque(&self) -> Diagnostic {
        let (write, span) = (self.text(self.write), self.span(self.write));
        let cause = Cause::of(&self.write.expr, &self.stage.body);
        if cause.loads {
            return Diagnostic::new(
                Code::IndirectWrite,
                span,
                format!("{write} is written at a place known only at run time, so two iterations may write the same element"),
            )
            .help("turn it round: loop over the elements to write, and gather what each of them needs, as in `y[i] = x[index[i]]`");
        }
        let message = format!(
            "the index of {write} is not simple enough to prove that iterations write different elements"
        );
        let diagnostic = Diagnostic::new(Code::Overlap, span, message);
        if cause.divides {
            diagnostic
                .note("`/`, `%`, `>>`, `&`, `min` and the like map several iterations to one index")
                .help("use sums and products of counters and sizes, such as `y * w + x` in two nested loops")
        } else if cause.narrow {
            diagnostic
                .note("arithmetic in types narrower than `usize` may wrap, so that an index comes again")
                .help("convert first, then compute: `i as usize * w` instead of `(i * w) as usize`")
        } else {
            diagnostic.help("use sums and products of loop counters, sizes and immutable variables")
        }
    }

    /// Adds that a loop inside would be parallel.
    fn inner_parallel(&self, diagnostic: Diagnostic) -> Diagnostic {
        for stmt in &self.stage.body {
            if let StmtKind::For { id, var, body, .. } = &stmt.kind
                && self
                    .model
                    .accesses
                    .iter()
                    .any(|seen| seen.write && seen.inner.iter().any(|inner| inner.id == Some(*id)))
                && lanes_conflict(self.model, *id, *var, body).is_none()
            {
                let inner = &self.kernel.loops[id.index()].name;
                return diagnostic.help(format!(
                    "the loop over `{inner}` inside is parallel: make it a kernel of its own, called for each iteration of {}",
                    self.loops()
                ));
            }
        }
        diagnostic
    }

    fn span(&self, seen: &Seen) -> Span {
        self.kernel.sites[seen.site.index()].span
    }

    fn array(&self) -> String {
        self.kernel.array(self.write.array).name.to_string()
    }

    /// An access as written.
    fn text(&self, seen: &Seen) -> String {
        let array = &self.kernel.array(seen.array).name;
        match &self.kernel.sites[seen.site.index()].kind {
            SiteKind::Index { text, .. } => format!("`{array}[{text}]`"),
            SiteKind::Divide | SiteKind::Assert { .. } => format!("`{array}`"),
        }
    }

    /// The box's loops by their counters.
    fn loops(&self) -> String {
        let names = self
            .stage
            .dims
            .iter()
            .map(|dim| format!("`{}`", self.kernel.var(dim.var).name));
        names.collect::<Vec<_>>().join(", ")
    }

    /// `i = 1` or `(y = 1, x = 2)`
    fn point(&self, values: &[i128]) -> String {
        let dims = self.stage.dims.iter().zip(values);
        let parts: Vec<String> = dims
            .map(|(dim, value)| format!("{} = {value}", self.kernel.var(dim.var).name))
            .collect();
        match parts.as_slice() {
            [part] => part.clone(),
            parts => format!("({})", parts.join(", ")),
        }
    }
}

/// Why an index is no polynomial.
#[derive(Default)]
struct Cause {
    loads: bool,
    divides: bool,
    narrow: bool,
    /// The values of the body's variables, each taken once.
    values: BTreeMap<VarId, Vec<Expr>>,
}

impl Cause {
    fn of(index: &Expr, body: &Block) -> Cause {
        let mut values = Assigned::default();
        crate::ir::walk_block(&mut values, body);
        let mut cause = Cause {
            values: values.0,
            ..Cause::default()
        };
        cause.expr(index);
        cause
    }
}

impl Visitor for Cause {
    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Load { .. } => self.loads = true,
            ExprKind::Var(var) => {
                for value in self.values.remove(var).unwrap_or_default() {
                    self.expr(&value);
                }
            }
            ExprKind::Op {
                op: Op::Add | Op::Sub | Op::Mul,
                ..
            } => {
                self.narrow |= expr.ty.bytes() < 8;
            }
            ExprKind::Op { .. } | ExprKind::Select { .. } => self.divides = true,
            ExprKind::Literal(_) | ExprKind::Len(_) | ExprKind::Cast(_) => {}
        }
        walk_expr(self, expr);
    }
}

/// The values that variables are given.
#[derive(Default)]
struct Assigned(BTreeMap<VarId, Vec<Expr>>);

impl Visitor for Assigned {
    fn stmt(&mut self, stmt: &Stmt) {
        if let StmtKind::Let {
            var,
            value: Some(value),
        }
        | StmtKind::Assign { var, value } = &stmt.kind
        {
            self.0.entry(*var).or_default().push(value.clone());
        }
        walk_stmt(self, stmt);
    }
}
