//! Bindings, constants, floats and their methods.

use kernel_runtime::{Error, kernel};

use crate::harness::{SIZES, agree, floats};

const GAIN: f32 = 1.75;

#[kernel]
fn constants(x: &[f32], y: &mut [f32]) {
    const OFFSET: f32 = 0.5;
    for i in 0..y.len() {
        y[i] = x[i] * GAIN + OFFSET - std::f32::consts::PI;
    }
}

#[kernel]
fn shadowing(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let v = x[i];
        let v = v * v;
        let (v, w) = (v + 1.0, v - 1.0);
        let z = {
            let v = v * 0.5;
            v + w
        };
        y[i] = z / v;
    }
}

#[kernel]
fn rounding(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = x[i].floor()
            + 10.0 * x[i].ceil()
            + 100.0 * x[i].round()
            + 1000.0 * x[i].trunc()
            + x[i].fract();
    }
}

#[kernel]
fn signs(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = x[i].signum() + x[i].abs().copysign(-x[i]) + (-x[i]).max(1.0).min(x[i] + 4.0);
    }
}

#[kernel]
fn fused(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = x[i].mul_add(1.1, -0.3).powi(3) + x[i].recip();
    }
}

#[kernel]
fn logic(x: &[f32], y: &mut [bool]) {
    for i in 0..y.len() {
        let inside = x[i] > -1.0 && x[i] < 3.0;
        y[i] = inside ^ (x[i] == 0.0 || x[i].is_nan()) && !(x[i] >= 2.5);
    }
}

#[kernel]
fn checked(width: usize, x: &[f32], y: &mut [f32]) {
    assert!(width > 0, "there must be columns");
    assert_eq!(x.len(), y.len());
    for i in 0..y.len() {
        y[i] = x[i] * width as f32;
    }
}

#[test]
fn bindings_agree() {
    for n in SIZES {
        let x = floats(n);
        agree!(constants(&x), vec![9.0; n]);
        agree!(shadowing(&x), vec![9.0; n]);
    }
}

#[test]
fn methods_of_floats_agree() {
    for n in SIZES {
        let mut x = floats(n);
        x.extend([0.5, -0.5, 1.5, 2.5, -2.5, 0.499_999_97, 8_388_609.0, -0.0]);
        agree!(rounding(&x), vec![9.0; x.len()]);
        agree!(signs(&x), vec![9.0; x.len()]);
        agree!(fused(&floats(n)), vec![9.0; n]);
    }
}

#[test]
fn logic_agrees() {
    for n in SIZES {
        agree!(logic(&floats(n)), vec![false; n]);
    }
}

#[test]
fn assertions_come_before_anything_is_written() {
    let mut y = [5.0; 3];
    let error = checked::dispatch(0, &[1.0; 3], &mut y).expect_err("no columns");
    assert!(error.to_string().contains("width > 0"), "{error}");
    let error = checked::dispatch(1, &[1.0; 4], &mut y).expect_err("the lengths differ");
    assert!(
        matches!(
            error,
            Error::Assertion {
                kernel: "checked",
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(y, [5.0; 3]);
    assert_eq!(checked::dispatch(2, &[1.0; 3], &mut y), Ok(()));
    assert_eq!(y, [2.0; 3]);
}
