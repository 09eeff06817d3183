//! Blocks, `let`, assignments, loops and assertions.

use super::Meaning;
use super::checker::{Checker, Open};
use super::infer::Ty;
use crate::diag::{Code, Diagnostic, Place};
use crate::ops::{Op, Operand};
use crate::parse::ast::{Adapter, Assert, Binding, Block, Expr, ExprKind, Pattern, Range, Stmt};

impl Checker<'_> {
    /// A block's type: its value's, or that it has none.
    pub(super) fn block(&mut self, block: &Block) -> Ty {
        self.scoped(|checker| {
            let mut diverges = false;
            for stmt in &block.stmts {
                match stmt {
                    Stmt::Let { pattern, ty, value } => {
                        checker.introduction(pattern, ty.as_ref(), value.as_ref())
                    }
                    Stmt::Expr(expr) => diverges |= checker.expr(expr) == Ty::Never,
                }
            }
            match &block.value {
                Some(value) => checker.expr(value),
                None if diverges => Ty::Never,
                None => Ty::UNIT,
            }
        })
    }

    fn introduction(
        &mut self,
        pattern: &Pattern,
        written: Option<&(crate::parse::ast::Type, Place)>,
        value: Option<&Expr>,
    ) {
        let ty = match written {
            Some((ty, _)) => self.written(ty),
            None => self.infer.free(),
        };
        if let Some(value) = value {
            let found = self.introduced(pattern, value);
            let because = match (pattern, written) {
                (Pattern::Name(binding), Some(_)) => {
                    format!(
                        "`{}` is declared as {}",
                        binding.name,
                        self.infer.describe(&ty)
                    )
                }
                _ => format!("the `let` says {}", self.infer.describe(&ty)),
            };
            self.require(value, &found, &ty, &because);
            if found == Ty::Error && written.is_none() {
                // Already reported: what it is used for is not.
                return self.pattern(pattern, &Ty::Error, true);
            }
            if let Pattern::Name(binding) = pattern {
                self.note_row(binding, value);
            }
            if found == Ty::UNIT && matches!(pattern, Pattern::Name(_)) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::Mismatch,
                        value.place,
                        "this `let` has no value to name",
                    )
                    .help("write the value as the last expression, without a semicolon"),
                );
            }
        }
        self.pattern(pattern, &ty, value.is_some());
    }

    pub(super) fn pattern(&mut self, pattern: &Pattern, ty: &Ty, initialised: bool) {
        match pattern {
            Pattern::Name(binding) => self.introduce(binding, ty.clone(), initialised),
            Pattern::Wild(_) => {}
            Pattern::Struct { of, fields, place } => {
                self.struct_pattern(of, fields, *place, ty, initialised)
            }
            Pattern::Deref(inner) => {
                let referent = match self.infer.resolve(ty) {
                    Ty::Mut(referent) => *referent,
                    other => other,
                };
                self.pattern(inner, &referent, initialised);
            }
            Pattern::Tuple(parts, place) => {
                let types: Vec<Ty> = parts.iter().map(|_| self.infer.free()).collect();
                if !self.infer.unify(ty, &Ty::Tuple(types.clone())) {
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::Mismatch,
                            *place,
                            format!(
                                "mismatched types: the pattern takes apart a tuple of {}, but the value is {}",
                                parts.len(),
                                self.infer.describe(ty)
                            ),
                        )
                        .help("name as many parts as the value has"),
                    );
                }
                // What has been reported is not reported again of its parts.
                let reported = self.infer.resolve(ty) == Ty::Error;
                for (part, ty) in parts.iter().zip(&types) {
                    let ty = if reported { &Ty::Error } else { ty };
                    self.pattern(part, ty, initialised);
                }
            }
        }
    }

    pub(super) fn assignment(
        &mut self,
        whole: &Expr,
        target: &Expr,
        op: Option<Op>,
        value: &Expr,
    ) -> Ty {
        if self.slices_swap(target, value) {
            return Ty::UNIT;
        }
        let found = self.expr(value);
        let wanted = self.target(target);
        let Some(op) = op else {
            let because = match &target.kind {
                ExprKind::Index { base, .. } => {
                    format!(
                        "the elements of `{}` are {}",
                        base.text,
                        self.infer.describe(&wanted)
                    )
                }
                _ => format!("`{}` is {}", target.text, self.infer.describe(&wanted)),
            };
            self.require(value, &found, &wanted, &because);
            return Ty::UNIT;
        };
        let name = format!("{}=", op.row().name);
        self.demand(op.row().operand, &wanted, &name, target);
        if matches!(op, Op::Shl | Op::Shr) {
            self.demand(Operand::Integer, &found, &name, value);
        } else {
            self.agree(whole.place, &name, (target, &wanted), (value, &found));
        }
        Ty::UNIT
    }

    /// The type of what is assigned.
    pub(super) fn target(&mut self, target: &Expr) -> Ty {
        let ty = match &target.kind {
            ExprKind::Tuple(parts) => {
                Ty::Tuple(parts.iter().map(|part| self.target(part)).collect())
            }
            _ => self.expr(target),
        };
        self.exprs[target.id.0 as usize] = ty.clone();
        if !self.assignable(target, &ty) {
            return Ty::Error;
        }
        match &target.kind {
            ExprKind::Index { base, .. } => self.writable_elements(base, target.place),
            ExprKind::Path(_) => self.writable_variable(target, target.place),
            ExprKind::Field(..) | ExprKind::NamedField(..) => self.writable_part(target),
            ExprKind::Deref(of) => self.writable_referent(target, of),
            _ => {}
        }
        ty
    }

    fn writable_part(&mut self, target: &Expr) {
        let owner = owner(target);
        let known = self.exprs[owner.id.0 as usize].clone();
        // What a reference refers to has been lent for writing.
        if !matches!(self.infer.resolve(&known), Ty::Mut(_))
            && !matches!(owner.kind, ExprKind::Deref(_))
        {
            self.writable_variable(owner, target.place);
        }
    }

    fn writable_variable(&mut self, target: &Expr, place: Place) {
        match self.meanings.get(&target.id) {
            Some(Meaning::Local(id)) => {
                let Some(bound) = self.bindings.get_mut(id) else {
                    return;
                };
                bound.assigned = true;
                if !bound.mutable && bound.initialised {
                    let (name, declared) = (bound.name.clone(), bound.place);
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::Immutable,
                            place,
                            format!("`{name}` is not `mut`, so it cannot be assigned"),
                        )
                        .label(declared, format!("`{name}` is declared here"))
                        .help(format!("declare it as `mut {name}`")),
                    );
                }
            }
            Some(Meaning::Const(_)) => self.diagnostics.push(
                Diagnostic::new(
                    Code::Immutable,
                    place,
                    format!("`{}` is a constant, so it cannot be assigned", target.text),
                )
                .help("copy it into a variable: `let mut value = …;`"),
            ),
            Some(Meaning::Array(_)) | None => {}
        }
    }

    pub(super) fn for_loop(
        &mut self,
        label: Option<&String>,
        binding: &Binding,
        range: &Range,
        body: &Block,
    ) -> Ty {
        let start = self.expr(&range.start);
        let end = self.expr(&range.end);
        self.agree(
            range.start.place.to(range.end.place),
            "..",
            (&range.start, &start),
            (&range.end, &end),
        );
        self.demand(Operand::Integer, &start, "..", &range.start);
        for adapter in &range.adapters {
            if let Adapter::StepBy(step) = adapter {
                let found = self.expr(step);
                self.require(step, &found, &Ty::USIZE, "`step_by` takes `usize`");
            }
        }
        self.scoped(|checker| {
            checker.introduce(binding, start, true);
            checker.repeated(label, body);
        });
        Ty::UNIT
    }

    pub(super) fn while_loop(&mut self, label: Option<&String>, cond: &Expr, body: &Block) -> Ty {
        let found = self.expr(cond);
        self.require(cond, &found, &Ty::BOOL, "a condition is `bool`");
        self.repeated(label, body);
        Ty::UNIT
    }

    pub(super) fn endless_loop(
        &mut self,
        whole: &Expr,
        label: Option<&String>,
        body: &Block,
    ) -> Ty {
        if let Some(ty) = self.repeated(label, body) {
            return ty;
        }
        self.diagnostics.push(
            Diagnostic::new(
                Code::LoopShape,
                whole.place,
                "this `loop` has no `break` of its own, so it never ends",
            )
            .help("leave it with `if done { break; }`"),
        );
        Ty::Never
    }

    /// A loop's body; the type of its value if a `break` leaves that loop.
    pub(super) fn repeated(&mut self, label: Option<&String>, body: &Block) -> Option<Ty> {
        let ty = self.infer.free();
        self.open.push(Open {
            label: label.cloned(),
            block: false,
            left: false,
            ty,
        });
        let found = self.block(body);
        if let Some(value) = &body.value {
            self.require(value, &found, &Ty::UNIT, "the body of a loop has no value");
        }
        self.open.pop().filter(|open| open.left).map(|open| open.ty)
    }

    pub(super) fn assertion(&mut self, whole: &Expr, assert: &Assert) -> Ty {
        match assert {
            Assert::Holds(cond) => {
                let found = self.expr(cond);
                self.require(cond, &found, &Ty::BOOL, "`assert!` takes a `bool`");
            }
            Assert::Compare(op, left, right) => {
                let left_ty = self.expr(left);
                let right_ty = self.expr(right);
                self.agree(
                    whole.place,
                    op.row().name,
                    (left, &left_ty),
                    (right, &right_ty),
                );
            }
        }
        Ty::UNIT
    }
}

/// The variable of which a part is assigned.
fn owner(target: &Expr) -> &Expr {
    match &target.kind {
        ExprKind::Field(of, _) | ExprKind::NamedField(of, _) => owner(of),
        _ => target,
    }
}
