//! What leaves a loop, a block or the function: `break`, `continue`, `return`.

use super::checker::{Checker, Open, Returned};
use super::infer::Ty;
use crate::diag::{Code, Diagnostic};
use crate::parse::ast::{Block, Expr};

impl Checker<'_> {
    /// `'a: { … }`, whose value is its last expression's or a `break`'s.
    pub(super) fn labelled(&mut self, label: &str, body: &Block) -> Ty {
        let ty = self.infer.free();
        self.open.push(Open {
            label: Some(label.to_owned()),
            block: true,
            left: false,
            ty: ty.clone(),
        });
        let found = self.block(body);
        let left = self.open.pop().is_some_and(|open| open.left);
        if !left {
            return found;
        }
        let because = format!(
            "the `break`s out of `'{label}` give {}",
            self.infer.describe(&ty)
        );
        match &body.value {
            Some(value) => self.require(value, &found, &ty, &because),
            None if !self.infer.unify(&found, &ty) => self.diagnostics.push(
                Diagnostic::new(
                    Code::Mismatch,
                    body.place,
                    format!("mismatched types: {because}, but the block ends without a value"),
                )
                .help("write the value as the last expression, without a semicolon"),
            ),
            None => {}
        }
        ty
    }

    /// `break`, `break 'a`, `break 'a value`.
    pub(super) fn leave(
        &mut self,
        whole: &Expr,
        label: Option<&String>,
        value: Option<&Expr>,
    ) -> Ty {
        let found = value.map_or(Ty::UNIT, |value| self.expr(value));
        let Some(at) = self.opened(label) else {
            self.no_target(whole);
            return Ty::Never;
        };
        self.open[at].left = true;
        let ty = self.open[at].ty.clone();
        let because = format!("the `break`s before give {}", self.infer.describe(&ty));
        self.require(value.unwrap_or(whole), &found, &ty, &because);
        Ty::Never
    }

    /// `continue`, `continue 'a`.
    pub(super) fn go_on(&mut self, whole: &Expr, label: Option<&String>) -> Ty {
        if self.opened(label).is_none_or(|at| self.open[at].block) {
            self.no_target(whole);
        }
        Ty::Never
    }

    /// The loop or block that is meant.
    fn opened(&self, label: Option<&String>) -> Option<usize> {
        self.open.iter().rposition(|open| match label {
            None => !open.block,
            Some(_) => open.label.as_ref() == label,
        })
    }

    fn no_target(&mut self, whole: &Expr) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::UnknownName,
                whole.place,
                format!("`{}` has no loop around it to name", whole.text),
            )
            .help("put the label in front of a loop around this: `'rows: for …`"),
        );
    }

    /// `return`, `return value`.
    pub(super) fn return_early(&mut self, whole: &Expr, value: Option<&Expr>) -> Ty {
        let found = value.map_or(Ty::UNIT, |value| self.expr(value));
        let Returned { ty, because } = self.returned.clone();
        self.require(value.unwrap_or(whole), &found, &ty, &because);
        Ty::Never
    }
}
