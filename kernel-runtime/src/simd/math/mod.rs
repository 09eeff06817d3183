//! Vector math: elementary functions, generic over the level.
//!
//! They use `+ - * /`, comparisons, bit operations and conversions alone, no fused multiply and no table, so that every level
//! gives the same bits. The polynomials are derived by `fit.py`. Special values are those of Rust's own functions. `powi` is Rust's own, to
//! the bit.
//!
#![doc = include_str!("bounds.md")]

mod area;
mod asin_acos;
mod atan;
mod cbrt;
mod exp;
mod exp_m1;
mod fast;
mod hypot;
mod lanes;
mod ln;
mod ln_1p;
mod payne_hanek;
mod powf;
mod powi;
mod sin_cos;
mod sinh_cosh;
mod tan;
mod tanh;
#[cfg(test)]
mod tests;

pub use fast::Fast;
pub use powi::powi_constant;

use super::{Element, Level, Vector};

macro_rules! elementary {
    (
        unary { $($unary:ident = $unary_f32:path, $unary_f64:path;)* }
        binary { $($binary:ident = $binary_f32:path, $binary_f64:path;)* }
    ) => {
        /// A float type, and the functions on vectors of it.
        pub(crate) trait Elementary: Element {
            $(
                #[doc = concat!("As Rust's `", stringify!($unary), "`, within the error bound.")]
                fn $unary<S: Level>(x: Vector<S, Self>) -> Vector<S, Self>;
            )*
            $(
                #[doc = concat!("As Rust's `", stringify!($binary), "`, within the error bound.")]
                fn $binary<S: Level>(x: Vector<S, Self>, y: Vector<S, Self>) -> Vector<S, Self>;
            )*
            /// As Rust's `powi`, to the bit.
            fn powi<S: Level>(x: Vector<S, Self>, n: Vector<S, i32>) -> Vector<S, Self>;
        }

        elementary! { @for f32: powi::powi_f32; $($unary $unary_f32,)*; $($binary $binary_f32,)* }
        elementary! { @for f64: powi::powi_f64; $($unary $unary_f64,)*; $($binary $binary_f64,)* }
    };
    (@for $float:ident: $powi:path; $($unary:ident $unary_function:path,)*; $($binary:ident $binary_function:path,)*) => {
        impl Elementary for $float {
            $(
                #[inline(always)]
                fn $unary<S: Level>(x: Vector<S, Self>) -> Vector<S, Self> {
                    $unary_function(x)
                }
            )*

            $(
                #[inline(always)]
                fn $binary<S: Level>(x: Vector<S, Self>, y: Vector<S, Self>) -> Vector<S, Self> {
                    $binary_function(x, y)
                }
            )*

            #[inline(always)]
            fn powi<S: Level>(x: Vector<S, Self>, n: Vector<S, i32>) -> Vector<S, Self> {
                $powi(x, n)
            }
        }
    };
}

elementary! {
    unary {
        exp = exp::exp_f32, exp::exp_f64;
        exp2 = exp::exp2_f32, exp::exp2_f64;
        exp_m1 = exp_m1::exp_m1_f32, exp_m1::exp_m1_f64;
        ln = ln::ln_f32, ln::ln_f64;
        log2 = ln::log2_f32, ln::log2_f64;
        log10 = ln::log10_f32, ln::log10_f64;
        ln_1p = ln_1p::ln_1p_f32, ln_1p::ln_1p_f64;
        sin = sin_cos::sin_f32, sin_cos::sin_f64;
        cos = sin_cos::cos_f32, sin_cos::cos_f64;
        tan = tan::tan_f32, tan::tan_f64;
        asin = asin_acos::asin_f32, asin_acos::asin_f64;
        acos = asin_acos::acos_f32, asin_acos::acos_f64;
        atan = atan::atan_f32, atan::atan_f64;
        sinh = sinh_cosh::sinh_f32, sinh_cosh::sinh_f64;
        cosh = sinh_cosh::cosh_f32, sinh_cosh::cosh_f64;
        tanh = tanh::tanh_f32, tanh::tanh_f64;
        asinh = area::asinh_f32, area::asinh_f64;
        acosh = area::acosh_f32, area::acosh_f64;
        atanh = area::atanh_f32, area::atanh_f64;
        cbrt = cbrt::cbrt_f32, cbrt::cbrt_f64;
    }
    binary {
        powf = powf::powf_f32, powf::powf_f64;
        atan2 = atan::atan2_f32, atan::atan2_f64;
        hypot = hypot::hypot_f32, hypot::hypot_f64;
    }
}
