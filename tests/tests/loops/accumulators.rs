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

#[kernel]
fn histogram(pixels: &[u8], bins: &mut [u32]) {
    for i in 0..pixels.len() {
        bins[pixels[i] as usize] += 1;
    }
}

#[kernel]
fn weighted(p: &[u32], w: &[f32], bins: &mut [f32]) {
    for i in 0..p.len() {
        bins[p[i] as usize] += w[i];
    }
}

#[kernel]
fn bicg(n: usize, m: usize, a: &[f32], r: &[f32], p: &[f32], s: &mut [f32], q: &mut [f32]) {
    for j in 0..m {
        s[j] = 0.0;
    }
    for i in 0..n {
        q[i] = 0.0;
        for j in 0..m {
            s[j] += r[i] * a[i * m + j];
            q[i] += a[i * m + j] * p[j];
        }
    }
}

#[kernel]
fn centroids(d: usize, cluster: &[u32], x: &[i32], sums: &mut [i32]) {
    for i in 0..cluster.len() {
        let c = cluster[i] as usize;
        for k in 0..d {
            sums[c * d + k] += x[i * d + k];
        }
    }
}

#[kernel]
fn extremes(p: &[u32], x: &[i64], low: &mut [i64], high: &mut [i64]) -> i64 {
    let mut total = 0;
    for i in 0..p.len() {
        let at = p[i] as usize;
        low[at] = low[at].min(x[i]);
        high[at] = x[i].max(high[at]);
        total += x[i];
    }
    total
}

#[test]
fn points_meet_in_the_elements_of_accumulators() {
    for n in [0, 1, 5, 63, 1000, 100_003] {
        let pixels: Vec<u8> = (0..n)
            .map(|i| ((i as u64 * i as u64) / 7 % 251) as u8)
            .collect();
        agree!(histogram(&pixels), vec![3u32; 256]);
        let p: Vec<u32> = (0..n as u32)
            .map(|i| i.wrapping_mul(2_654_435_761) >> 27)
            .collect();
        // Not exact: the order of the additions is the function's on every processor.
        let w: Vec<f32> = (0..n).map(|i| (i as f32 * 0.37).sin()).collect();
        agree!(weighted(&p, &w), [0.1f32; 32]);
        let x: Vec<i64> = (0..n as i64).map(|i| i * 7919 % 1013 - 500).collect();
        let start = [0i64; 32];
        crate::harness::compare(
            &start,
            |low| {
                extremes(&p, &x, low, &mut vec![5; 32]);
            },
            |variant, low| {
                extremes::dispatch_on(variant, &p, &x, low, &mut vec![5; 32]).map(|_| ())
            },
        );
    }
    for (n, m) in [(1, 1), (7, 100), (100, 7), (50, 65)] {
        let (a, r, p) = (exact(n * m), exact(n), exact(m));
        let mut want = vec![1.0f32; n];
        bicg(n, m, &a, &r, &p, &mut vec![0.0; m], &mut want);
        for variant in [Variant::Scalar, Variant::Simd, Variant::Threads] {
            let (mut s, mut q) = (vec![9.0f32; m], vec![1.0f32; n]);
            let mut wanted = vec![9.0f32; m];
            bicg(n, m, &a, &r, &p, &mut wanted, &mut vec![0.0; n]);
            assert_eq!(
                bicg::dispatch_on(variant, n, m, &a, &r, &p, &mut s, &mut q),
                Ok(())
            );
            assert_eq!((&s, &q), (&wanted, &want), "{variant}");
        }
        let cluster: Vec<u32> = (0..n as u32).map(|i| i * 7 % 5).collect();
        let x: Vec<i32> = (0..(n * m) as i32).map(|i| i * 31 % 97).collect();
        agree!(centroids(m, &cluster, &x), vec![1i32; 5 * m]);
    }
}

#[kernel]
fn tally(p: &[u32], x: &[i32], low: &mut [i32], bits: &mut [u32]) -> u32 {
    let mut total = 0u32;
    for i in 0..p.len() {
        let at = p[i] as usize;
        low[at] = low[at].min(x[i]);
        bits[at] ^= p[i] + i as u32;
        total = total.wrapping_add(p[i]);
    }
    total
}

#[kernel]
fn falls(w: usize, h: usize, x: &[i32], rows: &mut [i32]) {
    for r in 0..h {
        for c in 0..w {
            rows[x[r * w + c] as usize] -= 3;
        }
    }
}

/// Also more elements than a workgroup has room for, and more points than a grid has invocations that stride over them.
#[test]
fn a_workgroup_may_accumulate_into_copies() {
    for (points, elements) in [
        (0, 1),
        (100, 7),
        (3000, 1024),
        (70_000, 1025),
        (300_000, 300),
        (2_200_000, 64),
    ] {
        let place = |i: u32| (i.wrapping_mul(2_654_435_761) >> 4) % elements;
        let p: Vec<u32> = (0..points).map(place).collect();
        let x: Vec<i32> = (0..points as i32)
            .map(|i| i % 1013 * 7919 % 1013 - 500)
            .collect();
        let n = elements as usize;
        let (mut low, mut bits) = (vec![3; n], vec![5; n]);
        let total = tally(&p, &x, &mut low, &mut bits);
        for variant in [Variant::Scalar, Variant::Threads, Variant::Gpu] {
            let (mut lower, mut more) = (vec![3; n], vec![5; n]);
            let got = tally::dispatch_on(variant, &p, &x, &mut lower, &mut more);
            if crate::harness::is_skipped(variant, &got) {
                continue;
            }
            assert_eq!(got, Ok(total), "{variant}, {points} points, {n} elements");
            assert!(
                (&lower, &more) == (&low, &bits),
                "{variant}, {points} points, {n} elements"
            );
        }
        let (w, x) = (
            points as usize / 40,
            p.iter().map(|&at| at as i32).collect::<Vec<_>>(),
        );
        let mut want = vec![7; n];
        falls(w, 40, &x, &mut want);
        let mut got = vec![7; n];
        let result = falls::dispatch_on(Variant::Gpu, w, 40, &x, &mut got);
        if !crate::harness::is_skipped(Variant::Gpu, &result) {
            assert_eq!(result, Ok(()));
            assert!(got == want, "40 rows of {w} points, {n} elements");
        }
    }
}

#[test]
fn an_accumulator_is_never_left() {
    // Some workgroups' points, of which one is out.
    let mut pixels = vec![199u8; 20_000];
    pixels[17_123] = 200;
    for variant in [
        Variant::Scalar,
        Variant::Simd,
        Variant::Threads,
        Variant::Gpu,
    ] {
        let mut bins = [4; 200];
        let result = histogram::dispatch_on(variant, &pixels, &mut bins);
        if crate::harness::is_skipped(variant, &result) {
            continue;
        }
        let error = result.expect_err("200 is out");
        assert!(
            error
                .to_string()
                .contains("index 200 is out of bounds of `bins` (length 200)"),
            "{error}"
        );
        if variant == Variant::Gpu {
            assert_eq!(bins, [4; 200], "nothing comes back");
        }
    }
}

#[kernel]
fn argmax(x: &[f32]) -> f32 {
    let mut best = f32::NEG_INFINITY;
    let mut at = 0;
    for i in 0..x.len() {
        if x[i] > best {
            best = x[i];
            at = i;
        }
    }
    best + 1000.0 * at as f32
}

#[kernel]
fn last_least(x: &[i32], y: &[u8]) -> i32 {
    let mut least = 50;
    let mut tag = 7u8;
    for i in 0..x.len() {
        let v = x[i];
        if v <= least {
            tag = y[i];
            least = v;
        }
    }
    least * 1000 + tag as i32
}

#[kernel]
fn nearest(k: usize, x: &[f32], centre: &[f32], out: &mut [u32]) {
    for i in 0..out.len() {
        let mut best = f32::INFINITY;
        let mut which = 0;
        for c in 0..k {
            let d = (x[i] - centre[c]) * (x[i] - centre[c]);
            if d < best {
                best = d;
                which = c as u32;
            }
        }
        out[i] = which;
    }
}

#[test]
fn of_equal_values_the_first_iteration_wins() {
    for n in [0, 1, 2, 63, 64, 65, 200, 1000, 16_384, 40_000] {
        for spread in [1, 3, 1000] {
            let x: Vec<f32> = (0..n).map(|i| ((i * 7919 + 3) % spread) as f32).collect();
            let z: Vec<i32> = (0..n).map(|i| (i * 31 + 5) % spread + 40).collect();
            let y: Vec<u8> = (0..n).map(|i| i as u8).collect();
            for variant in [
                Variant::Scalar,
                Variant::Simd,
                Variant::Threads,
                Variant::Gpu,
            ] {
                let all = [argmax::dispatch_on(variant, &x), Ok(argmax(&x))];
                let [got, want] = all.map(|one| one.map(f32::to_bits));
                if variant != Variant::Gpu || got.is_ok() {
                    assert_eq!(got, want, "{variant}, {n}, {spread}");
                }
                let got = last_least::dispatch_on(variant, &z, &y);
                if variant != Variant::Gpu || got.is_ok() {
                    assert_eq!(got, Ok(last_least(&z, &y)), "{variant}, {n}, {spread}");
                }
            }
        }
    }
    let special = [f32::NAN, 1.0, f32::INFINITY, f32::NAN, f32::INFINITY, -0.0];
    assert_eq!(argmax::dispatch(&special), Ok(argmax(&special)));
    assert_eq!(argmax::dispatch(&[f32::NAN; 70]), Ok(f32::NEG_INFINITY));
    for (n, k) in [(100, 1), (33, 7), (1000, 40), (3, 300)] {
        let x: Vec<f32> = (0..n).map(|i| (i % 23) as f32).collect();
        let centre: Vec<f32> = (0..k).map(|i| (i * 5 % 11) as f32).collect();
        agree!(nearest(k, &x, &centre), vec![99u32; n]);
    }
}
