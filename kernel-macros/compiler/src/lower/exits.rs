//! `return`, and `break` with a label or a value.
//!
//! A `return` becomes an assignment to the function's result, and what would follow it is put where the function has not been left:
//! `if c { return a; } rest` becomes `if c { result = a } else { rest }`. Where the shape is not as plain as that, a flag says whether the
//! function has been left, and what follows stands under `if !left`. Loops around the `return` are left by a [`StmtKind::Break`]. A
//! labelled block is left in the same way.

use proc_macro2::{Ident, Span};

use super::builder::boolean;
use super::{Lowerer, Place, Tree, Value};
use crate::check::Type;
use crate::diag::{Code, Diagnostic};
use crate::ir::{self, Origin, Scalar, StmtKind, VarId};
use crate::ops::Op;
use crate::parse::ast::{Block, Expr, ExprKind, Pattern, RETURN, Stmt};

/// A function or labelled block being lowered that is left before its end.
pub(super) struct Frame {
    /// The block's label, or [`RETURN`].
    label: String,
    /// The number of loops around it.
    depth: usize,
    /// Where its value goes.
    place: Place,
    /// Whether it has been left, where somebody asks.
    left: Option<VarId>,
    /// How many statements are being lowered whose followers will ask.
    asked: usize,
}

/// What stands first in a sequence.
#[derive(Clone, Copy)]
enum Head<'e> {
    Stmt(&'e Stmt),
    Block(&'e Block),
    Expr(&'e Expr),
}

/// What follows it, and where the value goes.
struct Rest<'e> {
    stmts: &'e [Stmt],
    value: Option<&'e Expr>,
    place: &'e Place,
}

impl Lowerer<'_> {
    /// A body that a `return`, or a `break` with that label, may leave.
    pub(super) fn framed(
        &mut self,
        label: &str,
        name: &Ident,
        ty: &Type,
        body: &Block,
    ) -> Option<Value> {
        if !self.is_left(body, label) {
            return self.block_value(body);
        }
        let start = self.block.len();
        let place = self.undefined(name, ty);
        self.frames.push(Frame {
            label: label.to_owned(),
            depth: self.open.len(),
            place: place.clone(),
            left: None,
            asked: 0,
        });
        self.assign_block(body, &place);
        let frame = self.frames.pop()?;
        let span = name.span();
        if let Some(var) = frame.left {
            let value = Some(boolean(false, span));
            let kind = StmtKind::Let { var, value };
            self.block.insert(start, ir::Stmt { kind, span });
        }
        Some(self.read_place(&place, span))
    }

    /// Whether something in the body leaves by that label.
    fn is_left(&self, body: &Block, label: &str) -> bool {
        let leaves = |expr: &Expr| {
            self.exits
                .get(&expr.id)
                .is_some_and(|labels| labels.contains(label))
        };
        body.value.as_deref().is_some_and(leaves)
            || body.stmts.iter().any(|stmt| match stmt {
                Stmt::Let { value, .. } => value.as_ref().is_some_and(leaves),
                Stmt::Expr(expr) => leaves(expr),
            })
    }

    /// A place for an expression's value.
    pub(super) fn unnamed_place(&mut self, expr: &Expr) -> Place {
        let ty = self.types.expr(expr.id).clone();
        self.undefined(&Ident::new("result", expr.place.start), &ty)
    }

    /// Statements and the value after them; whether control comes out.
    pub(super) fn statements(
        &mut self,
        stmts: &[Stmt],
        value: Option<&Expr>,
        place: &Place,
    ) -> bool {
        for (at, stmt) in stmts.iter().enumerate() {
            let rest = Rest {
                stmts: &stmts[at + 1..],
                value,
                place,
            };
            if !self.pending(Head::Stmt(stmt)).is_empty() {
                return self.before(Head::Stmt(stmt), &rest);
            }
            if !self.stmt(stmt) {
                return false;
            }
        }
        let Some(value) = value else { return true };
        if !self.pending(Head::Expr(value)).is_empty() && !self.is_orderly(value) {
            return false;
        }
        self.assign(value, place);
        *self.types.expr(value.id) != Type::Never
    }

    /// The frames that are left out of this without leaving a loop.
    fn pending(&self, head: Head<'_>) -> Vec<usize> {
        let expr = match head {
            Head::Stmt(Stmt::Let { value, .. }) => value.as_ref(),
            Head::Stmt(Stmt::Expr(expr)) | Head::Expr(expr) => Some(expr),
            Head::Block(block) => {
                let parts = block
                    .stmts
                    .iter()
                    .map(Head::Stmt)
                    .chain(block.value.as_deref().map(Head::Expr));
                return parts.flat_map(|part| self.pending(part)).collect();
            }
        };
        let labels = expr.and_then(|expr| self.exits.get(&expr.id));
        let frames = labels
            .into_iter()
            .flatten()
            .filter_map(|label| self.frame(label));
        frames
            .filter(|frame| self.frames[*frame].depth == self.open.len())
            .collect()
    }

    fn frame(&self, label: &str) -> Option<usize> {
        self.frames.iter().rposition(|frame| frame.label == label)
    }

    /// Something that may leave a frame, and what follows where it does not; whether control comes out.
    fn before(&mut self, head: Head<'_>, rest: &Rest<'_>) -> bool {
        let expr = match head {
            Head::Stmt(Stmt::Let { value, .. }) => value.as_ref(),
            Head::Stmt(Stmt::Expr(expr)) | Head::Expr(expr) => Some(expr),
            Head::Block(_) => None,
        };
        if let Some(expr) = expr
            && !self.is_orderly(expr)
        {
            return false;
        }
        if rest.stmts.is_empty() && rest.value.is_none() {
            return self.head(head);
        }
        if let Some(expr) = expr
            && let ExprKind::If {
                cond,
                then,
                otherwise,
            } = &expr.kind
        {
            let yes = self.ends(Head::Block(then));
            let no = otherwise
                .as_deref()
                .is_some_and(|otherwise| self.ends(Head::Expr(otherwise)));
            if yes != no {
                return self.split(head, (cond, then, otherwise.as_deref()), yes, rest);
            }
        }
        self.under_flags(head, rest)
    }

    /// A part of a sequence alone.
    fn head(&mut self, head: Head<'_>) -> bool {
        let nowhere = Tree::Many(Vec::new());
        match head {
            Head::Stmt(stmt) => self.stmt(stmt),
            Head::Block(block) => self.statements(&block.stmts, block.value.as_deref(), &nowhere),
            Head::Expr(expr) => self.stmt_expr(expr),
        }
    }

    /// Whether control never comes out of it.
    fn ends(&self, head: Head<'_>) -> bool {
        match head {
            Head::Stmt(Stmt::Expr(expr)) | Head::Expr(expr) => {
                *self.types.expr(expr.id) == Type::Never
            }
            Head::Stmt(Stmt::Let { .. }) => false,
            Head::Block(block) => {
                block.stmts.iter().any(|stmt| self.ends(Head::Stmt(stmt)))
                    || block
                        .value
                        .as_deref()
                        .is_some_and(|value| self.ends(Head::Expr(value)))
            }
        }
    }

    /// `if c { return a; } rest`: what follows goes into the branch that comes to its end. `yes`: the first branch does not.
    fn split(
        &mut self,
        head: Head<'_>,
        (cond, then, otherwise): (&Expr, &Block, Option<&Expr>),
        yes: bool,
        rest: &Rest<'_>,
    ) -> bool {
        let span = cond.place.start;
        let Some(cond) = self.scalar(cond) else {
            return false;
        };
        let then = Head::Block(then);
        let (leaving, staying) = match otherwise.map(Head::Expr) {
            Some(otherwise) if yes => (then, Some(otherwise)),
            Some(otherwise) => (otherwise, Some(then)),
            None => (then, None),
        };
        let (leaving, _) = self.nested(|lowerer| lowerer.head(leaving));
        let (staying, _) = self.nested(|lowerer| match (head, staying) {
            (Head::Stmt(Stmt::Let { pattern, .. }), Some(value)) => {
                lowerer.named_before(pattern, value, rest)
            }
            (_, Some(staying)) if !lowerer.pending(staying).is_empty() => {
                lowerer.before(staying, rest)
            }
            (_, staying) => {
                staying.is_none_or(|staying| lowerer.head(staying)) && lowerer.rest(rest)
            }
        });
        let (cond, then, otherwise) = if leaving.is_empty() {
            let cond = if yes { self.not(cond) } else { cond };
            (cond, staying, leaving)
        } else if yes {
            (cond, leaving, staying)
        } else {
            (cond, staying, leaving)
        };
        self.push(
            StmtKind::If {
                cond,
                then,
                otherwise,
            },
            span,
        );
        true
    }

    fn rest(&mut self, rest: &Rest<'_>) -> bool {
        self.statements(rest.stmts, rest.value, rest.place)
    }

    /// `let pattern = value;` and what follows.
    fn named_before(&mut self, pattern: &Pattern, value: Head<'_>, rest: &Rest<'_>) -> bool {
        if !self.pending(value).is_empty() {
            return self.let_under_flags(pattern, value, rest);
        }
        let value = match value {
            Head::Block(block) => self.block_value(block),
            Head::Expr(expr) => self.value(expr),
            Head::Stmt(_) => None,
        };
        let Some(value) = value else { return false };
        self.bind_pattern(pattern, &value);
        self.rest(rest)
    }

    /// What follows stands under a flag for each frame that may have been left.
    fn under_flags(&mut self, head: Head<'_>, rest: &Rest<'_>) -> bool {
        if let Head::Stmt(Stmt::Let {
            pattern,
            value: Some(value),
            ..
        }) = head
        {
            return self.let_under_flags(pattern, Head::Expr(value), rest);
        }
        let frames = self.pending(head);
        if !self.asking(&frames, |lowerer| lowerer.head(head)) && self.ends(head) {
            return false;
        }
        self.unless_left(&frames, |lowerer| lowerer.rest(rest))
    }

    fn let_under_flags(&mut self, pattern: &Pattern, value: Head<'_>, rest: &Rest<'_>) -> bool {
        let frames = self.pending(value);
        let (ty, span) = match value {
            Head::Expr(expr) => (self.types.expr(expr.id).clone(), expr.place.start),
            Head::Block(block) => match block.value.as_deref() {
                Some(value) => (self.types.expr(value.id).clone(), value.place.start),
                None => return false,
            },
            Head::Stmt(_) => return false,
        };
        let place = self.undefined(&Ident::new("chosen", span), &ty);
        self.asking(&frames, |lowerer| match value {
            Head::Block(block) => lowerer.assign_block(block, &place),
            Head::Expr(expr) => lowerer.assign(expr, &place),
            Head::Stmt(_) => {}
        });
        if ty == Type::Never {
            return false;
        }
        self.unless_left(&frames, |lowerer| {
            let value = lowerer.read_place(&place, span);
            lowerer.bind_pattern(pattern, &value);
            lowerer.rest(rest)
        })
    }

    /// Lowers something after which it will be asked whether those frames have been left.
    fn asking<T>(&mut self, frames: &[usize], inner: impl FnOnce(&mut Self) -> T) -> T {
        for frame in frames {
            self.frames[*frame].asked += 1;
        }
        let result = inner(self);
        for frame in frames {
            self.frames[*frame].asked -= 1;
        }
        result
    }

    fn unless_left(&mut self, frames: &[usize], inner: impl FnOnce(&mut Self) -> bool) -> bool {
        let mut stays: Option<ir::Expr> = None;
        for frame in frames {
            // Without a flag nothing has left it after all.
            if let Some(left) = self.frames[*frame].left {
                let span = self.vars[left.index()].name.span();
                let left = self.read(left, span);
                let stayed = self.not(left);
                stays = Some(match stays {
                    Some(stays) => self.binary(Op::And, stays, stayed),
                    None => stayed,
                });
            }
        }
        let Some(cond) = stays else {
            return inner(self);
        };
        let span = cond.span;
        let (then, goes_on) = self.nested(inner);
        let kind = StmtKind::If {
            cond,
            then,
            otherwise: Vec::new(),
        };
        self.push(kind, span);
        goes_on
    }

    /// Whether what leaves a frame stands where statements do: not within an operand, whose neighbours would still be computed.
    fn is_orderly(&mut self, expr: &Expr) -> bool {
        let mut stray = None;
        self.stray(expr, &mut stray);
        let Some(place) = stray else { return true };
        self.diagnostics.push(
            Diagnostic::new(
                Code::Unsupported,
                place,
                "`return` or `break` within an operand cannot be part of a kernel",
            )
            .help("give the operand a name with a `let` of its own"),
        );
        false
    }

    fn stray(&self, expr: &Expr, found: &mut Option<crate::diag::Place>) {
        if found.is_some() || self.pending(Head::Expr(expr)).is_empty() {
            return;
        }
        match &expr.kind {
            ExprKind::If {
                cond,
                then,
                otherwise,
            } => {
                self.no_exit(cond, found);
                self.stray_block(then, found);
                if let Some(otherwise) = otherwise {
                    self.stray(otherwise, found);
                }
            }
            ExprKind::Match { value, arms } => {
                self.no_exit(value, found);
                for arm in arms {
                    if let Some(guard) = &arm.guard {
                        self.no_exit(guard, found);
                    }
                    self.stray(&arm.value, found);
                }
            }
            ExprKind::Block(block) | ExprKind::Labelled { body: block, .. } => {
                self.stray_block(block, found)
            }
            ExprKind::Break { value, .. } | ExprKind::Return(value) => {
                if let Some(value) = value {
                    self.no_exit(value, found);
                }
            }
            // Within a loop a `break` ends everything at once.
            ExprKind::While { .. } | ExprKind::Loop { .. } => {}
            ExprKind::For { range, .. } => {
                self.no_exit(&range.start, found);
                self.no_exit(&range.end, found);
            }
            ExprKind::ForEach { items, .. } => self.no_exit(items, found),
            _ => self.no_exit(expr, found),
        }
    }

    fn stray_block(&self, block: &Block, found: &mut Option<crate::diag::Place>) {
        for stmt in &block.stmts {
            match stmt {
                Stmt::Let { value, .. } => {
                    if let Some(value) = value {
                        self.stray(value, found);
                    }
                }
                Stmt::Expr(expr) => self.stray(expr, found),
            }
        }
        if let Some(value) = &block.value {
            self.stray(value, found);
        }
    }

    fn no_exit(&self, expr: &Expr, found: &mut Option<crate::diag::Place>) {
        if found.is_none() && !self.pending(Head::Expr(expr)).is_empty() {
            *found = Some(expr.place);
        }
    }

    /// `return value`
    pub(super) fn return_early(&mut self, value: Option<&Expr>, span: Span) {
        if let Some(frame) = self.frame(RETURN) {
            self.leave_frame(frame, value, span);
        }
    }

    /// `break 'a value`
    pub(super) fn leave(&mut self, label: Option<&String>, value: Option<&Expr>, span: Span) {
        let Some(target) = self.loop_of(label) else {
            // Checking has found the block.
            if let Some(frame) = label.and_then(|label| self.frame(label)) {
                self.leave_frame(frame, value, span);
            }
            return;
        };
        let frame = label.and_then(|label| self.frame(label));
        if let Some(frame) = frame.filter(|frame| self.frames[*frame].depth > target) {
            return self.leave_frame(frame, value, span);
        }
        if let Some(value) = value {
            let place = self.open[target].place.clone();
            self.assign(value, &place);
        }
        let id = self.open[target].id;
        self.push(StmtKind::Break(id), span);
    }

    /// `continue 'a`
    pub(super) fn go_on(&mut self, label: Option<&String>, span: Span) {
        if let Some(target) = self.loop_of(label) {
            let id = self.open[target].id;
            self.push(StmtKind::Continue(id), span);
        }
    }

    /// The innermost loop that is meant.
    fn loop_of(&self, label: Option<&String>) -> Option<usize> {
        self.open
            .iter()
            .rposition(|open| label.is_none() || open.label.as_ref() == label)
    }

    fn leave_frame(&mut self, at: usize, value: Option<&Expr>, span: Span) {
        if let Some(value) = value {
            let place = self.frames[at].place.clone();
            self.assign(value, &place);
            if *self.types.expr(value.id) == Type::Never {
                return;
            }
        }
        if self.frames[at].asked > 0 {
            let var = match self.frames[at].left {
                Some(var) => var,
                None => {
                    let name = Ident::new("left", span);
                    let var = self.var(&name, Scalar::Bool, true, Origin::Local);
                    self.frames[at].left = Some(var);
                    var
                }
            };
            let value = boolean(true, span);
            self.push(StmtKind::Assign { var, value }, span);
        }
        if let Some(around) = self.open.get(self.frames[at].depth) {
            let id = around.id;
            self.push(StmtKind::Break(id), span);
        }
    }
}
