//! Arguments: PolyBench's kernels.

use kernel_examples::case;
use kernel_examples::cases::grid;
use kernel_tests::differential::Tolerance;

use super::{cube, side};
use crate::Entry;
use crate::polybench::atax::atax;
use crate::polybench::bicg::bicg;
use crate::polybench::correlation::correlation;
use crate::polybench::covariance::covariance;
use crate::polybench::deriche::deriche;
use crate::polybench::doitgen::doitgen;
use crate::polybench::durbin::durbin;
use crate::polybench::fdtd_2d::fdtd_2d;
use crate::polybench::floyd_warshall::floyd_warshall;
use crate::polybench::gemm::gemm;
use crate::polybench::gemver::gemver;
use crate::polybench::gesummv::gesummv;
use crate::polybench::heat_3d::heat_3d;
use crate::polybench::jacobi_1d::jacobi_1d;
use crate::polybench::jacobi_2d::jacobi_2d;
use crate::polybench::mvt::mvt;
use crate::polybench::nussinov::nussinov;
use crate::polybench::symm::symm;
use crate::polybench::syr2k::syr2k;
use crate::polybench::syrk::syrk;
use crate::polybench::three_mm::three_mm;
use crate::polybench::trmm::trmm;
use crate::polybench::two_mm::two_mm;

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
        gemver, |n, data| { let n = side(n); }
        arguments {
            alpha: f64 = 1.5;
            beta: f64 = 1.2;
            a: Vec<f64> = data.double_terms(n * n);
            u1: Vec<f64> = data.double_terms(n);
            v1: Vec<f64> = data.double_terms(n);
            u2: Vec<f64> = data.double_terms(n);
            v2: Vec<f64> = data.double_terms(n);
            w: Vec<f64> = vec![0.0; n];
            x: Vec<f64> = vec![0.0; n];
            y: Vec<f64> = data.double_terms(n);
            z: Vec<f64> = data.double_terms(n);
        }
        elements n * n;
        call (*alpha, *beta, a, u1, v1, u2, v2, w, x, y, z);
        writes [a, w, x];
        faults {
            at_entry "a short vector in the first stage" |v2| v2.pop();
            at_entry "a short vector in the last stage" |w| w.pop();
        }
    })
    .bench(60 * 60)
    .cpu(Tolerance::double_sum)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        atax, |n, data| { let (w, h) = grid(n); }
        arguments {
            m: usize = h;
            n: usize = w;
            a: Vec<f64> = data.double_terms(w * h);
            x: Vec<f64> = data.double_terms(w);
            y: Vec<f64> = vec![7.0; w];
            tmp: Vec<f64> = vec![7.0; h];
        }
        elements w * h;
        call (*m, *n, a, x, y, tmp);
        writes [y, tmp];
        faults {
            under_way "a short matrix" |a| a.pop();
        }
    })
    .bench(60 * 60)
    .cpu(Tolerance::double_sum)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        bicg, |n, data| { let (w, h) = grid(n); }
        arguments {
            m: usize = w;
            n: usize = h;
            a: Vec<f64> = data.double_terms(w * h);
            s: Vec<f64> = vec![7.0; w];
            q: Vec<f64> = vec![7.0; h];
            p: Vec<f64> = data.double_terms(w);
            r: Vec<f64> = data.double_terms(h);
        }
        elements w * h;
        call (*m, *n, a, s, q, p, r);
        writes [s, q];
        faults {
            under_way "a short matrix" |a| a.pop();
        }
    })
    .bench(60 * 60)
    .cpu(Tolerance::double_sum)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        two_mm, |n, data| { let n = side(n); }
        arguments {
            n: usize = n;
            alpha: f64 = 1.5;
            beta: f64 = 1.2;
            tmp: Vec<f64> = vec![7.0; n * n];
            a: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
            b: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
            c: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
            d: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
        }
        elements 2 * n * n * n;
        call (*n, *n, *n, *n, *alpha, *beta, tmp, a, b, c, d);
        writes [tmp, d];
        faults {
            at_entry "a short matrix in the first stage" |a| a.pop();
            at_entry "a short matrix in the second stage" |c| c.pop();
        }
    })
    .largest(4_500)
    .bench(32 * 32)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        mvt, |n, data| { let n = side(n); }
        arguments {
            x1: Vec<f64> = data.double_terms(n);
            x2: Vec<f64> = data.double_terms(n);
            y1: Vec<f64> = data.double_terms(n);
            y2: Vec<f64> = data.double_terms(n);
            a: Vec<f64> = data.double_terms(n * n);
        }
        elements 2 * n * n;
        call (x1, x2, y1, y2, a);
        writes [x1, x2];
        faults {
            at_entry "a short matrix" |a| a.pop();
            at_entry "a short vector in the second stage" |y2| y2.pop();
        }
    })
    .bench(60 * 60)
    .cpu(Tolerance::double_sum)
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
        gesummv, |n, data| { let n = side(n); }
        arguments {
            alpha: f64 = 1.5;
            beta: f64 = 1.2;
            a: Vec<f64> = data.double_terms(n * n);
            b: Vec<f64> = data.double_terms(n * n);
            x: Vec<f64> = data.double_terms(n);
            y: Vec<f64> = vec![7.0; n];
        }
        elements 2 * n * n;
        call (*alpha, *beta, a, b, x, y);
        writes [y];
        faults {
            at_entry "no columns" |x| x.clear();
        }
    })
    .bench(60 * 60)
    .cpu(Tolerance::double_sum)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        trmm, |n, data| { let n = side(n); }
        arguments {
            m: usize = n;
            n: usize = n;
            alpha: f64 = 1.5;
            a: Vec<f64> = data.double_terms(n * n);
            b: Vec<f64> = data.double_terms(n * n);
        }
        elements n * n * n / 2;
        call (*m, *n, *alpha, a, b);
        writes [b];
        faults {
            under_way "a short matrix" |a| a.truncate(3);
        }
    })
    .largest(4_500)
    .bench(32 * 32)
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
    Entry::of(case! {
        jacobi_1d, |n, data| { let n = n.max(1); }
        arguments {
            steps: usize = 3;
            a: Vec<f64> = data.doubles(n, -1.0, 1.0);
            b: Vec<f64> = data.doubles(n, -1.0, 1.0);
        }
        elements n;
        call (*steps, a, b);
        writes [a, b];
        faults {
            at_entry "a short second array" |b| b.truncate(2);
        }
    }),
    Entry::of(case! {
        jacobi_2d, |n, data| { let n = side(n); }
        arguments {
            n: usize = n;
            steps: usize = 3;
            a: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
            b: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
        }
        elements n * n;
        call (*n, *steps, a, b);
        writes [a, b];
        faults {
            at_entry "a short grid" |a, n| a.truncate(*n);
        }
    })
    .bench(40 * 40)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        fdtd_2d, |n, data| { let (w, h) = grid(n); }
        arguments {
            nx: usize = h;
            ny: usize = w;
            ex: Vec<f64> = data.doubles(w * h, -1.0, 1.0);
            ey: Vec<f64> = data.doubles(w * h, -1.0, 1.0);
            hz: Vec<f64> = data.doubles(w * h, -1.0, 1.0);
            fict: Vec<f64> = vec![0.0, 1.0, 2.0];
        }
        elements w * h;
        call (*nx, *ny, ex, ey, hz, fict);
        writes [ex, ey, hz];
        faults {
            at_entry "a short field" |hz| hz.pop();
        }
    })
    .bench(40 * 40)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        doitgen, |n, data| { let n = cube(n).max(1); }
        arguments {
            nr: usize = n;
            nq: usize = 3;
            np: usize = n;
            a: Vec<f64> = data.doubles(3 * n * n, -1.0, 1.0);
            c4: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
            sum: Vec<f64> = vec![7.0; n];
        }
        elements 3 * n * n * n;
        call (*nr, *nq, *np, a, c4, sum);
        writes [a, sum];
        faults {
            at_entry "short scratch" |sum| sum.pop();
        }
    })
    .bench(16 * 16 * 16)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        floyd_warshall, |n, data| { let n = side(n); }
        arguments {
            n: usize = n;
            path: Vec<i32> = data.integers(n * n, 1, 1000);
        }
        elements n * n * n;
        call (*n, path);
        writes [path];
        faults {
            at_entry "a short table" |path| path.pop();
        }
    })
    .largest(4_500)
    .bench(32 * 32)
    .special_on_gpu(),
    Entry::of(case! {
        correlation, |n, data| { let n = side(n); }
        arguments {
            m: usize = n;
            n: usize = n;
            data: Vec<f64> = data.doubles(n * n, 0.0, 9.0);
            mean: Vec<f64> = vec![7.0; n];
            stddev: Vec<f64> = vec![7.0; n];
            corr: Vec<f64> = vec![7.0; n * n];
        }
        elements n * n * n;
        call (*m, *n, data, mean, stddev, corr);
        writes [data, mean, stddev, corr];
        faults {
            at_entry "a short table" |data| data.pop();
        }
    })
    .largest(4_500)
    .bench(32 * 32)
    .gpu(|_| Tolerance::close(1e-4, 1e-4)),
    Entry::of(case! {
        covariance, |n, data| { let n = side(n); }
        arguments {
            m: usize = n;
            n: usize = n;
            data: Vec<f64> = data.doubles(n * n, 0.0, 9.0);
            cov: Vec<f64> = vec![7.0; n * n];
            mean: Vec<f64> = vec![7.0; n];
        }
        elements n * n * n;
        call (*m, *n, data, cov, mean);
        writes [data, cov, mean];
        faults {
            at_entry "a short table" |data| data.pop();
        }
    })
    .largest(4_500)
    .bench(32 * 32)
    .gpu(|_| Tolerance::close(1e-4, 1e-4)),
    Entry::of(case! {
        deriche, |n, data| { let (w, h) = grid(n); }
        arguments {
            w: usize = w;
            h: usize = h;
            alpha: f32 = 0.25;
            input: Vec<f32> = data.floats(w * h, 0.0, 1.0);
            output: Vec<f32> = vec![7.0; w * h];
            y1: Vec<f32> = vec![7.0; w * h];
            y2: Vec<f32> = vec![7.0; w * h];
        }
        elements w * h;
        call (*w, *h, *alpha, input, output, y1, y2);
        writes [output, y1, y2];
        faults {
            at_entry "a short picture" |input| input.pop();
        }
    })
    .bench(60 * 60)
    .cpu(|_| Tolerance::close(1e-4, 1e-4))
    .gpu(|_| Tolerance::close(1e-3, 1e-3)),
    Entry::of(case! {
        durbin, |n, data| { let n = n.max(1); }
        arguments {
            r: Vec<f64> = (0..n).map(|_| f64::from(data.float(-0.5, 0.5)) / n as f64).collect();
            y: Vec<f64> = vec![7.0; n];
            z: Vec<f64> = vec![7.0; n];
        }
        elements n * n;
        call (r, y, z);
        writes [y, z];
        faults {
            under_way "short scratch" |z| z.truncate(2);
        }
    })
    .largest(130)
    .bench(128)
    .ordinary_only()
    .cpu(|_| Tolerance::close(1e-9, 1e-12))
    .gpu(|_| Tolerance::close(1e-5, 1e-9)),
    Entry::of(case! {
        nussinov, |n, data| { let n = side(n).min(33); }
        arguments {
            seq: Vec<u8> = data.integers(n, 0, 3);
            table: Vec<i32> = vec![0; n * n];
        }
        elements n * n * n / 6;
        call (seq, table);
        writes [table];
        faults {
            under_way "a short table" |table| table.pop();
        }
    })
    .largest(1_000)
    .bench(1_000)
    .special_on_gpu(),
    Entry::of(case! {
        heat_3d, |n, data| { let n = cube(n).max(1); }
        arguments {
            n: usize = n;
            steps: usize = 2;
            a: Vec<f64> = data.doubles(n * n * n, -1.0, 1.0);
            b: Vec<f64> = data.doubles(n * n * n, -1.0, 1.0);
        }
        elements n * n * n;
        call (*n, *steps, a, b);
        writes [a, b];
        faults {
            at_entry "a short grid" |a, n| a.truncate(*n);
        }
    })
    .bench(16 * 16 * 16)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        three_mm, |n, data| { let n = side(n); }
        arguments {
            n: usize = n;
            a: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
            b: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
            c: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
            d: Vec<f64> = data.doubles(n * n, -1.0, 1.0);
            e: Vec<f64> = vec![7.0; n * n];
            f: Vec<f64> = vec![7.0; n * n];
            g: Vec<f64> = vec![7.0; n * n];
        }
        elements 3 * n * n * n;
        call (*n, a, b, c, d, e, f, g);
        writes [e, f, g];
        faults {
            at_entry "a short matrix in the first product" |a| a.pop();
            at_entry "a short matrix in the second product" |d| d.pop();
        }
    })
    .largest(4_500)
    .bench(32 * 32)
    .gpu(|_| Tolerance::close(1e-4, 1e-4)),
];
