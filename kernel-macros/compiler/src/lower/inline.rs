//! Helpers written out at their calls.

use proc_macro2::Ident;

use super::{Lowerer, Value};
use crate::check::{Type, Types};
use crate::diag::Diagnostics;
use crate::parse::Helper;
use crate::parse::ast::{Expr, Inline, RETURN};

/// Lowers a helper by itself, for its errors.
pub fn lower_helper(helper: &Helper, types: &Types) -> Result<(), Diagnostics> {
    let mut lowerer = Lowerer::new(types, &helper.exits);
    for (binding, _) in &helper.function.params {
        let ty = types.local(binding.id).ty.clone();
        let place = lowerer.undefined(&binding.name, &ty);
        lowerer.places.insert(binding.id, place);
    }
    let function = &helper.function;
    // The value is nobody's.
    let _value = lowerer.framed(RETURN, &function.name, &types.returns, &function.body);
    lowerer.diagnostics.finish(())
}

impl Lowerer<'_> {
    /// A call of a helper: its parameters become variables, its body stands here.
    pub(super) fn inline(&mut self, whole: &Expr, inline: &Inline) -> Option<Value> {
        let args: Vec<&Expr> = inline.args.iter().collect();
        let values = self.values(&args)?;
        for ((binding, _), value) in inline.params.iter().zip(&values) {
            self.bind(binding, value);
        }
        let ty: Type = self.types.expr(whole.id).clone();
        let name = Ident::new("result", whole.place.start);
        self.framed(RETURN, &name, &ty, &inline.body)
    }
}
