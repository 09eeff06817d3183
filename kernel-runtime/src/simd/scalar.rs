//! The value traits for plain numbers and `bool`.

use super::arch::OneLane;
use super::math::Elementary;
use super::ops::meaning;
use super::value::{Bits, Float, Integer, Number, Value};
use super::vector::Vector;

/// `==`, `!=` and selection.
macro_rules! values {
    ($($type:ident)*) => {$(
        impl Value for $type {
            type Bool = bool;

            #[inline(always)]
            fn eq(self, other: Self) -> bool {
                self == other
            }

            #[inline(always)]
            fn ne(self, other: Self) -> bool {
                self != other
            }

            #[inline(always)]
            fn select(condition: bool, yes: Self, no: Self) -> Self {
                if condition { yes } else { no }
            }
        }
    )*};
}

values! { bool f32 f64 i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

/// `! & | ^`
macro_rules! bits {
    ($($type:ident)*) => {$(
        impl Bits for $type {
            #[inline(always)]
            fn not(self) -> Self {
                !self
            }

            #[inline(always)]
            fn and(self, other: Self) -> Self {
                self & other
            }

            #[inline(always)]
            fn or(self, other: Self) -> Self {
                self | other
            }

            #[inline(always)]
            fn xor(self, other: Self) -> Self {
                self ^ other
            }
        }
    )*};
}

bits! { bool i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

/// `< <= > >=`
macro_rules! order {
    () => {
        #[inline(always)]
        fn lt(self, other: Self) -> bool {
            self < other
        }

        #[inline(always)]
        fn le(self, other: Self) -> bool {
            self <= other
        }

        #[inline(always)]
        fn gt(self, other: Self) -> bool {
            self > other
        }

        #[inline(always)]
        fn ge(self, other: Self) -> bool {
            self >= other
        }
    };
}

/// Methods that are Rust's own.
macro_rules! own {
    ($type:ident: $($name:ident($($arg:ident),*);)*) => {$(
        #[inline(always)]
        fn $name(self $(, $arg: Self)*) -> Self {
            $type::$name(self $(, $arg)*)
        }
    )*};
}

/// The elementary functions: those of one lane, so that a scalar has the same bits as a lane.
macro_rules! math {
    ($float:ident: $($unary:ident)*; $($binary:ident)*) => {
        $(
            #[inline(always)]
            fn $unary(self) -> Self {
                <$float as Elementary>::$unary(Vector::splat(OneLane, self)).raw
            }
        )*

        $(
            #[inline(always)]
            fn $binary(self, other: Self) -> Self {
                let (x, y) = (Vector::splat(OneLane, self), Vector::splat(OneLane, other));
                <$float as Elementary>::$binary(x, y).raw
            }
        )*

        #[inline(always)]
        fn powi(self, exponent: i32) -> Self {
            let (x, n) = (Vector::splat(OneLane, self), Vector::splat(OneLane, exponent));
            <$float as Elementary>::powi(x, n).raw
        }
    };
}

macro_rules! floats {
    ($($float:ident $bits:ident $min:ident $max:ident;)*) => {$(
        impl Number for $float {
            order!();
            own! { $float: abs(); signum(); }

            #[inline(always)]
            fn add(self, other: Self) -> Self {
                self + other
            }

            #[inline(always)]
            fn sub(self, other: Self) -> Self {
                self - other
            }

            #[inline(always)]
            fn mul(self, other: Self) -> Self {
                self * other
            }

            #[inline(always)]
            fn div(self, other: Self) -> Self {
                self / other
            }

            #[inline(always)]
            fn rem(self, other: Self) -> Self {
                self % other
            }

            #[inline(always)]
            fn neg(self) -> Self {
                -self
            }

            #[inline(always)]
            fn min(self, other: Self) -> Self {
                meaning::$min(self, other)
            }

            #[inline(always)]
            fn max(self, other: Self) -> Self {
                meaning::$max(self, other)
            }
        }

        impl Float for $float {
            type Power = i32;
            type Pattern = $bits;

            own! {
                $float: sqrt(); floor(); ceil(); round(); round_ties_even(); trunc(); fract(); recip(); to_radians(); to_degrees();
                copysign(sign); mul_add(factor, summand);
            }
            math! {
                $float: exp exp2 exp_m1 ln log2 log10 ln_1p sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh cbrt;
                powf atan2 hypot
            }

            #[inline(always)]
            fn is_nan(self) -> bool {
                $float::is_nan(self)
            }

            #[inline(always)]
            fn to_bits(self) -> $bits {
                $float::to_bits(self)
            }

            #[inline(always)]
            fn from_bits(bits: $bits) -> Self {
                $float::from_bits(bits)
            }
        }
    )*};
}

floats! {
    f32 u32 min_f32 max_f32;
    f64 u64 min_f64 max_f64;
}

/// What differs between signed and unsigned integers.
macro_rules! sign {
    (signed $int:ident) => {
        #[inline(always)]
        fn abs(self) -> Self {
            self.wrapping_abs()
        }

        #[inline(always)]
        fn signum(self) -> Self {
            $int::signum(self)
        }
    };
    (unsigned $int:ident) => {
        #[inline(always)]
        fn abs(self) -> Self {
            self
        }

        #[inline(always)]
        fn signum(self) -> Self {
            Ord::min(self, 1)
        }
    };
}

macro_rules! integers {
    ($($int:ident $sign:ident;)*) => {$(
        impl Number for $int {
            order!();
            sign!($sign $int);

            #[inline(always)]
            fn add(self, other: Self) -> Self {
                self.wrapping_add(other)
            }

            #[inline(always)]
            fn sub(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }

            #[inline(always)]
            fn mul(self, other: Self) -> Self {
                self.wrapping_mul(other)
            }

            #[inline(always)]
            fn div(self, other: Self) -> Self {
                if other == 0 { 0 } else { self.wrapping_div(other) }
            }

            #[inline(always)]
            fn rem(self, other: Self) -> Self {
                if other == 0 { self } else { self.wrapping_rem(other) }
            }

            #[inline(always)]
            fn neg(self) -> Self {
                self.wrapping_neg()
            }

            #[inline(always)]
            fn min(self, other: Self) -> Self {
                Ord::min(self, other)
            }

            #[inline(always)]
            fn max(self, other: Self) -> Self {
                Ord::max(self, other)
            }
        }

        impl Integer for $int {
            type Count = u32;

            own! { $int: saturating_add(other); saturating_sub(other); }

            #[inline(always)]
            fn shl(self, count: u32) -> Self {
                self.wrapping_shl(count)
            }

            #[inline(always)]
            fn shr(self, count: u32) -> Self {
                self.wrapping_shr(count)
            }

            #[inline(always)]
            fn rotate_left(self, count: u32) -> Self {
                $int::rotate_left(self, count)
            }

            #[inline(always)]
            fn rotate_right(self, count: u32) -> Self {
                $int::rotate_right(self, count)
            }

            #[inline(always)]
            fn count_ones(self) -> u32 {
                $int::count_ones(self)
            }

            #[inline(always)]
            fn leading_zeros(self) -> u32 {
                $int::leading_zeros(self)
            }

            #[inline(always)]
            fn trailing_zeros(self) -> u32 {
                $int::trailing_zeros(self)
            }

            #[inline(always)]
            fn mul_high(self, other: Self) -> Self {
                // 128 bits hold the product of any two.
                ((self as i128).wrapping_mul(other as i128) >> $int::BITS) as $int
            }

            #[inline(always)]
            fn pow(self, exponent: u32) -> Self {
                self.wrapping_pow(exponent)
            }
        }
    )*};
}

integers! {
    i8 signed;
    i16 signed;
    i32 signed;
    i64 signed;
    isize signed;
    u8 unsigned;
    u16 unsigned;
    u32 unsigned;
    u64 unsigned;
    usize unsigned;
}
