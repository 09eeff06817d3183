//! The elementary functions and the other methods of floats.

use kernel_runtime::kernel;

use crate::harness::{agree, floats};
use crate::near::agree_near;

/// Kernels that write several functions of each element side by side, for `f32` and for `f64`.
macro_rules! functions {
    ($($float:ident: $inverse:ident $hyperbolic:ident $area:ident $other:ident;)*) => {$(
        #[kernel]
        fn $inverse(x: &[$float], y: &mut [$float]) {
            for i in 0..x.len() {
                y[4 * i] = x[i].asin();
                y[4 * i + 1] = x[i].acos();
                y[4 * i + 2] = (x[i] * 10.0).atan();
                y[4 * i + 3] = x[i].atan2(0.5 - x[i]);
            }
        }

        #[kernel]
        fn $hyperbolic(x: &[$float], y: &mut [$float]) {
            for i in 0..x.len() {
                y[3 * i] = (x[i] * 8.0).sinh();
                y[3 * i + 1] = (x[i] * 8.0).cosh();
                y[3 * i + 2] = (x[i] * 8.0).tanh();
            }
        }

        #[kernel]
        fn $area(x: &[$float], y: &mut [$float]) {
            for i in 0..x.len() {
                y[3 * i] = (x[i] * 8.0).asinh();
                y[3 * i + 1] = (x[i].abs() * 8.0 + 2.0).acosh();
                y[3 * i + 2] = (x[i] * 0.5).atanh();
            }
        }

        #[kernel]
        fn $other(x: &[$float], y: &mut [$float]) {
            for i in 0..x.len() {
                y[5 * i] = (x[i] * 100.0).cbrt();
                y[5 * i + 1] = (x[i] * 3.0).exp_m1();
                y[5 * i + 2] = x[i].ln_1p();
                y[5 * i + 3] = x[i].hypot(x[i] - 0.7);
                y[5 * i + 4] = (x[i].abs() + 2.0).log(10.0);
            }
        }
    )*};
}

functions! {
    f32: inverse_f32 hyperbolic_f32 area_f32 other_f32;
    f64: inverse_f64 hyperbolic_f64 area_f64 other_f64;
}

#[kernel]
fn bit_patterns(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let bits = x[i].to_bits();
        let exponent = (bits >> 23) & 0xff;
        // The famous first guess at 1 / √x.
        let guess = f32::from_bits(0x5f37_59df_u32.wrapping_sub(bits >> 1));
        y[i] = if exponent > 100 { guess } else { x[i] };
    }
}

#[kernel]
fn wide_bit_patterns(x: &[f64], y: &mut [f64]) {
    for i in 0..y.len() {
        y[i] = f64::from_bits(x[i].to_bits() ^ (1 << 63) ^ 1);
    }
}

#[kernel]
fn signs_and_kinds(x: &[f32], y: &mut [u32]) {
    for i in 0..y.len() {
        let mut kind = 0;
        if x[i].is_sign_negative() {
            kind += 1;
        }
        if x[i].is_sign_positive() {
            kind += 2;
        }
        if x[i].is_normal() {
            kind += 4;
        }
        if x[i].is_subnormal() {
            kind += 8;
        }
        if x[i].is_finite() {
            kind += 16;
        }
        y[i] = kind;
    }
}

#[kernel]
fn wide_signs_and_kinds(x: &[f64], y: &mut [u32]) {
    for i in 0..y.len() {
        let sign = if x[i].is_sign_negative() { 1 } else { 0 };
        let kind = if x[i].is_normal() { 4 } else { 0 };
        let below = if x[i].is_subnormal() { 8 } else { 0 };
        y[i] = sign + kind + below;
    }
}

#[kernel]
fn ties_to_even(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = x[i].round_ties_even();
    }
}

#[kernel]
fn euclid(x: &[f32], d: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = x[i].div_euclid(d[i]) * 100.0 + x[i].rem_euclid(d[i]);
    }
}

/// From -1 to 1, with both and zeros.
fn ratios(n: usize) -> Vec<f64> {
    let mut x: Vec<f64> = floats(n).iter().map(|x| f64::from(*x) / 5.0).collect();
    x.extend([1.0, -1.0, 0.0, 0.5, -0.5, 1e-5, -1e-5, 0.999_999]);
    x
}

#[test]
fn elementary_functions_agree() {
    for n in [0, 25, 1000] {
        let x = ratios(n);
        let single: Vec<f32> = x.iter().map(|x| *x as f32).collect();
        // Some units in the last place, most of them std's; the bounds of ours are tested with the vector layer.
        let (f32_bounds, f64_bounds) = ((1e-6, 2e-6), (1e-14, 1e-14));
        agree_near!(inverse_f32(&single), vec![0.0; 4 * x.len()], f32_bounds);
        agree_near!(hyperbolic_f32(&single), vec![0.0; 3 * x.len()], f32_bounds);
        agree_near!(area_f32(&single), vec![0.0; 3 * x.len()], f32_bounds);
        agree_near!(other_f32(&single), vec![0.0; 5 * x.len()], f32_bounds);
        agree_near!(inverse_f64(&x), vec![0.0; 4 * x.len()], f64_bounds);
        agree_near!(hyperbolic_f64(&x), vec![0.0; 3 * x.len()], f64_bounds);
        agree_near!(area_f64(&x), vec![0.0; 3 * x.len()], f64_bounds);
        agree_near!(other_f64(&x), vec![0.0; 5 * x.len()], f64_bounds);
    }
}

#[test]
fn bits_of_floats_agree() {
    let mut x = floats(100);
    x.extend([f32::INFINITY, f32::MAX, -0.0, 1.0, 1e-20]);
    agree!(bit_patterns(&x), vec![9.0; x.len()]);
    let x: Vec<f64> = x.iter().map(|x| f64::from(*x)).collect();
    agree!(wide_bit_patterns(&x), vec![9.0; x.len()]);
}

#[test]
fn signs_and_kinds_agree() {
    let mut x = floats(50);
    // A GPU need not keep the sign of NaN.
    x.extend([f32::INFINITY, f32::NEG_INFINITY, f32::NAN, 0.0]);
    x.extend([-0.0, f32::MAX, f32::MIN_POSITIVE, 1e-40, -1e-45]);
    agree!(signs_and_kinds(&x), vec![99; x.len()]);
    let mut x: Vec<f64> = x.iter().map(|x| f64::from(*x)).collect();
    x.extend([f64::MIN_POSITIVE, -5e-324]);
    agree!(wide_signs_and_kinds(&x), vec![99; x.len()]);
}

#[test]
fn halves_go_to_the_even_neighbour() {
    let mut x = floats(50);
    x.extend([0.5, -0.5, 1.5, 2.5, -2.5, 3.5, 8_388_609.0, -0.0, 1e30]);
    x.extend([f32::INFINITY, f32::NEG_INFINITY]);
    agree!(ties_to_even(&x), vec![9.0; x.len()]);
}

#[test]
fn euclidean_division_of_floats_agrees() {
    let x = floats(100);
    let d: Vec<f32> = (0..100).map(|i| (i as f32 - 49.5) * 0.25).collect();
    agree!(euclid(&x, &d), vec![9.0; x.len()]);
}
