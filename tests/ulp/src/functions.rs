//! The functions that are measured.

use kernel_runtime::{Error, Variant};

use crate::kernels::{of_f32, of_f64};

/// A kernel: of each pair of arguments, the result.
pub type Kernel<T> = fn(&[T], &[T], &mut [T]) -> Result<(), Error>;

/// A function of floats of type `T`.
#[derive(Clone, Copy)]
pub struct Function<T> {
    /// Its name.
    pub name: &'static str,
    /// How many arguments it has. One of one argument ignores the second.
    pub arguments: usize,
    /// It, as a kernel.
    pub kernel: Kernel<T>,
    /// The standard library's function of that name.
    pub std: fn(f64, f64) -> f64,
}

macro_rules! functions {
    (
        $list:ident: $float:ident in $module:ident;
        unary { $($unary:ident)* }
        binary { $($binary:ident)* }
    ) => {
        /// The functions of that format.
        pub const $list: &[Function<$float>] = &[
            $(Function {
                name: stringify!($unary),
                arguments: 1,
                kernel: |x, _, z| $module::$unary::dispatch_on(Variant::Simd, x, z),
                std: |x, _| x.$unary(),
            },)*
            $(Function {
                name: stringify!($binary),
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
            $list: $float in $module;
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
