//! Constants that belong to the scalar types.

use std::f32::consts as turns;

use kernel_runtime::kernel;

use crate::harness::{agree, floats, integers};

#[kernel]
fn of_f32(x: &[f32], y: &mut [f32]) {
    for i in 0..x.len() {
        y[8 * i] = x[i] * std::f32::consts::TAU;
        y[8 * i + 1] = x[i] + f32::EPSILON;
        y[8 * i + 2] = x[i].min(f32::MAX) * core::f32::consts::FRAC_1_SQRT_2;
        y[8 * i + 3] = x[i].max(f32::MIN) + turns::E;
        y[8 * i + 4] = if x[i] < f32::INFINITY {
            x[i]
        } else {
            f32::MIN_POSITIVE
        };
        y[8 * i + 5] = x[i].max(f32::NEG_INFINITY) * f32::MANTISSA_DIGITS as f32;
        y[8 * i + 6] = x[i].min(f32::NAN) - f32::RADIX as f32;
        y[8 * i + 7] = x[i] * f32::MAX_EXP as f32 + f32::MIN_10_EXP as f32;
    }
}

#[kernel]
fn of_f64(x: &[f64], y: &mut [f64]) {
    for i in 0..x.len() {
        y[4 * i] = x[i] * std::f64::consts::TAU;
        y[4 * i + 1] = x[i] + f64::EPSILON;
        y[4 * i + 2] = x[i].min(f64::MAX) * std::f64::consts::LN_2;
        y[4 * i + 3] = x[i].max(f64::MIN) + f64::DIGITS as f64;
    }
}

#[kernel]
fn of_integers(x: &[i32], y: &mut [i32]) {
    for i in 0..x.len() {
        y[6 * i] = x[i] ^ i32::MAX;
        y[6 * i + 1] = x[i] ^ i32::MIN;
        y[6 * i + 2] = (x[i] as u32 >> (u32::BITS - 9)) as i32;
        y[6 * i + 3] = x[i].min(i16::MAX as i32).max(i16::MIN as i32);
        y[6 * i + 4] = (x[i] as u8 ^ u8::MAX) as i32;
        y[6 * i + 5] = x[i] & u16::MAX as i32;
    }
}

#[kernel]
fn of_long_integers(x: &[i32], y: &mut [i64]) {
    for i in 0..x.len() {
        y[3 * i] = i64::MAX ^ x[i] as i64;
        y[3 * i + 1] = i64::MIN.wrapping_add(x[i] as i64);
        y[3 * i + 2] = (u64::MAX >> 3) as i64 ^ x[i] as i64;
    }
}

#[test]
fn constants_of_floats_agree() {
    let mut x = floats(50);
    x.push(f32::INFINITY);
    agree!(of_f32(&x), vec![9.0; 8 * x.len()]);
    let x: Vec<f64> = x.iter().map(|x| f64::from(*x)).collect();
    agree!(of_f64(&x), vec![9.0; 4 * x.len()]);
}

#[test]
fn constants_of_integers_agree() {
    let x = integers(50);
    agree!(of_integers(&x), vec![9; 6 * x.len()]);
    agree!(of_long_integers(&x), vec![9; 3 * x.len()]);
}
