//! Structs, which are tuples from here on.

use proc_macro2::Ident;

use super::{Lowerer, Place, Tree, Value, plain};
use crate::ir::{self, Origin};
use crate::parse::ast::{Expr, Struct, Type};

impl Lowerer<'_> {
    /// A parameter that is a struct: one of the kernel's for each scalar in it.
    pub(super) fn struct_param(
        &mut self,
        name: &Ident,
        of: &Struct,
        params: &mut Vec<ir::Param>,
    ) -> Place {
        let fields = of.fields.iter().map(|(field, ty)| {
            let name = Ident::new(&format!("{}_{field}", plain(name)), name.span());
            match ty {
                Type::Array(..) => {
                    let array = self.owned_param(&name, ty, params);
                    Tree::Array(array)
                }
                Type::Scalar(scalar) => {
                    let var = self.var(&name, *scalar, false, Origin::Param);
                    params.push(ir::Param::Scalar(var));
                    Tree::One(var)
                }
                Type::Struct(of) => self.struct_param(&name, of, params),
                // Reading admits no other.
                _ => Tree::Many(Vec::new()),
            }
        });
        Tree::Many(fields.collect())
    }

    /// `Vec3 { x, y, ..base }`: the values in the order written, then put into the order of the fields.
    pub(super) fn struct_literal(
        &mut self,
        of: &Struct,
        fields: &[(usize, Expr)],
        base: Option<&Expr>,
    ) -> Option<Value> {
        let written: Vec<&Expr> = fields.iter().map(|(_, value)| value).chain(base).collect();
        let mut values = self.values(&written)?;
        let mut parts: Vec<Option<Value>> = match base.and_then(|_| values.pop()) {
            Some(Tree::Many(parts)) => parts.into_iter().map(Some).collect(),
            _ => vec![None; of.fields.len()],
        };
        for ((position, _), value) in fields.iter().zip(values) {
            *parts.get_mut(*position)? = Some(value);
        }
        parts.into_iter().collect::<Option<_>>().map(Tree::Many)
    }
}
