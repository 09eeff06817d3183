//! The functions that are measured.

use kernel_runtime::{Error, Variant};

use crate::kernels::{fast_f32, fast_f64, of_f32, of_f64};

/// A kernel: of each pair of arguments, the result.
pub type Kernel<T> = fn(&[T], &[T], &mut [T]) -> Result<(), Error>;

/// A function of floats of type `T`.
#[derive(Clone, Copy)]
pub struct Function<T> {
    /// Its name.
    pub name: &'static str,
    /// Whether it is the fast version.
    pub fast: bool,
    /// How many arguments it has. One of one argument ignores the second.
    pub arguments: usize,
    /// It, as a kernel.
    pub kernel: Kernel<T>,
    /// The standard library's function of that name.
    pub std: fn(f64, f64) -> f64,
}

macro_rules! functions {
    (
        $list:ident: $float:ident in $module:ident, $fast:literal;
        unary { $($unary:ident)* }
        binary { $($binary:ident)* }
    ) => {
        /// The functions of that format and precision.
        const $list: &[Function<$float>] = &[
            $(Function {
                name: stringify!($unary),
                fast: $fast,
                arguments: 1,
                kernel: |x, _, z| $module::$unary::dispatch_on(Variant::Simd, x, z),
                std: |x, _| x.$unary(),
            },)*
            $(Function {
                name: stringify!($binary),
                fast: $fast,
                arguments: 2,
                kernel: |x, y, z| $module::$binary::dispatch_on(Variant::Simd, x, y, z),
                std: |x, y| x.$binary(y),
            },)*
        ];
    };
}

macro_rules! accurate {
    ($($list:ident: $float:ident in $module:ident;)*) => {$(
        functions! {
            $list: $float in $module, false;
            unary {
                exp exp2 exp_m1 ln log2 log10 ln_1p sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh cbrt
            }
            binary { powf atan2 hypot }
        }
    )*};
}

accurate! {
    OF_F32: f32 in of_f32;
    OF_F64: f64 in of_f64;
}

macro_rules! fast {
    ($($list:ident: $float:ident in $module:ident [$($binary:ident)?];)*) => {$(
        functions! {
            $list: $float in $module, true;
            unary { exp exp2 ln log2 log10 sin cos tan tanh }
            binary { $($binary)? }
        }
    )*};
}

fast! {
    FAST_OF_F32: f32 in fast_f32 [powf];
    FAST_OF_F64: f64 in fast_f64 [];
}

/// All functions of `f32`.
pub fn of_f32() -> impl Iterator<Item = &'static Function<f32>> {
    OF_F32.iter().chain(FAST_OF_F32)
}

/// All functions of `f64`.
pub fn of_f64() -> impl Iterator<Item = &'static Function<f64>> {
    OF_F64.iter().chain(FAST_OF_F64)
}
