//! Vector math: elementary functions, generic over the level.
//!
//! They use `+ - * /`, comparisons, bit operations and conversions alone, no fused multiply and no table, so that every level
//! gives the same bits. The polynomials are derived by `fit.py`. Special values are those of Rust's own functions.
//!
//! Bounds of the error in units in the last place, as tested (`f32` by a sweep over all its values, `f64` against exact values):
//!
//! | function | `f32` | `f64` |
//! |---|---|---|
//! | `exp`, `exp2`, `ln` | 0.90 | 0.90 |
//! | `log2` | 0.85 | 0.90 |
//! | `log10` | 0.80 | 0.90 |
//! | `sin`, `cos`, all arguments | 0.61 | 0.85 |
//! | `tan`, all arguments | 0.51 | 1.30 |
//! | `tanh` | 0.51 | 1.00 |
//! | `powf` | 0.51 | 0.90 |
//! | `powi` | Rust's own, to the bit | |

mod exp;
mod lanes;
mod ln;
mod payne_hanek;
mod powf;
mod powi;
mod sin_cos;
mod tan;
mod tanh;
#[cfg(test)]
mod tests;

use super::{Element, Level, Vector};

macro_rules! elementary {
    ($($name:ident = $f32:path, $f64:path;)*) => {
        /// A float type, and the functions on vectors of it.
        pub(crate) trait Elementary: Element {
            $(
                #[doc = concat!("As Rust's `", stringify!($name), "`, within the error bound.")]
                fn $name<S: Level>(x: Vector<S, Self>) -> Vector<S, Self>;
            )*
            /// As Rust's `powf`, within the error bound.
            fn powf<S: Level>(x: Vector<S, Self>, y: Vector<S, Self>) -> Vector<S, Self>;
            /// As Rust's `powi`, to the bit.
            fn powi<S: Level>(x: Vector<S, Self>, n: Vector<S, i32>) -> Vector<S, Self>;
        }

        elementary! { @for f32: powf::powf_f32, powi::powi_f32 $(, $name $f32)* }
        elementary! { @for f64: powf::powf_f64, powi::powi_f64 $(, $name $f64)* }
    };
    (@for $float:ident: $powf:path, $powi:path $(, $name:ident $function:path)*) => {
        impl Elementary for $float {
            $(
                #[inline(always)]
                fn $name<S: Level>(x: Vector<S, Self>) -> Vector<S, Self> {
                    $function(x)
                }
            )*

            #[inline(always)]
            fn powf<S: Level>(x: Vector<S, Self>, y: Vector<S, Self>) -> Vector<S, Self> {
                $powf(x, y)
            }

            #[inline(always)]
            fn powi<S: Level>(x: Vector<S, Self>, n: Vector<S, i32>) -> Vector<S, Self> {
                $powi(x, n)
            }
        }
    };
}

elementary! {
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
