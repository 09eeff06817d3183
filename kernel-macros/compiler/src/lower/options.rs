//! `Option`: whether there is a value, and the value.

use super::views::{pick, zero_of};
use super::{Lowerer, Tree, Value};
use crate::check::MaybeCall;
use crate::parse::ast::Expr;

impl Lowerer<'_> {
    pub(super) fn maybe_call(
        &mut self,
        whole: &Expr,
        call: MaybeCall,
        receiver: &Expr,
        args: &[Expr],
    ) -> Option<Value> {
        let span = whole.place.start;
        let Tree::Many(parts) = self.value(receiver)? else {
            return self.no_value(receiver);
        };
        let Ok([Tree::One(some), Tree::One(value)]) = <[Value; 2]>::try_from(parts) else {
            return self.no_value(receiver);
        };
        Some(Tree::One(match (call, args) {
            (MaybeCall::Same, _) => {
                return Some(Tree::Many(vec![Tree::One(some), Tree::One(value)]));
            }
            (MaybeCall::IsSome, _) => some,
            (MaybeCall::IsNone, _) => self.not(some),
            (MaybeCall::Unwrap, _) => {
                self.fail_unless(some, format!("{}.is_some()", receiver.text), span);
                value
            }
            (MaybeCall::UnwrapOrDefault, _) => {
                let otherwise = zero_of(value.ty, span);
                pick(some, value, otherwise)
            }
            (MaybeCall::UnwrapOr, [otherwise]) => {
                let otherwise = self.scalar(otherwise)?;
                pick(some, value, otherwise)
            }
            (MaybeCall::UnwrapOr, _) => return self.no_value(whole),
        }))
    }
}
