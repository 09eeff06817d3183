//! Vectors of elements as wide as their lanes: floats and integers of 32 and 64 bits.

use super::level::Level;
use super::mask::Mask;
use super::math::Elementary;
use super::ops::Ops;
use super::value::{Bits, Float, Integer, Number, Value};
use super::vector::Vector;

/// A unary op.
macro_rules! unary {
    ($($name:ident = $op:ident;)*) => {$(
        #[inline(always)]
        fn $name(self) -> Self {
            Vector::new(self.level, self.level.$op(self.raw))
        }
    )*};
}

/// A binary op.
macro_rules! binary {
    ($($name:ident = $op:ident;)*) => {$(
        #[inline(always)]
        fn $name(self, other: Self) -> Self {
            Vector::new(self.level, self.level.$op(self.raw, other.raw))
        }
    )*};
}
pub(super) use binary;

/// A comparison.
macro_rules! compare {
    ($($name:ident = $op:ident;)*) => {$(
        #[inline(always)]
        fn $name(self, other: Self) -> Mask<S> {
            self.mask(self.level.$op(self.raw, other.raw))
        }
    )*};
}
pub(super) use compare;

/// The comparisons that follow from `<` where the order is total.
macro_rules! total_order {
    () => {
        #[inline(always)]
        fn le(self, other: Self) -> Mask<S> {
            other.lt(self).not()
        }

        #[inline(always)]
        fn gt(self, other: Self) -> Mask<S> {
            other.lt(self)
        }

        #[inline(always)]
        fn ge(self, other: Self) -> Mask<S> {
            self.lt(other).not()
        }
    };
}
pub(super) use total_order;

/// `select`, for every vector.
macro_rules! select {
    () => {
        #[inline(always)]
        fn select(condition: Mask<S>, yes: Self, no: Self) -> Self {
            Vector::blend(condition, yes, no)
        }
    };
}
pub(super) use select;

/// The elementary functions.
macro_rules! math {
    ($float:ident: $($unary:ident)*; $($binary:ident)*) => {
        $(
            #[inline(always)]
            fn $unary(self) -> Self {
                <$float as Elementary>::$unary(self)
            }
        )*

        $(
            #[inline(always)]
            fn $binary(self, other: Self) -> Self {
                <$float as Elementary>::$binary(self, other)
            }
        )*

        #[inline(always)]
        fn powi(self, exponent: Vector<S, i32>) -> Self {
            <$float as Elementary>::powi(self, exponent)
        }
    };
}

macro_rules! floats {
    ($($float:ident $bits:ident: $add:ident $sub:ident $mul:ident $div:ident $rem:ident $min:ident $max:ident $neg:ident $abs:ident $copysign:ident
        $sqrt:ident $floor:ident $ceil:ident $round:ident $round_ties_even:ident $trunc:ident $mul_add:ident $eq:ident $ne:ident $lt:ident $le:ident;)*) => {$(
        impl<S: Level> Value for Vector<S, $float> {
            type Bool = Mask<S>;

            compare! { eq = $eq; ne = $ne; }
            select!();
        }

        impl<S: Level> Number for Vector<S, $float> {
            unary! { neg = $neg; abs = $abs; }
            binary! { add = $add; sub = $sub; mul = $mul; div = $div; rem = $rem; min = $min; max = $max; }
            compare! { lt = $lt; le = $le; }

            #[inline(always)]
            fn gt(self, other: Self) -> Mask<S> {
                other.lt(self)
            }

            #[inline(always)]
            fn ge(self, other: Self) -> Mask<S> {
                other.le(self)
            }

            #[inline(always)]
            fn signum(self) -> Self {
                Value::select(self.is_nan(), self, self.splat_like(1.0).copysign(self))
            }
        }

        impl<S: Level> Float for Vector<S, $float> {
            type Power = Vector<S, i32>;
            type Pattern = Vector<S, $bits>;

            #[inline(always)]
            fn to_bits(self) -> Vector<S, $bits> {
                Vector::<S, $float>::to_bits(self)
            }

            #[inline(always)]
            fn from_bits(bits: Vector<S, $bits>) -> Self {
                Vector::<S, $float>::from_bits(bits)
            }

            unary! { sqrt = $sqrt; floor = $floor; ceil = $ceil; round = $round; round_ties_even = $round_ties_even; trunc = $trunc; }
            binary! { copysign = $copysign; }
            math! {
                $float: exp exp2 exp_m1 ln log2 log10 ln_1p sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh cbrt;
                powf atan2 hypot
            }

            #[inline(always)]
            fn fract(self) -> Self {
                self - self.trunc()
            }

            #[inline(always)]
            fn recip(self) -> Self {
                self.splat_like(1.0) / self
            }

            #[inline(always)]
            fn mul_add(self, factor: Self, summand: Self) -> Self {
                let s = self.level;
                Vector::new(s, s.$mul_add(self.raw, factor.raw, summand.raw))
            }

            #[inline(always)]
            fn contracted(self, factor: Self, summand: Self) -> Self {
                if S::FUSES {
                    self.mul_add(factor, summand)
                } else {
                    self * factor + summand
                }
            }

            #[inline(always)]
            fn is_nan(self) -> Mask<S> {
                Value::ne(self, self)
            }

            // Rust's methods multiply by a constant, which is what they make of one.

            #[inline(always)]
            fn to_radians(self) -> Self {
                self * <$float>::to_radians(1.0)
            }

            #[inline(always)]
            fn to_degrees(self) -> Self {
                self * <$float>::to_degrees(1.0)
            }
        }
    )*};
}

floats! {
    f32 u32: add_f32 sub_f32 mul_f32 div_f32 rem_f32 min_f32 max_f32 neg_f32 abs_f32 copysign_f32
        sqrt_f32 floor_f32 ceil_f32 round_f32 round_ties_even_f32 trunc_f32 mul_add_f32 eq_f32 ne_f32 lt_f32 le_f32;
    f64 u64: add_f64 sub_f64 mul_f64 div_f64 rem_f64 min_f64 max_f64 neg_f64 abs_f64 copysign_f64
        sqrt_f64 floor_f64 ceil_f64 round_f64 round_ties_even_f64 trunc_f64 mul_add_f64 eq_f64 ne_f64 lt_f64 le_f64;
}

/// What differs between signed and unsigned integers.
macro_rules! sign {
    (signed number $int:ident $abs:ident) => {
        unary! { abs = $abs; }

        #[inline(always)]
        fn signum(self) -> Self {
            self.max(self.splat_like(-1)).min(self.splat_like(1))
        }
    };
    (unsigned number $int:ident $abs:ident) => {
        #[inline(always)]
        fn abs(self) -> Self {
            self
        }

        #[inline(always)]
        fn signum(self) -> Self {
            self.min(self.splat_like(1))
        }
    };
    (signed saturating $int:ident $abs:ident) => {
        #[inline(always)]
        fn saturating_add(self, other: Self) -> Self {
            let sum = self + other;
            // Only operands of one sign overflow, and then the sum has the other.
            let overflow = ((self ^ sum) & (other ^ sum)).lt(self.splat_like(0));
            Value::select(
                overflow,
                (self >> ($int::BITS - 1)) ^ self.splat_like($int::MAX),
                sum,
            )
        }

        #[inline(always)]
        fn saturating_sub(self, other: Self) -> Self {
            let difference = self - other;
            // Only operands of different signs overflow, and then the difference has not the first one's.
            let overflow = ((self ^ other) & (self ^ difference)).lt(self.splat_like(0));
            Value::select(
                overflow,
                (self >> ($int::BITS - 1)) ^ self.splat_like($int::MAX),
                difference,
            )
        }
    };
    (unsigned saturating $int:ident $abs:ident) => {
        #[inline(always)]
        fn saturating_add(self, other: Self) -> Self {
            self.min(Bits::not(other)) + other
        }

        #[inline(always)]
        fn saturating_sub(self, other: Self) -> Self {
            self.max(other) - other
        }
    };
}

/// The upper half of a product.
macro_rules! high {
    ((by $double:ident) $int:ident) => {
        #[inline(always)]
        fn mul_high(self, other: Self) -> Self {
            ((self.cast::<$double>() * other.cast::<$double>()) >> $int::BITS).cast::<$int>()
        }
    };
    ((halves) $int:ident) => {
        #[inline(always)]
        fn mul_high(self, other: Self) -> Self {
            // By 32-bit digits: no sum here leaves 64 bits.
            const LOW: $int = u32::MAX as $int;
            let (a_low, a_high) = (self & LOW, self >> 32);
            let (b_low, b_high) = (other & LOW, other >> 32);
            let middle = a_high * b_low + ((a_low * b_low) >> 32);
            let other = a_low * b_high + (middle & LOW);
            a_high * b_high + (middle >> 32) + (other >> 32)
        }
    };
    ((signed halves) $int:ident) => {
        #[inline(always)]
        fn mul_high(self, other: Self) -> Self {
            // A negative number taken as unsigned is 2^64 more than it is.
            let high = self
                .cast::<u64>()
                .mul_high(other.cast::<u64>())
                .cast::<$int>();
            let sign = $int::BITS - 1;
            high - ((self >> sign) & other) - ((other >> sign) & self)
        }
    };
}

/// A power by repeated squaring. Each lane's exponent runs out in its own time; the loop ends with the longest.
macro_rules! power {
    () => {
        #[inline(always)]
        fn pow(self, exponent: Vector<S, u32>) -> Self {
            let (mut square, mut product) = (self, self.splat_like(1));
            let mut rest = exponent;
            let (zero, unit) = (rest.splat_like(0), rest.splat_like(1));
            while rest.ne(zero).any() {
                let odd = (rest & unit).eq(unit);
                product = odd.blend(product * square, product);
                rest = rest >> 1;
                square = square * square;
            }
            product
        }
    };
}
pub(super) use power;

/// A count that has its lanes' width already.
#[inline(always)]
fn same<S: Level, R>(_: S, register: R) -> R {
    register
}

macro_rules! integers {
    ($($int:ident $sign:ident, high $high:tt, counts $count_in:path, $count_out:path:
        $add:ident $sub:ident $mul:ident $div:ident $min:ident $max:ident $abs:ident $eq:ident $lt:ident $and:ident $or:ident $xor:ident
        $shl:ident $shr:ident $rotate_left:ident $count_ones:ident $leading_zeros:ident;)*) => {$(
        impl<S: Level> Value for Vector<S, $int> {
            type Bool = Mask<S>;

            compare! { eq = $eq; }
            select!();

            #[inline(always)]
            fn ne(self, other: Self) -> Mask<S> {
                Value::eq(self, other).not()
            }
        }

        impl<S: Level> Number for Vector<S, $int> {
            binary! { add = $add; sub = $sub; mul = $mul; div = $div; min = $min; max = $max; }
            compare! { lt = $lt; }
            total_order!();
            sign!($sign number $int $abs);

            #[inline(always)]
            fn rem(self, other: Self) -> Self {
                self - Number::div(self, other) * other
            }

            #[inline(always)]
            fn neg(self) -> Self {
                self.splat_like(0) - self
            }
        }

        impl<S: Level> Bits for Vector<S, $int> {
            binary! { and = $and; or = $or; xor = $xor; }

            #[inline(always)]
            fn not(self) -> Self {
                self ^ self.splat_like(!0)
            }
        }

        impl<S: Level> Integer for Vector<S, $int> {
            type Count = Vector<S, u32>;

            #[inline(always)]
            fn shl(self, count: Vector<S, u32>) -> Self {
                let s = self.level;
                Vector::new(s, s.$shl(self.raw, $count_in(s, count.raw)))
            }

            #[inline(always)]
            fn shr(self, count: Vector<S, u32>) -> Self {
                let s = self.level;
                Vector::new(s, s.$shr(self.raw, $count_in(s, count.raw)))
            }

            #[inline(always)]
            fn rotate_left(self, count: Vector<S, u32>) -> Self {
                let s = self.level;
                Vector::new(s, s.$rotate_left(self.raw, $count_in(s, count.raw)))
            }

            #[inline(always)]
            fn rotate_right(self, count: Vector<S, u32>) -> Self {
                // The width divides 2^32, so that the negated count is the rotation back.
                self.rotate_left(Number::neg(count))
            }

            #[inline(always)]
            fn count_ones(self) -> Vector<S, u32> {
                let s = self.level;
                Vector::new(s, $count_out(s, s.$count_ones(self.raw)))
            }

            #[inline(always)]
            fn leading_zeros(self) -> Vector<S, u32> {
                let s = self.level;
                Vector::new(s, $count_out(s, s.$leading_zeros(self.raw)))
            }

            #[inline(always)]
            fn trailing_zeros(self) -> Vector<S, u32> {
                // They are the ones of this; zero gives all.
                (Bits::not(self) & (self - self.splat_like(1))).count_ones()
            }

            sign!($sign saturating $int $abs);
            high!($high $int);
            power!();
        }
    )*};
}

integers! {
    i32 signed, high (by i64), counts same, same: add_i32 sub_i32 mul_i32 div_i32 min_i32 max_i32 abs_i32 eq_i32 lt_i32
        and_i32 or_i32 xor_i32 shl_i32 shr_i32 rotate_left_u32 count_ones_u32 leading_zeros_u32;
    u32 unsigned, high (by u64), counts same, same: add_i32 sub_i32 mul_i32 div_u32 min_u32 max_u32 abs_i32 eq_i32 lt_u32
        and_i32 or_i32 xor_i32 shl_i32 shr_u32 rotate_left_u32 count_ones_u32 leading_zeros_u32;
    i64 signed, high (signed halves), counts Ops::i64_from_u32, Ops::i32_from_i64: add_i64 sub_i64 mul_i64 div_i64 min_i64 max_i64 abs_i64 eq_i64 lt_i64
        and_i64 or_i64 xor_i64 shl_i64 shr_i64 rotate_left_u64 count_ones_u64 leading_zeros_u64;
    u64 unsigned, high (halves), counts Ops::i64_from_u32, Ops::i32_from_i64: add_i64 sub_i64 mul_i64 div_u64 min_u64 max_u64 abs_i64 eq_i64 lt_u64
        and_i64 or_i64 xor_i64 shl_i64 shr_u64 rotate_left_u64 count_ones_u64 leading_zeros_u64;
}

#[cfg(target_pointer_width = "64")]
integers! {
    isize signed, high (signed halves), counts Ops::i64_from_u32, Ops::i32_from_i64: add_i64 sub_i64 mul_i64 div_i64 min_i64 max_i64 abs_i64 eq_i64 lt_i64
        and_i64 or_i64 xor_i64 shl_i64 shr_i64 rotate_left_u64 count_ones_u64 leading_zeros_u64;
    usize unsigned, high (halves), counts Ops::i64_from_u32, Ops::i32_from_i64: add_i64 sub_i64 mul_i64 div_u64 min_u64 max_u64 abs_i64 eq_i64 lt_u64
        and_i64 or_i64 xor_i64 shl_i64 shr_u64 rotate_left_u64 count_ones_u64 leading_zeros_u64;
}

#[cfg(target_pointer_width = "32")]
integers! {
    isize signed, high (by i64), counts same, same: add_i32 sub_i32 mul_i32 div_i32 min_i32 max_i32 abs_i32 eq_i32 lt_i32
        and_i32 or_i32 xor_i32 shl_i32 shr_i32 rotate_left_u32 count_ones_u32 leading_zeros_u32;
    usize unsigned, high (by u64), counts same, same: add_i32 sub_i32 mul_i32 div_u32 min_u32 max_u32 abs_i32 eq_i32 lt_u32
        and_i32 or_i32 xor_i32 shl_i32 shr_u32 rotate_left_u32 count_ones_u32 leading_zeros_u32;
}
