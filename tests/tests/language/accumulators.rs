//! Loops that accumulate into elements of arrays.

use kernel_runtime::{Variant, kernel};

use crate::harness::agree;

/// Integers of floats, whose sums are exact in any order.
fn exact(n: usize) -> Vec<f32> {
    (0..n).map(|i| ((i * 7919) % 17) as f32 - 8.0).collect()
}

#[kernel]
fn atax(m: usize, n: usize, a: &[f32], x: &[f32], tmp: &mut [f32]) {
    for i in 0..m {
        tmp[i] = 0.0;
        for j in 0..n {
            tmp[i] += a[i * n + j] * x[j];
        }
    }
}

#[kernel]
fn mvt(n: usize, a: &[f32], y: &[f32], x: &mut [f32]) {
    for i in 0..n {
        for j in 0..n {
            x[i] = x[i] + a[i * n + j] * y[j];
        }
    }
}

#[kernel]
fn gemm(n: usize, alpha: f32, a: &[f32], b: &[f32], c: &mut [f32]) {
    for i in 0..n {
        for j in 0..n {
            c[i * n + j] *= 2.0;
            for k in 0..n {
                c[i * n + j] += alpha * a[i * n + k] * b[k * n + j];
            }
        }
    }
}

#[kernel]
fn convolve(w: usize, h: usize, x: &[f32], k: &[f32; 9], y: &mut [f32]) {
    for r in 0..h - 2 {
        for c in 0..w - 2 {
            y[r * w + c] = 0.0;
            for i in 0..3 {
                for j in 0..3 {
                    y[r * w + c] += x[(r + i) * w + c + j] * k[i * 3 + j];
                }
            }
        }
    }
}

#[test]
fn an_element_that_a_loop_works_on_is_kept_in_a_variable() {
    for (m, n) in [(1, 1), (3, 70), (65, 5), (40, 100)] {
        let (a, x) = (exact(m * n), exact(n));
        agree!(atax(m, n, &a, &x), vec![9.0f32; m]);
    }
    for n in [1, 5, 33, 70] {
        let (a, b) = (exact(n * n), exact(n * n + 3));
        agree!(mvt(n, &a, &b[..n]), exact(n));
        agree!(gemm(n, 2.0, &a, &b), exact(n * n));
    }
    let k = [1.0, 2.0, 1.0, 2.0, 4.0, 2.0, 1.0, 2.0, 1.0];
    for (w, h) in [(3, 3), (40, 9), (70, 33)] {
        let x = exact(w * h);
        agree!(convolve(w, h, &x, &k), vec![0.5f32; w * h]);
    }
}

#[test]
fn a_loop_that_never_runs_accesses_nothing() {
    // No column: `x` may be empty.
    assert_eq!(mvt::dispatch(0, &[], &[], &mut []), Ok(()));
    for variant in [Variant::Scalar, Variant::Simd, Variant::Threads] {
        let mut x = exact(3);
        assert!(mvt::dispatch_on(variant, 4, &exact(16), &exact(4), &mut x).is_err());
        assert_eq!(x, exact(3), "{variant}");
    }
}
