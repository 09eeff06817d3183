//! Conversions with the meaning of Rust's `as`.

use super::element::Element;
use super::level::Level;
use super::mask::Mask;
use super::value::Value;
use super::vector::Vector;

/// A type that `as` converts to `U`.
pub trait Cast<U: Element>: Element {
    /// Each lane `as U`.
    fn cast<S: Level>(vector: Vector<S, Self>) -> Vector<S, U>;
}

impl<S: Level, T: Element> Vector<S, T> {
    /// Each lane `as U`.
    #[inline(always)]
    pub fn cast<U: Element>(self) -> Vector<S, U>
    where
        T: Cast<U>,
    {
        T::cast(self)
    }
}

impl<S: Level> Mask<S> {
    /// One where set, elsewhere zero, as the integer type `U`.
    #[inline(always)]
    pub fn cast<U: Element + From<bool>>(self) -> Vector<S, U>
    where
        Vector<S, U>: Value<Bool = Self>,
    {
        let s = self.level;
        self.blend(
            Vector::splat(s, U::from(true)),
            Vector::splat(s, U::from(false)),
        )
    }
}

/// One way from lane to lane, named after what happens to the register.
macro_rules! step {
    (keep, $target:ident, $v:ident) => {
        Vector::new($v.level, $v.raw)
    };
    // 32-bit lanes to a narrower type: of integers the low bits, of floats the nearest value.
    (wrap, $target:ident, $v:ident) => {
        Vector::<S, $target>::wrap(Vector::new($v.level, $v.raw))
    };
    (cut, $target:ident, $v:ident) => {
        Vector::<S, $target>::wrap(Vector::new($v.level, $v.level.i32_from_i64($v.raw)))
    };
    (saturate_f32, $target:ident, $v:ident) => {
        Vector::<S, $target>::saturate(Vector::new($v.level, $v.level.i32_from_f32($v.raw)))
    };
    (saturate_f64, $target:ident, $v:ident) => {
        Vector::<S, $target>::saturate(Vector::new($v.level, $v.level.i32_from_f64($v.raw)))
    };
    ($op:ident, $target:ident, $v:ident) => {
        Vector::new($v.level, $v.level.$op($v.raw))
    };
}

macro_rules! casts {
    ($([$($source:ident)*] => [$($target:ident)*] $how:ident;)*) => {$(
        casts!(@sources [$($source)*] [$($target)*] $how);
    )*};
    (@sources [$($source:ident)*] $targets:tt $how:ident) => {$(
        casts!(@targets $source $targets $how);
    )*};
    (@targets $source:ident [$($target:ident)*] $how:ident) => {$(
        impl Cast<$target> for $source {
            #[inline(always)]
            fn cast<S: Level>(v: Vector<S, $source>) -> Vector<S, $target> {
                step!($how, $target, v)
            }
        }
    )*};
}

casts! {
    [f32] => [f32] keep;
    [f32] => [f64] f64_from_f32;
    [f32] => [i8 u8 i16 u16] saturate_f32;
    [f32] => [i32] i32_from_f32;
    [f32] => [u32] u32_from_f32;
    [f32] => [i64] i64_from_f32;
    [f32] => [u64] u64_from_f32;

    [f64] => [f64] keep;
    [f64] => [f32] f32_from_f64;
    [f64] => [i8 u8 i16 u16] saturate_f64;
    [f64] => [i32] i32_from_f64;
    [f64] => [u32] u32_from_f64;
    [f64] => [i64] i64_from_f64;
    [f64] => [u64] u64_from_f64;

    [i8 u8 i16 u16 i32] => [f32] f32_from_i32;
    [i8 u8 i16 u16 i32] => [f64] f64_from_i32;
    [i8 u8 i16 u16 i32 u32] => [i8 u8 i16 u16] wrap;
    [i8 u8 i16 u16 i32 u32] => [i32 u32] keep;
    [i8 u8 i16 u16 i32] => [i64 u64] i64_from_i32;
    [u32] => [f32] f32_from_u32;
    [u32] => [f64] f64_from_u32;
    [u32] => [i64 u64] i64_from_u32;

    [i64] => [f32] f32_from_i64;
    [i64] => [f64] f64_from_i64;
    [u64] => [f32] f32_from_u64;
    [u64] => [f64] f64_from_u64;
    [i64 u64] => [i8 u8 i16 u16] cut;
    [i64 u64] => [i32 u32] i32_from_i64;
    [i64 u64] => [i64 u64] keep;
}

#[cfg(target_pointer_width = "64")]
casts! {
    [f32] => [isize] i64_from_f32;
    [f32] => [usize] u64_from_f32;
    [f64] => [isize] i64_from_f64;
    [f64] => [usize] u64_from_f64;
    [i8 u8 i16 u16 i32] => [isize usize] i64_from_i32;
    [u32] => [isize usize] i64_from_u32;
    [i64 u64] => [isize usize] keep;

    [isize] => [f32] f32_from_i64;
    [isize] => [f64] f64_from_i64;
    [usize] => [f32] f32_from_u64;
    [usize] => [f64] f64_from_u64;
    [isize usize] => [i8 u8 i16 u16] cut;
    [isize usize] => [i32 u32] i32_from_i64;
    [isize usize] => [i64 u64 isize usize] keep;
}

#[cfg(target_pointer_width = "32")]
casts! {
    [f32] => [isize] i32_from_f32;
    [f32] => [usize] u32_from_f32;
    [f64] => [isize] i32_from_f64;
    [f64] => [usize] u32_from_f64;
    [i8 u8 i16 u16 i32 u32] => [isize usize] keep;
    [i64 u64] => [isize usize] i32_from_i64;

    [isize] => [f32] f32_from_i32;
    [isize] => [f64] f64_from_i32;
    [usize] => [f32] f32_from_u32;
    [usize] => [f64] f64_from_u32;
    [isize usize] => [i8 u8 i16 u16] wrap;
    [isize usize] => [i32 u32 isize usize] keep;
    [isize] => [i64 u64] i64_from_i32;
    [usize] => [i64 u64] i64_from_u32;
}

/// A type that a counter of type `usize` is converted to.
pub trait LinearCast: Element {
    /// `(base + lane * step) as Self`, the sum wrapping.
    fn linear_cast<S: Level>(s: S, base: usize, step: usize) -> Vector<S, Self>;
}

/// `(base + lane * step) as U`, the sum wrapping.
#[inline(always)]
pub fn linear_cast<S: Level, U: LinearCast>(s: S, base: usize, step: usize) -> Vector<S, U> {
    U::linear_cast(s, base, step)
}

macro_rules! linear_casts {
    (integers: $($int:ident)*) => {$(
        impl LinearCast for $int {
            #[inline(always)]
            fn linear_cast<S: Level>(s: S, base: usize, step: usize) -> Vector<S, Self> {
                if $int::BITS > usize::BITS {
                    return Vector::<S, usize>::linear(s, base, step).cast();
                }
                // Cutting to the width commutes with wrapping sums and products.
                Vector::<S, $int>::linear(s, base as $int, step as $int)
            }
        }
    )*};
    (floats: $($float:ident)*) => {$(
        impl LinearCast for $float {
            #[inline(always)]
            fn linear_cast<S: Level>(s: S, base: usize, step: usize) -> Vector<S, Self> {
                // Where every lane fits 31 bits, 32-bit lanes do, whose conversion is one instruction.
                if base < 1 << 30 && step < 1 << 24 {
                    Vector::<S, i32>::linear(s, base as i32, step as i32).cast()
                } else {
                    Vector::<S, usize>::linear(s, base, step).cast()
                }
            }
        }
    )*};
}

linear_casts! { integers: i8 i16 i32 i64 isize u8 u16 u32 u64 usize }
linear_casts! { floats: f32 f64 }
