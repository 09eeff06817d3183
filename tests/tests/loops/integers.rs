//! Integers of every width, their casts, and where they fail.

use kernel_runtime::{Error, Isa, Variant, kernel, with_isa};

use crate::harness::{SIZES, agree, floats, integers};

#[kernel]
fn wrap_u8(x: &[u8], y: &mut [u8]) {
    for i in 0..y.len() {
        y[i] = x[i].wrapping_mul(7).wrapping_add(200) ^ (x[i] >> 3);
    }
}

#[kernel]
fn wrap_i16(x: &[i16], y: &mut [i16]) {
    for i in 0..y.len() {
        y[i] = x[i]
            .wrapping_mul(x[i])
            .wrapping_sub(12_345)
            .max(-20_000)
            .min(30_000);
    }
}

#[kernel]
fn mix_u64(x: &[u64], y: &mut [u64]) {
    for i in 0..y.len() {
        let mut h = x[i].wrapping_mul(0x9e37_79b9_7f4a_7c15);
        h ^= h >> 32;
        y[i] = h.rotate_left(17) | (h << 3 & 0xff);
    }
}

#[kernel]
fn saturate(x: &[i8], y: &mut [i8]) {
    for i in 0..y.len() {
        y[i] = x[i].saturating_add(100).saturating_sub(30);
    }
}

#[kernel]
fn counts(x: &[u32], y: &mut [u32]) {
    for i in 0..y.len() {
        y[i] = x[i].count_ones() * 10_000 + x[i].leading_zeros() * 100 + x[i].trailing_zeros();
    }
}

#[kernel]
fn shifts(by: u32, x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        y[i] = (x[i] >> by) + (x[i] << (i as u32 % 31)) + x[i].rotate_right(by);
    }
}

#[kernel]
fn divide(x: &[i32], d: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        y[i] = x[i] / d[i] * 3 + x[i] % d[i];
    }
}

#[kernel]
fn narrow(x: &[f32], y: &mut [i8]) {
    for i in 0..y.len() {
        y[i] = (x[i] * 40.0) as i8;
    }
}

#[kernel]
fn through_types(x: &[i32], y: &mut [f64]) {
    for i in 0..y.len() {
        let small = x[i] as i16;
        let byte = x[i] as u8;
        y[i] = small as f64 + byte as f32 as f64 + (x[i] as u32) as f64 + x[i] as i64 as f64;
    }
}

#[kernel]
fn cast_floats(x: &[f64], y: &mut [u32]) {
    for i in 0..y.len() {
        y[i] = x[i] as u32;
    }
}

#[test]
fn bytes_wrap() {
    for n in SIZES {
        let x: Vec<u8> = (0..n).map(|i| i as u8).collect();
        agree!(wrap_u8(&x), vec![0; n]);
    }
}

#[test]
fn shorts_wrap() {
    for n in SIZES {
        let x: Vec<i16> = integers(n).iter().map(|&x| x as i16).collect();
        agree!(wrap_i16(&x), vec![0; n]);
    }
}

#[test]
fn long_words_mix() {
    for n in SIZES {
        let x: Vec<u64> = integers(n).iter().map(|&x| x as u64).collect();
        agree!(mix_u64(&x), vec![0; n]);
    }
}

#[test]
fn bytes_saturate() {
    let x: Vec<i8> = (i8::MIN..=i8::MAX).collect();
    agree!(saturate(&x), vec![0; x.len()]);
}

#[test]
fn bits_are_counted() {
    for n in SIZES {
        let x: Vec<u32> = integers(n).iter().map(|&x| x as u32).collect();
        agree!(counts(&x), vec![0; n]);
    }
}

#[test]
fn shifts_agree() {
    for n in SIZES {
        let x: Vec<i32> = integers(n).iter().map(|&x| x >> 12).collect();
        let small: Vec<i32> = x.iter().map(|x| x & 1).collect();
        agree!(shifts(5, &small), vec![0; n]);
    }
}

#[test]
fn division_agrees() {
    for n in SIZES {
        let x: Vec<i32> = integers(n).iter().map(|&x| x >> 4).collect();
        let d: Vec<i32> = (0..n as i32)
            .map(|i| if i % 2 == 0 { i + 1 } else { -i - 1 })
            .collect();
        agree!(divide(&x, &d), vec![0; n]);
    }
}

#[test]
fn a_division_that_would_panic_is_an_error() {
    for (x, d) in [(1, 0), (i32::MIN, -1)] {
        for n in [1, 16, 37] {
            let mut xs = vec![7; n];
            let mut ds = vec![2; n];
            (xs[n / 2], ds[n / 2]) = (x, d);
            for variant in Variant::LOCAL {
                for isa in Isa::available() {
                    let mut y = vec![0; n];
                    let result = with_isa(isa, || divide::dispatch_on(variant, &xs, &ds, &mut y));
                    match result.expect("it is available") {
                        Err(Error::Division {
                            kernel: "divide", ..
                        }) => {}
                        Err(Error::Ineligible { .. }) if variant == Variant::Gpu => {}
                        other => panic!("{variant} at {}: {other:?}", isa.name()),
                    }
                }
            }
        }
    }
}

#[test]
fn casts_saturate_and_truncate() {
    for n in SIZES {
        let mut x = floats(n);
        x.extend([f32::MAX, f32::MIN, 0.49, -0.5]);
        agree!(narrow(&x), vec![0; x.len()]);
        agree!(through_types(&integers(n)), vec![0.0; n]);
    }
    let x = [
        0.0,
        -1.0,
        4_294_967_295.0,
        4_294_967_296.0,
        1e300,
        f64::NAN,
        f64::INFINITY,
        1.999,
    ];
    agree!(cast_floats(&x), vec![0; x.len()]);
}
