//! Arguments: PolyBench's kernels.

use kernel_examples::case;
use kernel_tests::differential::Tolerance;

use super::side;
use crate::Entry;
use crate::polybench::gemm::gemm;
use crate::polybench::symm::symm;
use crate::polybench::syr2k::syr2k;
use crate::polybench::syrk::syrk;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[
    Entry::of(case! {
        gemm, |n, data| { let n = side(n); }
        arguments {
            n: usize = n;
            alpha: f64 = 1.5;
            beta: f64 = 1.2;
            a: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
            b: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
            c: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
        }
        elements n * n * n;
        call (*n, *n, *n, *alpha, *beta, a, b, c);
        writes [c];
        faults {
            at_entry "a short factor" |b| b.pop();
        }
    })
    .largest(4_500)
    .bench(32 * 32)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        syrk, |n, data| { let n = side(n); }
        arguments {
            n: usize = n;
            m: usize = n;
            alpha: f64 = 1.5;
            beta: f64 = 1.2;
            c: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
            a: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
        }
        elements n * n * n / 2;
        call (*n, *m, *alpha, *beta, c, a);
        writes [c];
        faults {
            at_entry "a short matrix" |a| a.pop();
        }
    })
    .largest(4_500)
    .bench(32 * 32)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        syr2k, |n, data| { let n = side(n); }
        arguments {
            n: usize = n;
            m: usize = n;
            alpha: f64 = 1.5;
            beta: f64 = 1.2;
            c: Vec<f64> = data.double_terms(n * n);
            a: Vec<f64> = data.double_terms(n * n);
            b: Vec<f64> = data.double_terms(n * n);
        }
        elements n * n * n / 2;
        call (*n, *m, *alpha, *beta, c, a, b);
        writes [c];
        faults {
            at_entry "a short matrix" |b| b.pop();
        }
    })
    .largest(4_500)
    .bench(32 * 32)
    .cpu(Tolerance::double_sum)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        symm, |n, data| { let n = side(n); }
        arguments {
            m: usize = n;
            n: usize = n;
            alpha: f64 = 1.5;
            beta: f64 = 1.2;
            a: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
            b: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
            c: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
        }
        elements n * n * n;
        call (*m, *n, *alpha, *beta, a, b, c);
        writes [c];
        faults {
            at_entry "a short factor" |b| b.pop();
            under_way "a short triangle" |a| a.pop();
        }
    })
    .largest(4_500)
    .bench(32 * 32)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
];
