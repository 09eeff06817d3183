//! What scalars and vectors have in common: generated code reads the same for uniform and varying values.

/// Any value: a number, a `bool`, or lanes of them.
pub trait Value: Copy {
    /// What a comparison gives: `bool`, or a mask.
    type Bool: Copy;

    /// `==`
    fn eq(self, other: Self) -> Self::Bool;
    /// `!=`
    fn ne(self, other: Self) -> Self::Bool;
    /// Where the condition holds `yes`, elsewhere `no`.
    fn select(condition: Self::Bool, yes: Self, no: Self) -> Self;
}

/// An integer or a float. Integer arithmetic wraps.
pub trait Number: Value {
    /// `+`
    fn add(self, other: Self) -> Self;
    /// `-`
    fn sub(self, other: Self) -> Self;
    /// `*`
    fn mul(self, other: Self) -> Self;
    /// `/`; for integers `x / 0` is 0 and `MIN / -1` wraps.
    fn div(self, other: Self) -> Self;
    /// `%`; for integers `x - x / y * y` with that division.
    fn rem(self, other: Self) -> Self;
    /// Unary `-`
    fn neg(self) -> Self;
    /// The absolute value; that of an integer's `MIN` wraps.
    fn abs(self) -> Self;
    /// The lesser. As `f32::min` where an operand is NaN: the other one; of two equal ones the first, whatever their sign.
    fn min(self, other: Self) -> Self;
    /// The greater, otherwise as [`Number::min`].
    fn max(self, other: Self) -> Self;
    /// The sign, as Rust's `signum` of the type.
    fn signum(self) -> Self;
    /// `<`
    fn lt(self, other: Self) -> Self::Bool;
    /// `<=`
    fn le(self, other: Self) -> Self::Bool;
    /// `>`
    fn gt(self, other: Self) -> Self::Bool;
    /// `>=`
    fn ge(self, other: Self) -> Self::Bool;
}

/// A `bool`, an integer, or lanes of them.
pub trait Bits: Value {
    /// `!`
    fn not(self) -> Self;
    /// `&`
    fn and(self, other: Self) -> Self;
    /// `|`
    fn or(self, other: Self) -> Self;
    /// `^`
    fn xor(self, other: Self) -> Self;
}

/// An integer. Counts of shifts and rotations are taken modulo the width.
pub trait Integer: Number + Bits {
    /// A count of bits: `u32`, or lanes of it.
    type Count: Copy;

    /// `<<`
    fn shl(self, count: Self::Count) -> Self;
    /// `>>`, which repeats the sign of signed integers.
    fn shr(self, count: Self::Count) -> Self;
    /// As Rust's method of that name.
    fn rotate_left(self, count: Self::Count) -> Self;
    /// As Rust's method of that name.
    fn rotate_right(self, count: Self::Count) -> Self;
    /// As Rust's method of that name.
    fn count_ones(self) -> Self::Count;
    /// As Rust's method of that name.
    fn leading_zeros(self) -> Self::Count;
    /// As Rust's method of that name.
    fn trailing_zeros(self) -> Self::Count;
    /// As Rust's method of that name.
    fn saturating_add(self, other: Self) -> Self;
    /// As Rust's method of that name.
    fn saturating_sub(self, other: Self) -> Self;
    /// The upper half of the product, which has twice the width.
    fn mul_high(self, other: Self) -> Self;
    /// As Rust's `wrapping_pow`.
    fn pow(self, exponent: Self::Count) -> Self;
}

/// A float.
pub trait Float: Number {
    /// The exponent of `powi`: `i32`, or lanes of it.
    type Power: Copy;
    /// The unsigned integer of the same width, or lanes of it.
    type Pattern: Copy;

    /// The bits, as Rust's method of that name.
    fn to_bits(self) -> Self::Pattern;
    /// The float of these bits, as Rust's function of that name.
    fn from_bits(bits: Self::Pattern) -> Self;

    /// As Rust's method of that name.
    fn sqrt(self) -> Self;
    /// As Rust's method of that name.
    fn floor(self) -> Self;
    /// As Rust's method of that name.
    fn ceil(self) -> Self;
    /// As Rust's method of that name: halves go away from zero.
    fn round(self) -> Self;
    /// As Rust's method of that name: halves go to the even neighbour.
    fn round_ties_even(self) -> Self;
    /// As Rust's method of that name.
    fn trunc(self) -> Self;
    /// As Rust's method of that name.
    fn fract(self) -> Self;
    /// As Rust's method of that name.
    fn copysign(self, sign: Self) -> Self;
    /// As Rust's method of that name.
    fn recip(self) -> Self;
    /// `self * factor + summand`, rounded once on every level.
    fn mul_add(self, factor: Self, summand: Self) -> Self;
    /// `self * factor + summand`, rounded once where that is one instruction, else twice: for kernels that allow it.
    #[inline(always)]
    fn contracted(self, factor: Self, summand: Self) -> Self {
        self.mul(factor).add(summand)
    }
    /// As Rust's method of that name.
    fn is_nan(self) -> Self::Bool;
    /// As Rust's method of that name, within the error bound of vector math.
    fn exp(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn exp2(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn ln(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn log2(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn log10(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn sin(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn cos(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn tan(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn asin(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn acos(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn atan(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn sinh(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn cosh(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn tanh(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn asinh(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn acosh(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn atanh(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn cbrt(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn exp_m1(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn ln_1p(self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn powf(self, exponent: Self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math: `self` is `y`.
    fn atan2(self, x: Self) -> Self;
    /// As Rust's method of that name, within the error bound of vector math.
    fn hypot(self, other: Self) -> Self;
    /// As Rust's method of that name.
    fn powi(self, exponent: Self::Power) -> Self;
    /// As Rust's method of that name.
    fn to_radians(self) -> Self;
    /// As Rust's method of that name.
    fn to_degrees(self) -> Self;
}
