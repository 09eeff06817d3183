//! The functions of `#[kernel(fast_math)]`.
//!
//! Where a fused multiply and add is one instruction they use it, with shorter polynomials and without making up for what rounding lost. Elsewhere,
//! and for arguments that a function's fast way cannot take, they are the accurate functions: zeros, infinities, NaN and subnormal numbers
//! come out as ever. Bounds of their errors stand in the second table of [`super`].

mod exp;
mod ln;
mod powf;
mod sin_cos;
mod tan;
mod tanh;

use crate::simd::value::Float;
use crate::simd::{Element, Level, Vector};

/// `c[0] + c[1]·x + c[2]·x² + …` by Horner's rule, each step rounded once.
#[inline(always)]
fn horner<S: Level, T: Element, const N: usize>(x: Vector<S, T>, c: [T; N]) -> Vector<S, T>
where
    Vector<S, T>: Float,
{
    let mut sum = x.splat_like(c[N - 1]);
    let mut i = N - 1;
    while i > 0 {
        i -= 1;
        sum = sum.mul_add(x, x.splat_like(c[i]));
    }
    sum
}

/// The fast value where the fast way can take the argument, elsewhere the accurate one.
macro_rules! or_accurate {
    ($usual:expr, $fast:expr, $accurate:expr) => {{
        let (usual, fast) = ($usual, $fast);
        if usual.all() {
            fast
        } else {
            usual.blend(fast, $accurate)
        }
    }};
}
use or_accurate;

macro_rules! fast {
    ($($name:ident = $of_f32:path, $of_f64:path;)*) => {
        /// The functions that have a fast version, on vectors.
        pub trait Fast: Float {
            $(
                #[doc = concat!("As Rust's `", stringify!($name), "`, within the error bound of `fast_math`.")]
                fn $name(self) -> Self;
            )*
            /// As Rust's `powf`, within the error bound of `fast_math`; of `f64` the accurate one.
            fn powf(self, exponent: Self) -> Self;
        }

        impl<S: Level> Fast for Vector<S, f32> {
            $(
                #[inline(always)]
                fn $name(self) -> Self {
                    if S::FUSES { $of_f32(self) } else { Float::$name(self) }
                }
            )*

            #[inline(always)]
            fn powf(self, exponent: Self) -> Self {
                if S::FUSES {
                    powf::powf_f32(self, exponent)
                } else {
                    Float::powf(self, exponent)
                }
            }
        }

        impl<S: Level> Fast for Vector<S, f64> {
            $(
                #[inline(always)]
                fn $name(self) -> Self {
                    if S::FUSES { $of_f64(self) } else { Float::$name(self) }
                }
            )*

            #[inline(always)]
            fn powf(self, exponent: Self) -> Self {
                Float::powf(self, exponent)
            }
        }
    };
}

fast! {
    exp = exp::exp_f32, exp::exp_f64;
    exp2 = exp::exp2_f32, exp::exp2_f64;
    ln = ln::ln_f32, ln::ln_f64;
    log2 = ln::log2_f32, ln::log2_f64;
    log10 = ln::log10_f32, ln::log10_f64;
    sin = sin_cos::sin_f32, sin_cos::sin_f64;
    cos = sin_cos::cos_f32, sin_cos::cos_f64;
    tan = tan::tan_f32, tan::tan_f64;
    tanh = tanh::tanh_f32, tanh::tanh_f64;
}
