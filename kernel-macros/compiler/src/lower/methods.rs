//! Methods of numbers that are several ops, with the meaning of Rust's own in a release build.

use super::builder::{bounds, cast, integer, select};
use super::{Lowerer, Tree, Value};
use crate::check::{Method, signed, unsigned};
use crate::ir::{Expr, ExprKind as IrKind, Literal, Scalar};
use crate::ops::Op;
use crate::parse::ast;

impl Lowerer<'_> {
    /// A method on its operands: the receiver, and another one where it takes one.
    pub(super) fn method_of_numbers(
        &mut self,
        whole: &ast::Expr,
        method: Method,
        x: Expr,
        other: Option<Expr>,
    ) -> Option<Value> {
        let value = match (method, other) {
            (Method::Log, Some(base)) => {
                let (above, below) = (self.unary(Op::Ln, x), self.unary(Op::Ln, base));
                self.binary(Op::Div, above, below)
            }
            (Method::DivEuclid, Some(divisor)) => self.div_euclid(x, divisor),
            (Method::IsSignNegative, _) => self.sign_is(true, x),
            (Method::IsSignPositive, _) => self.sign_is(false, x),
            (Method::IsNormal, _) => self.is_normal(x),
            (Method::IsSubnormal, _) => self.is_subnormal(x),

            (Method::CountZeros, _) => self.of_complement(Op::CountOnes, x),
            (Method::LeadingOnes, _) => self.of_complement(Op::LeadingZeros, x),
            (Method::TrailingOnes, _) => self.of_complement(Op::TrailingZeros, x),
            (Method::SwapBytes, _) => self.in_unsigned(x, Self::swap_bytes),
            (Method::ReverseBits, _) => self.in_unsigned(x, Self::reverse_bits),
            (Method::Isqrt, _) => self.isqrt(whole, x),
            (Method::Ilog2, _) => self.ilog2(whole, x),
            (Method::Ilog10, _) => self.ilog10(whole, x),
            (Method::Midpoint, Some(other)) => self.midpoint(x, other),

            (Method::WrappingDiv, Some(divisor)) => self.wrapping_div(x, divisor),
            (Method::WrappingRem, Some(divisor)) => {
                let (divisor, _) = self.harmless_divisor(divisor);
                self.binary(Op::Rem, x, divisor)
            }
            (Method::SaturatingMul, Some(factor)) => self.saturating_mul(x, factor),
            (Method::SaturatingNeg, _) => self.saturating_neg(x),
            (Method::SaturatingAbs, _) => {
                let x = self.named("value", x);
                let negative = self.is_negative(x.clone());
                let negated = self.saturating_neg(x.clone());
                select(negative, negated, x)
            }
            (
                Method::OverflowingAdd
                | Method::OverflowingSub
                | Method::OverflowingMul
                | Method::OverflowingNeg
                | Method::OverflowingAbs
                | Method::OverflowingShl
                | Method::OverflowingShr,
                other,
            ) => return self.overflowing(method, x, other),

            (Method::IsNegative, _) => self.is_negative(x),
            (Method::IsPositive, _) => {
                let zero = integer(0, x.ty, x.span);
                self.binary(Op::Gt, x, zero)
            }
            (Method::UnsignedAbs, _) => {
                let to = unsigned(x.ty);
                let size = self.unary(Op::Abs, x);
                cast(size, to)
            }
            (Method::CastUnsigned, _) => {
                let to = unsigned(x.ty);
                cast(x, to)
            }
            (Method::CastSigned, _) => {
                let to = signed(x.ty);
                cast(x, to)
            }
            (Method::IsPowerOfTwo, _) => self.is_power_of_two(x),
            (Method::NextPowerOfTwo, _) => self.next_power_of_two(x),
            (Method::IsMultipleOf, Some(divisor)) => self.is_multiple_of(x, divisor),
            (Method::NextMultipleOf, Some(divisor)) => self.next_multiple_of(x, divisor),
            (Method::DivCeil, Some(divisor)) => self.div_ceil(x, divisor),
            (Method::WrappingAddSigned, Some(summand)) => {
                let summand = cast(summand, x.ty);
                self.binary(Op::Add, x, summand)
            }
            (Method::SaturatingAddSigned, Some(summand)) => self.saturating_add_signed(x, summand),
            (_, None) => return None,
        };
        Some(Tree::One(value))
    }

    fn unary(&mut self, op: Op, x: Expr) -> Expr {
        let span = x.span;
        self.op(op, vec![x], span)
    }

    fn with(&mut self, op: Op, x: Expr, number: i128) -> Expr {
        let number = match op {
            Op::Shl | Op::Shr | Op::RotateLeft => integer(number, Scalar::U32, x.span),
            _ => integer(number, x.ty, x.span),
        };
        self.binary(op, x, number)
    }

    fn is_negative(&mut self, x: Expr) -> Expr {
        let zero = zero(&x);
        self.binary(Op::Lt, x, zero)
    }

    /// NaN and zeros have a sign too. By the bits where they are at hand: a GPU's driver may take the sign of NaN for none.
    fn sign_is(&mut self, negative: bool, x: Expr) -> Expr {
        if x.ty == Scalar::F32 {
            let bits = self.unary(Op::ToBits, x);
            let op = if negative { Op::Ge } else { Op::Lt };
            return self.with(op, bits, 0x8000_0000);
        }
        let one = float("1.0", &x);
        let zero = float("0.0", &x);
        let unit = self.binary(Op::CopySign, one, x);
        let op = if negative { Op::Lt } else { Op::Gt };
        self.binary(op, unit, zero)
    }

    /// By the bits where they are at hand, for a GPU may take subnormal numbers for zero.
    fn is_normal(&mut self, x: Expr) -> Expr {
        if x.ty == Scalar::F32 {
            let bits = self.unary(Op::ToBits, x);
            let exponent = self.with(Op::Shr, bits, 23);
            let exponent = self.with(Op::And, exponent, 0xff);
            let before = self.with(Op::Sub, exponent, 1);
            return self.with(Op::Lt, before, 0xfe);
        }
        let (least, most) = (float(&least_normal(), &x), float(&largest(), &x));
        let size = self.unary(Op::Abs, x);
        let size = self.named("size", size);
        let above = self.binary(Op::Ge, size.clone(), least);
        let below = self.binary(Op::Le, size, most);
        self.binary(Op::And, above, below)
    }

    fn is_subnormal(&mut self, x: Expr) -> Expr {
        if x.ty == Scalar::F32 {
            let bits = self.unary(Op::ToBits, x);
            let size = self.with(Op::And, bits, 0x7fff_ffff);
            let before = self.with(Op::Sub, size, 1);
            return self.with(Op::Lt, before, 0x007f_ffff);
        }
        let (zero, least) = (float("0.0", &x), float(&least_normal(), &x));
        let size = self.unary(Op::Abs, x);
        let size = self.named("size", size);
        let above = self.binary(Op::Gt, size.clone(), zero);
        let below = self.binary(Op::Lt, size, least);
        self.binary(Op::And, above, below)
    }

    /// The quotient with a remainder that is not negative.
    fn div_euclid(&mut self, a: Expr, b: Expr) -> Expr {
        let ty = a.ty;
        if ty.is_integer() && !ty.is_signed() {
            return self.binary(Op::Div, a, b);
        }
        let (a, b) = (self.named("dividend", a), self.named("divisor", b));
        let quotient = self.binary(Op::Div, a.clone(), b.clone());
        let (quotient, rest) = if ty.is_float() {
            let rest = self.binary(Op::Rem, a, b.clone());
            (self.unary(Op::Trunc, quotient), rest)
        } else {
            let quotient = self.named("quotient", quotient);
            let product = self.binary(Op::Mul, quotient.clone(), b.clone());
            (quotient, self.binary(Op::Sub, a, product))
        };
        let quotient = self.named("quotient", quotient);
        let one = if ty.is_float() {
            float("1.0", &quotient)
        } else {
            integer(1, ty, quotient.span)
        };
        let zero = zero(&b);
        let positive = self.binary(Op::Gt, b, zero);
        let less = self.binary(Op::Sub, quotient.clone(), one.clone());
        let more = self.binary(Op::Add, quotient.clone(), one);
        let negative = self.is_negative(rest);
        select(negative, select(positive, less, more), quotient)
    }

    fn of_complement(&mut self, op: Op, x: Expr) -> Expr {
        let complement = self.unary(Op::Not, x);
        self.unary(op, complement)
    }

    /// A function of bits, which is one of the unsigned type.
    fn in_unsigned(&mut self, x: Expr, function: fn(&mut Self, Expr) -> Expr) -> Expr {
        let ty = x.ty;
        let result = function(self, cast(x, unsigned(ty)));
        cast(result, ty)
    }

    /// Swaps neighbouring groups of that many bits, given a mask of every other group.
    fn swap_groups(&mut self, x: Expr, width: i128, pattern: u64) -> Expr {
        let mask = i128::from(pattern) & bounds(x.ty).1;
        let x = self.named("bits", x);
        let down = self.with(Op::Shr, x.clone(), width);
        let down = self.with(Op::And, down, mask);
        let up = self.with(Op::And, x, mask);
        let up = self.with(Op::Shl, up, width);
        self.binary(Op::Or, down, up)
    }

    fn swap_bytes(&mut self, x: Expr) -> Expr {
        let x = match x.ty.bytes() {
            1 => return x,
            2 => x,
            4 => self.swap_groups(x, 8, 0x00ff_00ff_00ff_00ff),
            _ => {
                let x = self.swap_groups(x, 8, 0x00ff_00ff_00ff_00ff);
                self.swap_groups(x, 16, 0x0000_ffff_0000_ffff)
            }
        };
        let half = 4 * x.ty.bytes() as i128;
        self.with(Op::RotateLeft, x, half)
    }

    fn reverse_bits(&mut self, x: Expr) -> Expr {
        let x = self.swap_groups(x, 1, 0x5555_5555_5555_5555);
        let x = self.swap_groups(x, 2, 0x3333_3333_3333_3333);
        let x = self.swap_groups(x, 4, 0x0f0f_0f0f_0f0f_0f0f);
        self.swap_bytes(x)
    }

    /// By the root in floats, which is off by one at most; up to 16 bits it is exact. Negative numbers fail.
    fn isqrt(&mut self, whole: &ast::Expr, x: Expr) -> Expr {
        let ty = x.ty;
        let x = self.named("value", x);
        if ty.is_signed() {
            let zero = integer(0, ty, x.span);
            let cond = self.binary(Op::Ge, x.clone(), zero);
            self.fail_unless(
                cond,
                format!("not negative in {}", whole.text),
                whole.place.start,
            );
        }
        let wide = unsigned(ty);
        let float = if ty.bytes() <= 4 {
            Scalar::F32
        } else {
            Scalar::F64
        };
        let x = cast(x, wide);
        let x = self.named("value", x);
        let root = self.unary(Op::Sqrt, cast(x.clone(), float));
        let root = cast(root, wide);
        if ty.bytes() <= 2 {
            return cast(root, ty);
        }
        let most = (1 << (4 * ty.bytes())) - 1;
        let root = self.with(Op::Min, root, most);
        let root = self.named("root", root);
        let square = self.binary(Op::Mul, root.clone(), root.clone());
        let above = self.binary(Op::Gt, square, x.clone());
        let less = self.with(Op::Sub, root.clone(), 1);
        let root = self.named("root", select(above, less, root));
        // x - r² > 2r where (r + 1)² is not above x.
        let square = self.binary(Op::Mul, root.clone(), root.clone());
        let rest = self.binary(Op::Sub, x, square);
        let twice = self.with(Op::Shl, root.clone(), 1);
        let below = self.binary(Op::Gt, rest, twice);
        let more = self.with(Op::Add, root.clone(), 1);
        cast(select(below, more, root), ty)
    }

    /// The argument of an integer logarithm, which fails unless it is positive, as unsigned.
    fn positive(&mut self, whole: &ast::Expr, x: Expr) -> Expr {
        let x = self.named("value", x);
        let zero = integer(0, x.ty, x.span);
        let cond = self.binary(Op::Gt, x.clone(), zero);
        self.fail_unless(
            cond,
            format!("positive in {}", whole.text),
            whole.place.start,
        );
        let to = unsigned(x.ty);
        cast(x, to)
    }

    fn ilog2(&mut self, whole: &ast::Expr, x: Expr) -> Expr {
        let x = self.positive(whole, x);
        let last = integer(8 * x.ty.bytes() as i128 - 1, Scalar::U32, x.span);
        let zeros = self.unary(Op::LeadingZeros, x);
        self.binary(Op::Sub, last, zeros)
    }

    /// Counts the powers of ten that are not above.
    fn ilog10(&mut self, whole: &ast::Expr, x: Expr) -> Expr {
        let x = self.positive(whole, x);
        let x = self.named("value", x);
        let (_, most) = bounds(x.ty);
        let powers = std::iter::successors(Some(10), |power: &i128| power.checked_mul(10));
        let mut sum: Option<Expr> = None;
        for power in powers.take_while(|power| *power <= most) {
            let reached = self.with(Op::Ge, x.clone(), power);
            let one = cast(reached, Scalar::U32);
            sum = Some(match sum {
                Some(sum) => self.binary(Op::Add, sum, one),
                None => one,
            });
        }
        sum.unwrap_or_else(|| integer(0, Scalar::U32, x.span))
    }

    /// What the numbers share and half of what they do not, which cannot overflow; for signed ones rounded towards zero.
    fn midpoint(&mut self, a: Expr, b: Expr) -> Expr {
        let (a, b) = (self.named("a", a), self.named("b", b));
        let both = self.binary(Op::And, a.clone(), b.clone());
        let either = self.binary(Op::Xor, a, b);
        let either = self.named("either", either);
        let half = self.with(Op::Shr, either.clone(), 1);
        let low = self.binary(Op::Add, both, half);
        if !low.ty.is_signed() {
            return low;
        }
        let low = self.named("low", low);
        let odd = self.with(Op::And, either, 1);
        let up = self.binary(Op::Add, low.clone(), odd);
        let negative = self.is_negative(low.clone());
        select(negative, up, low)
    }

    /// A divisor with which `MIN` cannot overflow: 1 for -1. And whether it was -1.
    fn harmless_divisor(&mut self, divisor: Expr) -> (Expr, Option<Expr>) {
        if !divisor.ty.is_signed() {
            return (divisor, None);
        }
        let divisor = self.named("divisor", divisor);
        let minus = self.with(Op::Eq, divisor.clone(), -1);
        let minus = self.named("minus", minus);
        let one = integer(1, divisor.ty, divisor.span);
        (select(minus.clone(), one, divisor), Some(minus))
    }

    fn wrapping_div(&mut self, a: Expr, divisor: Expr) -> Expr {
        let (divisor, minus) = self.harmless_divisor(divisor);
        let quotient = self.binary(Op::Div, a, divisor);
        let Some(minus) = minus else {
            return quotient;
        };
        let quotient = self.named("quotient", quotient);
        let negated = self.unary(Op::Neg, quotient.clone());
        select(minus, negated, quotient)
    }

    /// The product, and whether it does not fit.
    fn product(&mut self, a: Expr, b: Expr) -> (Expr, Expr) {
        let ty = a.ty;
        let product = self.binary(Op::Mul, a.clone(), b.clone());
        let product = self.named("product", product);
        let high = self.binary(Op::MulHigh, a, b);
        let fits = if ty.is_signed() {
            self.with(Op::Shr, product.clone(), 8 * ty.bytes() as i128 - 1)
        } else {
            integer(0, ty, product.span)
        };
        let overflow = self.binary(Op::Ne, high, fits);
        (product, overflow)
    }

    fn saturating_mul(&mut self, a: Expr, b: Expr) -> Expr {
        let ty = a.ty;
        let (a, b) = (self.named("a", a), self.named("b", b));
        let (product, overflow) = self.product(a.clone(), b.clone());
        let (low, high) = bounds(ty);
        let high = integer(high, ty, product.span);
        let limit = if ty.is_signed() {
            let low = integer(low, ty, product.span);
            let signs = self.binary(Op::Xor, a, b);
            let negative = self.is_negative(signs);
            select(negative, low, high)
        } else {
            high
        };
        select(overflow, limit, product)
    }

    fn saturating_neg(&mut self, x: Expr) -> Expr {
        let zero = integer(0, x.ty, x.span);
        self.binary(Op::SaturatingSub, zero, x)
    }

    fn overflowing(&mut self, method: Method, x: Expr, other: Option<Expr>) -> Option<Value> {
        let ty = x.ty;
        let x = self.named("a", x);
        let other = other.map(|other| self.named("b", other));
        let (value, overflow) = match (method, other) {
            (Method::OverflowingAdd, Some(b)) => self.sum(Op::Add, x, b),
            (Method::OverflowingSub, Some(b)) => self.sum(Op::Sub, x, b),
            (Method::OverflowingMul, Some(b)) => self.product(x, b),
            (Method::OverflowingShl, Some(count)) => self.shift(Op::Shl, x, count),
            (Method::OverflowingShr, Some(count)) => self.shift(Op::Shr, x, count),
            (Method::OverflowingAbs, _) => {
                let overflow = self.with(Op::Eq, x.clone(), bounds(ty).0);
                (self.unary(Op::Abs, x), overflow)
            }
            (Method::OverflowingNeg, _) => {
                let overflow = if ty.is_signed() {
                    self.with(Op::Eq, x.clone(), bounds(ty).0)
                } else {
                    self.with(Op::Ne, x.clone(), 0)
                };
                let zero = integer(0, ty, x.span);
                (self.binary(Op::Sub, zero, x), overflow)
            }
            _ => return None,
        };
        Some(Tree::Many(vec![Tree::One(value), Tree::One(overflow)]))
    }

    /// A sum or difference, and whether it wrapped.
    fn sum(&mut self, op: Op, a: Expr, b: Expr) -> (Expr, Expr) {
        let result = self.binary(op, a.clone(), b.clone());
        let result = self.named("result", result);
        let overflow = if !result.ty.is_signed() {
            let (small, large) = match op {
                Op::Add => (result.clone(), a),
                _ => (a, b),
            };
            self.binary(Op::Lt, small, large)
        } else {
            // Operands of one sign add to the other, or of different ones give not the first one's.
            let first = self.binary(Op::Xor, a.clone(), result.clone());
            let second = match op {
                Op::Add => self.binary(Op::Xor, b, result.clone()),
                _ => self.binary(Op::Xor, a, b),
            };
            let both = self.binary(Op::And, first, second);
            self.is_negative(both)
        };
        (result, overflow)
    }

    /// A shift, and whether the count was too large and has been masked.
    fn shift(&mut self, op: Op, x: Expr, count: Expr) -> (Expr, Expr) {
        let overflow = self.with(Op::Ge, count.clone(), 8 * x.ty.bytes() as i128);
        (self.binary(op, x, count), overflow)
    }

    /// `x ^ (x - 1)` has all bits up to the lowest one of `x`: more than `x - 1` if that is the only one.
    fn is_power_of_two(&mut self, x: Expr) -> Expr {
        let x = self.named("value", x);
        let before = self.with(Op::Sub, x.clone(), 1);
        let before = self.named("before", before);
        let up_to_lowest = self.binary(Op::Xor, x, before.clone());
        self.binary(Op::Gt, up_to_lowest, before)
    }

    /// One more than all bits up to the highest one of `x - 1`; wraps to 0.
    fn next_power_of_two(&mut self, x: Expr) -> Expr {
        let x = self.named("value", x);
        let (_, all) = bounds(x.ty);
        let before = self.with(Op::Sub, x.clone(), 1);
        let zeros = self.unary(Op::LeadingZeros, before);
        let all = integer(all, x.ty, x.span);
        let up_to_highest = self.binary(Op::Shr, all, zeros);
        let next = self.with(Op::Add, up_to_highest, 1);
        let one = integer(1, x.ty, x.span);
        let small = self.with(Op::Le, x, 1);
        select(small, one, next)
    }

    /// Zero has the multiple zero alone.
    fn is_multiple_of(&mut self, x: Expr, divisor: Expr) -> Expr {
        if matches!(divisor.kind, IrKind::Literal(Literal::Int(value)) if value != 0) {
            let rest = self.binary(Op::Rem, x, divisor);
            return self.with(Op::Eq, rest, 0);
        }
        let (x, divisor) = (self.named("value", x), self.named("divisor", divisor));
        let none = self.with(Op::Eq, divisor.clone(), 0);
        let none = self.named("none", none);
        let one = integer(1, divisor.ty, divisor.span);
        let rest = self.binary(Op::Rem, x.clone(), select(none.clone(), one, divisor));
        // Of the rest by one nothing is left: then it is `x` that must be zero.
        let rest = select(none, x, rest);
        self.with(Op::Eq, rest, 0)
    }

    fn next_multiple_of(&mut self, x: Expr, divisor: Expr) -> Expr {
        let (x, divisor) = (self.named("value", x), self.named("divisor", divisor));
        let rest = self.binary(Op::Rem, x.clone(), divisor.clone());
        let rest = self.named("rest", rest);
        let missing = self.binary(Op::Sub, divisor, rest.clone());
        let next = self.binary(Op::Add, x.clone(), missing);
        let even = self.with(Op::Eq, rest, 0);
        select(even, x, next)
    }

    fn div_ceil(&mut self, x: Expr, divisor: Expr) -> Expr {
        let (x, divisor) = (self.named("value", x), self.named("divisor", divisor));
        let quotient = self.binary(Op::Div, x.clone(), divisor.clone());
        let quotient = self.named("quotient", quotient);
        let product = self.binary(Op::Mul, quotient.clone(), divisor);
        let rest = self.binary(Op::Ne, x, product);
        let more = self.with(Op::Add, quotient.clone(), 1);
        select(rest, more, quotient)
    }

    fn saturating_add_signed(&mut self, x: Expr, summand: Expr) -> Expr {
        let ty = x.ty;
        let (x, summand) = (self.named("value", x), self.named("summand", summand));
        let negative = self.is_negative(summand.clone());
        let size = self.unary(Op::Abs, summand.clone());
        let down = self.binary(Op::SaturatingSub, x.clone(), cast(size, ty));
        let up = self.binary(Op::SaturatingAdd, x, cast(summand, ty));
        select(negative, down, up)
    }
}

/// Zero of an expression's type.
pub(super) fn zero(of: &Expr) -> Expr {
    if of.ty.is_float() {
        float("0.0", of)
    } else {
        integer(0, of.ty, of.span)
    }
}

fn float(digits: &str, of: &Expr) -> Expr {
    Expr {
        kind: IrKind::Literal(Literal::Float(digits.to_owned())),
        ty: of.ty,
        span: of.span,
    }
}

fn least_normal() -> String {
    format!("{:e}", f64::MIN_POSITIVE)
}

fn largest() -> String {
    format!("{:e}", f64::MAX)
}
