//! Polynomials as expressions of `usize`.

use proc_macro2::Span;

use super::{Poly, Symbol};
use crate::ir::{Expr, ExprKind, Kernel, Literal, Scalar};
use crate::ops::Op;

/// The polynomial as an expression: in wrapping arithmetic exactly what it stands for.
pub(super) fn written(kernel: &Kernel, poly: &Poly, span: Span) -> Expr {
    let make = |kind| Expr {
        kind,
        ty: Scalar::Usize,
        span,
    };
    let binary = |op, a, b| {
        make(ExprKind::Op {
            op,
            args: vec![a, b],
            site: None,
        })
    };
    let literal = |value: i128| make(ExprKind::Literal(Literal::Int(value)));
    let symbol = |symbol: Symbol| match symbol {
        Symbol::Len(array) => make(ExprKind::Len(array)),
        Symbol::Var(var) => {
            let read = Expr {
                kind: ExprKind::Var(var),
                ty: kernel.var(var).ty,
                span,
            };
            if read.ty == Scalar::Usize {
                read
            } else {
                make(ExprKind::Cast(Box::new(read)))
            }
        }
    };
    let mut sum: Option<Expr> = None;
    // Positive terms first, so that a difference is written as one.
    let mut terms: Vec<_> = poly.terms().collect();
    terms.sort_by_key(|(_, coefficient)| *coefficient < 0);
    for (monomial, coefficient) in terms {
        let size = coefficient.unsigned_abs() as i128;
        let product = monomial
            .symbols()
            .map(symbol)
            .reduce(|a, b| binary(Op::Mul, a, b));
        let term = match product {
            None => literal(size),
            Some(product) if size == 1 => product,
            Some(product) => binary(Op::Mul, literal(size), product),
        };
        sum = Some(match sum {
            Some(sum) if coefficient < 0 => binary(Op::Sub, sum, term),
            Some(sum) => binary(Op::Add, sum, term),
            None if coefficient < 0 => binary(Op::Sub, literal(0), term),
            None => term,
        });
    }
    sum.unwrap_or_else(|| literal(0))
}
