//! Writes expressions: plain Rust values where they are uniform, vectors where they vary.

use std::str::FromStr;

use proc_macro2::{Literal as Token, TokenStream};
use quote::{format_ident, quote};

use super::scope::{Place, Scope, scalar_type};
use super::tokens::{call, joined};
use crate::emit::names;
use crate::ir::{Expr, ExprKind, Literal, Scalar, SiteId, VarId};
use crate::ops::{Op, Row};

/// The largest exponent whose products are written out.
const LONGEST_POWER: i128 = 64;

impl Scope<'_> {
    /// The expression's value: a scalar if it is uniform, else a vector.
    pub(super) fn expr(&self, expr: &Expr) -> TokenStream {
        match &expr.kind {
            ExprKind::Literal(value) => literal(value, expr.ty),
            ExprKind::Var(var) => {
                let name = names::var(self.kernel, *var);
                quote!(#name)
            }
            ExprKind::Len(array) => {
                let name = names::len(self.kernel, *array);
                quote!(#name)
            }
            ExprKind::Load { array, index, site } => self.load(*array, index, *site),
            ExprKind::Op { op, args, site } => self.op(*op, args, *site),
            ExprKind::Cast(value) => self.cast(value, expr.ty),
            ExprKind::Select {
                cond,
                then,
                otherwise,
            } => self.select(cond, then, otherwise),
        }
    }

    /// The expression's value as a vector.
    pub(super) fn vector(&self, expr: &Expr) -> TokenStream {
        let value = self.expr(expr);
        if self.varies(expr) {
            value
        } else {
            splat(expr.ty, value)
        }
    }

    /// The expression's value: a vector if `vector` says so.
    pub(super) fn expr_as(&self, expr: &Expr, vector: bool) -> TokenStream {
        if vector {
            self.vector(expr)
        } else {
            self.expr(expr)
        }
    }

    fn op(&self, op: Op, args: &[Expr], site: Option<SiteId>) -> TokenStream {
        let varies = args.iter().any(|arg| self.varies(arg));
        if varies && let Some(contracted) = self.contracted(op, args) {
            return contracted;
        }
        let function = if varies && self.kernel.is_fast(op, args[0].ty) {
            let name = format_ident!("{}", op.row().name);
            quote!(__k::Fast::#name)
        } else {
            function(op.row())
        };
        let values: Vec<_> = args.iter().map(|arg| self.expr_as(arg, varies)).collect();
        if let (Op::Powi, [_, exponent]) = (op, args)
            && let ExprKind::Literal(Literal::Int(n @ 1..=LONGEST_POWER)) = exponent.kind
        {
            let (n, base) = (Token::i128_unsuffixed(n), &values[0]);
            return quote!(__k::powi_constant::<#n, _>(#base));
        }
        let [dividend, divisor] = args else {
            return call(function, values);
        };
        if !op.can_fail(dividend.ty) || is_safe_divisor(divisor) {
            return call(function, values);
        }
        let site = site.expect("a division that can fail has a site");
        let stop = self.fault("Divide", site, quote!());
        let mask = &self.mask;
        let [a, b] = [&values[0], &values[1]];
        let faulty = if varies {
            quote!(__k::division_fault(#mask, a, b))
        } else {
            quote!(__k::scalar_division_fault(a, b))
        };
        quote!({
            let a = #a;
            let b = #b;
            if #faulty {
                #stop;
            }
            #function(a, b)
        })
    }

    /// A sum or difference with a product, rounded once where that is one instruction.
    fn contracted(&self, op: Op, args: &[Expr]) -> Option<TokenStream> {
        let place = self.kernel.contracts(op, args)?;
        let ExprKind::Op { args: factors, .. } = &args[place].kind else {
            return None;
        };
        let [mut a, b] = [0, 1].map(|factor| self.vector(&factors[factor]));
        let mut summand = self.vector(&args[1 - place]);
        if op == Op::Sub {
            let negated = if place == 1 { &mut a } else { &mut summand };
            *negated = quote!(__k::Number::neg(#negated));
        }
        Some(quote!(__k::Float::contracted(#a, #b, #summand)))
    }

    fn cast(&self, value: &Expr, to: Scalar) -> TokenStream {
        let target = scalar_type(to);
        if !self.varies(value) {
            let value = self.expr(value);
            return quote!((#value as #target));
        }
        if to == value.ty {
            return self.expr(value);
        }
        match &value.kind {
            ExprKind::Var(var) if self.is_counter(*var) && value.ty == Scalar::Usize => {
                let base = self.base();
                quote!(__k::linear_cast::<S, #target>(s, #base, 1usize))
            }
            _ => joined(self.expr(value), quote!(.cast::<#target>())),
        }
    }

    fn is_counter(&self, var: VarId) -> bool {
        matches!(&self.place, Place::Lanes { counter, .. } if *counter == var)
    }

    fn select(&self, cond: &Expr, then: &Expr, otherwise: &Expr) -> TokenStream {
        let varies = [cond, then, otherwise].iter().any(|part| self.varies(part));
        let yes = self.expr_as(then, varies);
        let no = self.expr_as(otherwise, varies);
        if varies && self.varies(cond) {
            let cond = self.expr(cond);
            call(quote!(__k::Value::select), [cond, yes, no])
        } else {
            let cond = self.expr(cond);
            quote!((if #cond { #yes } else { #no }))
        }
    }
}

/// The same value in all lanes.
pub(super) fn splat(ty: Scalar, value: TokenStream) -> TokenStream {
    let function = if ty == Scalar::Bool {
        quote!(__k::Mask::splat)
    } else {
        quote!(__k::Vector::splat)
    };
    call(function, [quote!(s), value])
}

/// The runtime's function for an op.
fn function(row: &Row) -> TokenStream {
    let segments = row.function.split("::").map(|name| format_ident!("{name}"));
    quote!(__k::#(#segments)::*)
}

/// Division by a literal other than 0 and -1 cannot fail.
pub(super) fn is_safe_divisor(divisor: &Expr) -> bool {
    matches!(divisor.kind, ExprKind::Literal(Literal::Int(value)) if value != 0 && value != -1)
}

/// A literal with its type.
fn literal(value: &Literal, ty: Scalar) -> TokenStream {
    let (negative, digits) = match value {
        Literal::Bool(value) => return quote!(#value),
        Literal::Int(value) => (*value < 0, value.unsigned_abs().to_string()),
        Literal::Float(digits) => match digits.strip_prefix('-') {
            Some(digits) => (true, digits.to_owned()),
            None => (false, digits.clone()),
        },
    };
    // `1.` takes no suffix, `1.0` does.
    let point = if digits.ends_with('.') { "0" } else { "" };
    let token = Token::from_str(&format!("{digits}{point}{}", ty.name()))
        .expect("digits with the suffix of their type are a literal");
    if negative {
        quote!((-#token))
    } else {
        quote!(#token)
    }
}
