//! Rust's operators on vectors and masks, so that formulas read as such. The right side may be a scalar.

use std::ops;

use super::element::Element;
use super::level::Level;
use super::mask::Mask;
use super::value::{Bits, Integer, Number};
use super::vector::Vector;

macro_rules! binary {
    ($($trait:ident $function:ident by $kind:ident;)*) => {$(
        impl<S: Level, T: Element> ops::$trait for Vector<S, T>
        where
            Self: $kind,
        {
            type Output = Self;

            #[inline(always)]
            fn $function(self, other: Self) -> Self {
                $kind::$function(self, other)
            }
        }

        impl<S: Level, T: Element> ops::$trait<T> for Vector<S, T>
        where
            Self: $kind,
        {
            type Output = Self;

            #[inline(always)]
            fn $function(self, other: T) -> Self {
                $kind::$function(self, self.splat_like(other))
            }
        }
    )*};
}

macro_rules! bitwise {
    ($($trait:ident $operator:ident $function:ident;)*) => {$(
        impl<S: Level, T: Element> ops::$trait for Vector<S, T>
        where
            Self: Bits,
        {
            type Output = Self;

            #[inline(always)]
            fn $operator(self, other: Self) -> Self {
                Bits::$function(self, other)
            }
        }

        impl<S: Level, T: Element> ops::$trait<T> for Vector<S, T>
        where
            Self: Bits,
        {
            type Output = Self;

            #[inline(always)]
            fn $operator(self, other: T) -> Self {
                Bits::$function(self, self.splat_like(other))
            }
        }

        impl<S: Level> ops::$trait for Mask<S> {
            type Output = Self;

            #[inline(always)]
            fn $operator(self, other: Self) -> Self {
                Bits::$function(self, other)
            }
        }
    )*};
}

macro_rules! shifts {
    ($($trait:ident $function:ident;)*) => {$(
        impl<S: Level, T: Element> ops::$trait<Vector<S, u32>> for Vector<S, T>
        where
            Self: Integer<Count = Vector<S, u32>>,
        {
            type Output = Self;

            #[inline(always)]
            fn $function(self, count: Vector<S, u32>) -> Self {
                Integer::$function(self, count)
            }
        }

        impl<S: Level, T: Element> ops::$trait<u32> for Vector<S, T>
        where
            Self: Integer<Count = Vector<S, u32>>,
        {
            type Output = Self;

            #[inline(always)]
            fn $function(self, count: u32) -> Self {
                Integer::$function(self, Vector::splat(self.level, count))
            }
        }
    )*};
}

binary! {
    Add add by Number;
    Sub sub by Number;
    Mul mul by Number;
    Div div by Number;
    Rem rem by Number;
}

bitwise! {
    BitAnd bitand and;
    BitOr bitor or;
    BitXor bitxor xor;
}

shifts! {
    Shl shl;
    Shr shr;
}

impl<S: Level, T: Element> ops::Neg for Vector<S, T>
where
    Self: Number,
{
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Number::neg(self)
    }
}

impl<S: Level, T: Element> ops::Not for Vector<S, T>
where
    Self: Bits,
{
    type Output = Self;

    #[inline(always)]
    fn not(self) -> Self {
        Bits::not(self)
    }
}

impl<S: Level> ops::Not for Mask<S> {
    type Output = Self;

    #[inline(always)]
    fn not(self) -> Self {
        Mask::not(self)
    }
}
