//! Vector math against std, against exact values, and level against level.

mod accuracy;
mod levels;
mod special;

/// Hands the unary functions to a macro: their names, and the documented bound for `f32` and for `f64`, in ulp.
macro_rules! bounds {
    ($callback:ident) => {
        $callback! {
            exp 0.90, 0.90;
            exp2 0.90, 0.90;
            exp_m1 0.51, 0.90;
            ln 0.90, 0.90;
            log2 0.85, 0.90;
            log10 0.80, 0.90;
            ln_1p 0.51, 0.90;
            sin 0.61, 0.85;
            cos 0.61, 0.85;
            tan 0.51, 1.30;
            asin 0.51, 0.90;
            acos 0.51, 0.90;
            atan 0.51, 0.90;
            sinh 0.51, 0.90;
            cosh 0.51, 0.90;
            tanh 0.51, 1.00;
            asinh 0.51, 0.90;
            acosh 0.51, 0.90;
            atanh 0.51, 0.90;
            cbrt 0.51, 0.70;
        }
    };
}
use bounds;
