//! Vectors of 8- and 16-bit integers, which live in 32-bit lanes and are wrapped to their width after every op.

use super::level::Level;
use super::mask::Mask;
use super::value::{Bits, Integer, Number, Value};
use super::vector::Vector;
use super::wide::{binary, compare, power, select, total_order};

/// Lanes of `i32`, as which the narrow types compute.
type Wide<S> = Vector<S, i32>;

macro_rules! wrap {
    (signed $int:ident, $wide:expr) => {{
        let unused = 32 - $int::BITS;
        ($wide << unused) >> unused
    }};
    (unsigned $int:ident, $wide:expr) => {
        $wide & i32::from($int::MAX)
    };
}

macro_rules! narrow {
    ($($int:ident $sign:ident;)*) => {$(
        impl<S: Level> Vector<S, $int> {
            /// As 32-bit integers of the same value.
            #[inline(always)]
            pub(crate) fn wide(self) -> Wide<S> {
                Vector::new(self.level, self.raw)
            }

            /// The low bits of 32-bit integers.
            #[inline(always)]
            pub(crate) fn wrap(wide: Wide<S>) -> Self {
                Vector::new(wide.level, wrap!($sign $int, wide).raw)
            }

            /// The element's bits, the others zero.
            #[inline(always)]
            pub(crate) fn low(self) -> Vector<S, u32> {
                Vector::new(self.level, self.raw) & (u32::MAX >> (32 - $int::BITS))
            }

            #[inline(always)]
            fn from_low(low: Vector<S, u32>) -> Self {
                Self::wrap(Vector::new(low.level, low.raw))
            }

            /// 32-bit integers, brought to the nearest value of the type.
            #[inline(always)]
            pub(crate) fn saturate(wide: Wide<S>) -> Self {
                let least = wide.splat_like(i32::from($int::MIN));
                let greatest = wide.splat_like(i32::from($int::MAX));
                Vector::new(wide.level, wide.max(least).min(greatest).raw)
            }
        }

        impl<S: Level> Value for Vector<S, $int> {
            type Bool = Mask<S>;

            compare! { eq = eq_i32; }
            select!();

            #[inline(always)]
            fn ne(self, other: Self) -> Mask<S> {
                Value::eq(self, other).not()
            }
        }

        impl<S: Level> Number for Vector<S, $int> {
            binary! { min = min_i32; max = max_i32; }
            compare! { lt = lt_i32; }
            total_order!();

            #[inline(always)]
            fn add(self, other: Self) -> Self {
                Self::wrap(self.wide() + other.wide())
            }

            #[inline(always)]
            fn sub(self, other: Self) -> Self {
                Self::wrap(self.wide() - other.wide())
            }

            #[inline(always)]
            fn mul(self, other: Self) -> Self {
                Self::wrap(self.wide() * other.wide())
            }

            #[inline(always)]
            fn div(self, other: Self) -> Self {
                Self::wrap(self.wide() / other.wide())
            }

            #[inline(always)]
            fn rem(self, other: Self) -> Self {
                Self::wrap(self.wide() % other.wide())
            }

            #[inline(always)]
            fn neg(self) -> Self {
                Self::wrap(-self.wide())
            }

            #[inline(always)]
            fn abs(self) -> Self {
                Self::wrap(self.wide().abs())
            }

            #[inline(always)]
            fn signum(self) -> Self {
                Vector::new(self.level, self.wide().signum().raw)
            }
        }

        impl<S: Level> Bits for Vector<S, $int> {
            binary! { and = and_i32; or = or_i32; xor = xor_i32; }

            #[inline(always)]
            fn not(self) -> Self {
                Self::wrap(!self.wide())
            }
        }

        impl<S: Level> Integer for Vector<S, $int> {
            type Count = Vector<S, u32>;

            #[inline(always)]
            fn shl(self, count: Vector<S, u32>) -> Self {
                Self::wrap(self.wide() << (count & ($int::BITS - 1)))
            }

            #[inline(always)]
            fn shr(self, count: Vector<S, u32>) -> Self {
                // The lane is extended by the element's own sign, or by zeros.
                Vector::new(self.level, (self.wide() >> (count & ($int::BITS - 1))).raw)
            }

            #[inline(always)]
            fn rotate_left(self, count: Vector<S, u32>) -> Self {
                let count = count & ($int::BITS - 1);
                let low = self.low();
                Self::from_low((low << count) | (low >> (count.splat_like($int::BITS) - count)))
            }

            #[inline(always)]
            fn rotate_right(self, count: Vector<S, u32>) -> Self {
                self.rotate_left(Number::neg(count))
            }

            #[inline(always)]
            fn count_ones(self) -> Vector<S, u32> {
                self.low().count_ones()
            }

            #[inline(always)]
            fn leading_zeros(self) -> Vector<S, u32> {
                self.low().leading_zeros() - (32 - $int::BITS)
            }

            #[inline(always)]
            fn trailing_zeros(self) -> Vector<S, u32> {
                (self.low() | (1 << $int::BITS)).trailing_zeros()
            }

            #[inline(always)]
            fn mul_high(self, other: Self) -> Self {
                // As 32-bit integers, which hold the product but for its sign: the shift brings in copies of bit 31, which are cut off.
                Self::wrap((self.wide() * other.wide()) >> $int::BITS)
            }

            power!();

            #[inline(always)]
            fn saturating_add(self, other: Self) -> Self {
                Self::saturate(self.wide() + other.wide())
            }

            #[inline(always)]
            fn saturating_sub(self, other: Self) -> Self {
                Self::saturate(self.wide() - other.wide())
            }
        }
    )*};
}

narrow! {
    i8 signed;
    i16 signed;
    u8 unsigned;
    u16 unsigned;
}
