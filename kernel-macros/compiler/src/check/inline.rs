//! Helpers written out at their calls.

use std::mem::{replace, take};

use super::checker::{Checker, Returned};
use super::infer::Ty;
use crate::diag::{Code, Diagnostic};
use crate::parse::ast::{Expr, ExprKind, Inline};

impl Checker<'_> {
    /// A helper that nobody calls.
    pub(super) fn alone(&mut self, function: &Inline) {
        let returns = self.helper(function, None);
        self.returned.ty = returns;
    }

    /// A call of a helper.
    pub(super) fn inline(&mut self, inline: &Inline) -> Ty {
        let found = inline.args.iter().map(|arg| self.argument(arg)).collect();
        self.helper(inline, Some(found))
    }

    fn argument(&mut self, arg: &Expr) -> Ty {
        let Some(of) = borrowed(arg) else {
            return self.expr(arg);
        };
        let found = self.expr(of);
        if let Ty::Array(..) | Ty::Slice(..) = self.infer.resolve(&found) {
            return self.expr(arg);
        }
        let of = self.target(of);
        self.typed(arg, Ty::Mut(Box::new(of)))
    }

    /// The types of a helper's parameters, which those of the arguments must be.
    fn parameters(&mut self, inline: &Inline, found: Option<Vec<Ty>>) -> Vec<Ty> {
        let types: Vec<Ty> = inline
            .params
            .iter()
            .map(|(_, ty)| self.written(ty))
            .collect();
        let found = found.unwrap_or_default();
        for ((((binding, _), wanted), found), arg) in inline
            .params
            .iter()
            .zip(&types)
            .zip(&found)
            .zip(&inline.args)
        {
            let because = format!(
                "`{}` takes {} as `{}`",
                inline.name,
                self.infer.describe(wanted),
                binding.name
            );
            self.require(arg, found, wanted, &because);
        }
        types
    }

    /// A helper's body, in a scope of its own.
    fn helper(&mut self, inline: &Inline, found: Option<Vec<Ty>>) -> Ty {
        self.scopes += 1;
        let around_scope = self.swap_scope(Vec::new());
        let around_open = take(&mut self.open);
        let around_consts = replace(&mut self.inner_consts, inline.consts.clone());
        let around_outer = replace(&mut self.outer, inline.outer.clone());
        let around_number = replace(&mut self.scope_number, self.scopes);
        let types = self.parameters(inline, found);
        let returns = self.written(&inline.returns);
        let because = if returns == Ty::UNIT {
            format!("`{}` returns nothing", inline.name)
        } else {
            format!(
                "`{}` returns {}",
                inline.name,
                self.infer.describe(&returns)
            )
        };
        let around_returned = replace(
            &mut self.returned,
            Returned {
                ty: returns.clone(),
                because: because.clone(),
            },
        );

        for ((binding, _), ty) in inline.params.iter().zip(types) {
            self.introduce(binding, ty, true);
        }
        let found = self.block(&inline.body);
        self.require_body(&inline.body, &found, &returns, &because);

        self.returned = around_returned;
        self.scope_number = around_number;
        self.outer = around_outer;
        self.inner_consts = around_consts;
        self.open = around_open;
        self.swap_scope(around_scope);
        returns
    }

    /// Reports unless a body has the value wanted.
    fn require_body(
        &mut self,
        body: &crate::parse::ast::Block,
        found: &Ty,
        wanted: &Ty,
        because: &str,
    ) {
        let value: Option<&Expr> = body.value.as_deref();
        match value {
            Some(value) => self.require(value, found, wanted, because),
            None if !self.infer.unify(found, wanted) => self.diagnostics.push(
                Diagnostic::new(
                    Code::Mismatch,
                    body.place,
                    format!("mismatched types: {because}, but its body ends without a value"),
                )
                .help("write the value as the last expression, without a semicolon"),
            ),
            None => {}
        }
    }
}

/// The variable, or the part of one, that is lent to a helper for writing.
fn borrowed(arg: &Expr) -> Option<&Expr> {
    let ExprKind::Ref { mutable: true, of } = &arg.kind else {
        return None;
    };
    let mut owner = &**of;
    while let ExprKind::Field(of, _) | ExprKind::NamedField(of, _) = &owner.kind {
        owner = of;
    }
    matches!(owner.kind, ExprKind::Path(_)).then_some(of)
}
