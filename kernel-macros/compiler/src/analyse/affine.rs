//! Expressions as polynomials.

use std::collections::BTreeMap;

use super::{Poly, Symbol};
use crate::ir::{ArrayId, Expr, ExprKind, Kernel, Literal, Scalar, Set, VarId};
use crate::ops::Op;

/// Larger coefficients and higher degrees make an expression opaque: nobody writes them, and they would overflow.
const LARGEST_COEFFICIENT: u128 = 1 << 40;
const HIGHEST_DEGREE: u32 = 4;

/// What variables stand for.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// Immutable variables whose values are polynomials.
    defined: BTreeMap<VarId, Poly>,
    /// Variables whose value may change while the polynomials are in use: no symbols.
    changing: Set<VarId>,
    /// Arrays whose length may change so.
    swapped: Set<ArrayId>,
}

impl Values {
    /// Values over what never changes: no mutable variable is a symbol.
    pub fn unsettled(kernel: &Kernel) -> Values {
        let vars = (0..kernel.vars.len() as u32).map(VarId);
        Values {
            changing: vars.filter(|var| kernel.var(*var).mutable).collect(),
            ..Values::default()
        }
    }

    /// Notes variables whose value may change.
    pub fn changing(&mut self, vars: impl IntoIterator<Item = VarId>) {
        self.changing.extend(vars);
    }

    /// Notes arrays that may come to name other memory.
    pub fn swapped(&mut self, arrays: impl IntoIterator<Item = ArrayId>) {
        self.swapped.extend(arrays);
    }

    /// The same values where only those variables may still change.
    pub fn settle(mut self, changing: impl IntoIterator<Item = VarId>) -> Values {
        self.swapped = Set::new();
        self.changing = changing.into_iter().collect();
        self
    }

    /// Notes a `let`: an immutable variable with a polynomial value is replaced by it from here on.
    pub fn define(&mut self, kernel: &Kernel, var: VarId, value: &Expr) {
        if kernel.var(var).mutable || kernel.sizes.contains(&var) {
            return;
        }
        if let Some(poly) = self.poly(kernel, value) {
            self.defined.insert(var, poly);
        }
    }

    /// Whether the variable stands for a polynomial.
    pub fn is_defined(&self, var: VarId) -> bool {
        self.defined.contains_key(&var)
    }

    /// The polynomial that an integer expression is.
    ///
    /// Evaluated in wrapping `usize` arithmetic, the polynomial is exactly the expression converted to `usize`. Types narrower than that
    /// wrap elsewhere: of them only single variables and literals are polynomials.
    pub fn poly(&self, kernel: &Kernel, expr: &Expr) -> Option<Poly> {
        let poly = match &expr.kind {
            ExprKind::Literal(Literal::Int(value)) => Poly::constant(*value),
            ExprKind::Var(var) if expr.ty.is_integer() => match self.defined.get(var) {
                Some(poly) => poly.clone(),
                None if self.changing.contains(var) => return None,
                None => Poly::var(*var),
            },
            ExprKind::Len(array) => match fixed_length(kernel, *array) {
                Some(length) => Poly::constant(length),
                None if self.swapped.contains(array) => return None,
                None => Poly::symbol(Symbol::Len(*array)),
            },
            ExprKind::Cast(value) if keeps_value(value.ty, expr.ty) => self.poly(kernel, value)?,
            ExprKind::Op { op, args, .. } if wide(expr.ty) => self.op(kernel, *op, args)?,
            _ => return None,
        };
        let fits = poly.terms().all(|(monomial, coefficient)| {
            coefficient.unsigned_abs() <= LARGEST_COEFFICIENT && monomial.len() <= HIGHEST_DEGREE
        });
        (fits && !poly.lost()).then_some(poly)
    }

    fn op(&self, kernel: &Kernel, op: Op, args: &[Expr]) -> Option<Poly> {
        match (op, args) {
            (Op::Add, [a, b]) => Some(&self.poly(kernel, a)? + &self.poly(kernel, b)?),
            (Op::Sub, [a, b]) => Some(&self.poly(kernel, a)? - &self.poly(kernel, b)?),
            (Op::Mul, [a, b]) => Some(&self.poly(kernel, a)? * &self.poly(kernel, b)?),
            (Op::Neg, [a]) => Some(-&self.poly(kernel, a)?),
            (Op::Shl, [a, count]) => {
                let count = self.poly(kernel, count)?.as_constant()?;
                let factor = (0..32)
                    .contains(&count)
                    .then(|| Poly::constant(1 << count))?;
                Some(&self.poly(kernel, a)? * &factor)
            }
            _ => None,
        }
    }
}

/// The length of an array whose type says it.
pub(super) fn fixed_length(kernel: &Kernel, array: ArrayId) -> Option<i128> {
    kernel.array(array).length()?.known().map(i128::from)
}

/// Whether arithmetic in that type agrees with `usize` arithmetic on `usize`'s bits.
fn wide(ty: Scalar) -> bool {
    matches!(
        ty,
        Scalar::Usize | Scalar::Isize | Scalar::U64 | Scalar::I64
    )
}

/// Whether `as` keeps the value, or at least its bits where both types are wide.
fn keeps_value(from: Scalar, to: Scalar) -> bool {
    if !from.is_integer() || !to.is_integer() {
        return false;
    }
    let widens = from.bytes() < to.bytes() && (!from.is_signed() || to.is_signed());
    from == to || widens || wide(to) && (wide(from) || from.bytes() < 8)
}
