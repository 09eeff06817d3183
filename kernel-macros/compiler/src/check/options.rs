//! What can be asked of the `Option` that `min()`, `max()`, `position(…)`, `first()` and `last()` give.

use super::calls::MethodCall;
use super::checker::Checker;
use super::infer::Ty;
use super::{Callee, MaybeCall};
use crate::diag::{Code, Diagnostic};

impl Checker<'_> {
    pub(super) fn maybe_method(&mut self, call: &MethodCall<'_>, inner: Ty) -> Ty {
        let (callee, wanted, ty) = match call.name.to_string().as_str() {
            "unwrap" | "expect" => (MaybeCall::Unwrap, vec![], inner),
            "unwrap_or" => (MaybeCall::UnwrapOr, vec![inner.clone()], inner),
            "unwrap_or_default" => (MaybeCall::UnwrapOrDefault, vec![], inner),
            "is_some" => (MaybeCall::IsSome, vec![], Ty::BOOL),
            "is_none" => (MaybeCall::IsNone, vec![], Ty::BOOL),
            "copied" | "cloned" => (MaybeCall::Same, vec![], Ty::Maybe(Box::new(inner))),
            name => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownFunction,
                        call.name.span(),
                        format!("`.{name}` of an `Option` is not part of the kernel language"),
                    )
                    .help("take the value out with `.unwrap_or(value)`, `.unwrap()` or `.expect(\"why\")`"),
                );
                return Ty::Error;
            }
        };
        if call.turbofish.is_some() {
            return self.no_turbofish(call);
        }
        if !self.arguments(call, &wanted) {
            return Ty::Error;
        }
        self.callees.insert(call.whole.id, Callee::Maybe(callee));
        ty
    }
}
