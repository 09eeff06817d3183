//! Local arrays, lookup tables, slices of arrays: in lanes, on the host, under divergence, and what is said of indices out of bounds.

use kernel_runtime::{Error, Isa, Variant, kernel, with_isa};

use crate::harness::{SIZES, agree, floats, integers};

/// Constants that the macro knows by name alone.
mod tables {
    pub(crate) const TAPS: usize = 5;
    pub(crate) const WEIGHTS: [f32; TAPS] = [0.1, 0.2, 0.4, 0.2, 0.1];
    pub(crate) const SOBEL: [[i32; 3]; 3] = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]];
    pub(crate) const PRIMES: &[u16] = &[2, 3, 5, 7, 11, 13, 17];
    pub(crate) static STEPS: [f64; 3] = [0.5, 0.25, 0.125];
}
use tables::{PRIMES, TAPS};

#[kernel]
fn polynomial(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let coefficients = [1.0, -0.5, 0.25, 0.125];
        let mut power = [0.0f32; 4];
        power[0] = 1.0;
        for k in 1..power.len() {
            power[k] = power[k - 1] * x[i];
        }
        let mut sum = 0.0;
        for k in 0..4 {
            sum += coefficients[k] * power[k];
        }
        y[i] = sum;
    }
}

#[kernel]
fn sorted(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() / 4 {
        let mut four = [x[i * 4], x[i * 4 + 1], x[i * 4 + 2], x[i * 4 + 3]];
        for a in 0..4 {
            for b in a + 1..4 {
                if four[b] < four[a] {
                    let kept = four[a];
                    four[a] = four[b];
                    four[b] = kept;
                }
            }
        }
        y[i * 4] = four[0];
        y[i * 4 + 1] = four[1];
        y[i * 4 + 2] = four[2];
        y[i * 4 + 3] = four[3];
    }
}

#[kernel]
fn own_histogram(w: usize, x: &[u8], y: &mut [u32]) {
    for i in 0..y.len() {
        let mut bins = [0u32; 8];
        for k in 0..w {
            bins[(x[i * w + k] & 7) as usize] += 1;
        }
        let mut best = 0;
        for b in 1..8 {
            if bins[b] > bins[best] {
                best = b;
            }
        }
        y[i] = bins[best] * 10 + best as u32;
    }
}

#[kernel]
fn divergent_stack(x: &[u32], y: &mut [u32]) {
    for i in 0..y.len() {
        let mut stack = [0u32; 16];
        let mut top = 1;
        stack[0] = x[i] % 200;
        let mut visited = 0;
        while top > 0 && visited < 60 {
            top -= 1;
            let node = stack[top];
            visited += 1;
            if node > 2 {
                stack[top] = node / 2;
                stack[top + 1] = node / 3;
                top += 2;
            }
        }
        y[i] = visited;
    }
}

#[kernel]
fn flags(x: &[i32], y: &mut [bool]) {
    for i in 0..y.len() {
        let mut seen: [bool; 4] = [false; 4];
        let mut value = x[i];
        for _ in 0..6 {
            seen[(value & 3) as usize] = true;
            value >>= 2;
        }
        y[i] = (seen[0] && seen[1]) != (seen[2] || !seen[3]);
    }
}

#[kernel]
fn narrow(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        let mut bytes = [0u8; 4];
        let mut shorts = [-1i16; 2];
        for k in 0..4 {
            bytes[k] = (x[i] >> (8 * k as u32)) as u8;
        }
        shorts[(x[i] & 1) as usize] = x[i] as i16;
        let at = (x[i] & 3) as usize;
        bytes[at] = bytes[at].wrapping_add(200);
        y[i] = bytes[0] as i32 - bytes[3] as i32 + (shorts[0] as i32) * (shorts[1] as i32);
    }
}

#[kernel]
fn wide(x: &[f64], y: &mut [f64]) {
    for i in 0..y.len() {
        let mut a = [0.0f64; 3];
        let mut n = [1i64; 3];
        for k in 0..3 {
            a[k] = x[i] * (k as f64 + 1.0);
            n[k] += (x[i] * 7.0) as i64 * k as i64;
        }
        let at = (n[1].abs() % 3) as usize;
        a[at] *= 2.0;
        n[at] -= 5;
        y[i] = a[0] + a[1] * a[2] + (n[0] - n[2] * n[1]) as f64;
    }
}

#[kernel]
fn nested(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let mut m = [[0.0f32; 3]; 2];
        for r in 0..m.len() {
            for c in 0..3 {
                m[r][c] = x[i] + (r * 3 + c) as f32;
            }
        }
        m[1][2] -= m[0][1];
        let row = m[1];
        m[0] = row;
        m[1] = [x[i], 1.0, 2.0];
        let at = i % 2;
        y[i] = m[at][i % 3] + row[2] + m[0][0] * m[1][1];
    }
}

#[kernel]
fn copies(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        let mut a = [x[i] >> 8, 2, 3];
        let b = a;
        a[0] += 1;
        let mut c = [0; 3];
        if x[i] > 0 {
            c = a;
            a[2] = 9;
        }
        (a, c) = (c, a);
        let d = if x[i] & 1 == 0 { b } else { [7, 8, x[i] >> 9] };
        let t = (d, a);
        a[1] = 50;
        y[i] = a[0]
            + 2 * a[1]
            + 3 * a[2]
            + 5 * b[0]
            + 7 * c[0]
            + 11 * c[2]
            + 13 * d[2]
            + t.1[1] * t.0[0];
    }
}

#[kernel]
fn filled(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let mut a = [1.0f32; 12];
        if x[i] > 0.0 {
            a.fill(x[i]);
        }
        a[i % 12] = 3.0;
        let mut sum = 0.0;
        for v in a {
            sum += v;
        }
        y[i] = sum + a.len() as f32 + a.iter().sum::<f32>();
    }
}

const DEPTH: usize = 4;

#[kernel]
fn outer_length(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let mut a = [0.0f32; DEPTH];
        let mut b = [[0.5f32; TAPS]; DEPTH];
        for k in 0..DEPTH {
            a[k] = x[i] * k as f32;
            b[k][k + 1] = a[k];
        }
        y[i] = a[DEPTH - 1] + b[2][3] + b[1][4] + b[i % DEPTH][i % TAPS];
    }
}

#[kernel]
fn shared_between_lanes(x: &[f32], y: &mut [f32]) {
    let mut sums = [0.0f32; 3];
    for k in 0..3 {
        sums[k] = x[k] + x[k + 1];
    }
    let double = [2.0f32; 2];
    for i in 0..y.len() {
        y[i] = sums[i % 3] * double[1] + sums[2];
    }
}

#[kernel]
fn written_by_a_stage(x: &[f32], y: &mut [f32]) {
    let mut squares = [0.0f32; 100];
    for i in 0..100 {
        squares[i] = x[i] * x[i];
    }
    for i in 0..y.len() {
        y[i] = squares[(i * 7) % 100] - squares[0];
    }
}

#[test]
fn local_arrays_agree() {
    for n in SIZES {
        agree!(polynomial(&floats(n)), vec![9.0f32; n]);
        agree!(sorted(&integers(4 * n)), vec![9; 4 * n]);
        let bytes: Vec<u8> = integers(5 * n).iter().map(|v| *v as u8).collect();
        agree!(own_histogram(5, &bytes), vec![9; n]);
        let numbers: Vec<u32> = integers(n).iter().map(|v| v.unsigned_abs()).collect();
        agree!(divergent_stack(&numbers), vec![9; n]);
        agree!(flags(&integers(n)), vec![false; n]);
        agree!(narrow(&integers(n)), vec![9; n]);
        let doubles: Vec<f64> = floats(n).iter().map(|v| f64::from(*v)).collect();
        agree!(wide(&doubles), vec![9.0; n]);
        agree!(nested(&floats(n)), vec![9.0f32; n]);
        agree!(copies(&integers(n)), vec![9; n]);
        agree!(filled(&floats(n)), vec![9.0f32; n]);
        agree!(outer_length(&floats(n)), vec![9.0f32; n]);
        agree!(shared_between_lanes(&floats(4)), vec![9.0f32; n]);
        agree!(written_by_a_stage(&floats(100)), vec![9.0f32; n]);
    }
}

#[kernel]
fn tables_inside(x: &[i32], y: &mut [i32]) {
    const SIZE: usize = 4;
    const LUT: [i32; SIZE] = [3, -1, 4, 100];
    const M: [[u8; 2]; 3] = [[1, 2], [3, 4], [5, 250]];
    const YES: [bool; 2] = [true, false];
    for i in 0..y.len() {
        let at = (x[i] & 3) as usize;
        let mut v = LUT[at] + LUT[1] + M[i % 3][at & 1] as i32 + M[2][1] as i32;
        if YES[at / 2] {
            v += LUT.len() as i32 + M.len() as i32;
        }
        y[i] = v;
    }
}

#[kernel]
fn tables_outside(w: usize, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let mut sum = 0.0f32;
        for k in 0..tables::WEIGHTS.len() {
            sum += tables::WEIGHTS[k] * x[i + k];
        }
        let prime: u16 = PRIMES[(i + w) % PRIMES.len()];
        y[i] = sum * prime as f32;
    }
}

#[kernel]
fn gradient(w: usize, h: usize, x: &[i32], y: &mut [i32]) {
    for r in 1..h - 1 {
        for c in 1..w - 1 {
            let mut sum = 0;
            for dy in 0..3 {
                for dx in 0..3 {
                    sum += tables::SOBEL[dy][dx] * (x[(r + dy - 1) * w + c + dx - 1] >> 4);
                }
            }
            y[r * w + c] = sum;
        }
    }
}

#[kernel]
fn a_static(x: &[f64], y: &mut [f64]) {
    for i in 0..y.len() {
        let mut copy: [f64; 3] = tables::STEPS;
        copy[i % 3] += x[i];
        y[i] = copy[0] * copy[1] + copy[2];
    }
}

#[test]
fn tables_agree() {
    for n in SIZES {
        agree!(tables_inside(&integers(n)), vec![9; n]);
        agree!(tables_outside(3, &floats(n + 4)), vec![9.0f32; n]);
        let doubles: Vec<f64> = floats(n).iter().map(|v| f64::from(*v)).collect();
        agree!(a_static(&doubles), vec![9.0; n]);
    }
    for (w, h) in [(3, 3), (17, 5), (64, 33)] {
        agree!(gradient(w, h, &integers(w * h)), vec![9; w * h]);
    }
}

#[kernel]
fn centre(positions: &[[f32; 3]], y: &mut [f32]) {
    for i in 0..positions.len() {
        let p = positions[i];
        y[i] = p[0] * positions[i][1] + p[2];
    }
}

#[kernel]
fn moved(step: f32, velocity: &[[f32; 3]], positions: &mut [[f32; 3]]) {
    for i in 0..positions.len() {
        for axis in 0..3 {
            positions[i][axis] += step * velocity[i][axis];
        }
    }
}

#[kernel]
fn transformed(m: &[[f64; 3]; 2], x: &[[f64; 3]], y: &mut [[f64; 2]]) {
    for (out, v) in y.iter_mut().zip(x) {
        for r in 0..2 {
            let mut sum = 0.0;
            for c in 0..v.len() {
                sum += m[r][c] * v[c];
            }
            out[r] = sum;
        }
    }
}

fn triples(n: usize) -> Vec<[f32; 3]> {
    floats(3 * n)
        .chunks_exact(3)
        .map(|v| [v[0], v[1], v[2]])
        .collect()
}

#[test]
fn slices_of_arrays_agree() {
    for n in SIZES {
        agree!(centre(&triples(n)), vec![9.0f32; n]);
        for variant in [Variant::Scalar, Variant::Simd, Variant::Threads] {
            for isa in Isa::available() {
                let run = |f: &dyn Fn()| with_isa(isa, f).expect("it is available");
                run(&|| {
                    let (mut want, mut got) = (triples(n), triples(n));
                    moved(0.5, &triples(n), &mut want);
                    assert_eq!(
                        moved::dispatch_on(variant, 0.5, &triples(n), &mut got),
                        Ok(())
                    );
                    assert_eq!(got, want);
                    let x: Vec<[f64; 3]> = triples(n).iter().map(|v| v.map(f64::from)).collect();
                    let m = [[1.0, 2.0, 3.0], [-1.0, 0.5, 0.25]];
                    let (mut want, mut got) = (vec![[9.0; 2]; n], vec![[9.0; 2]; n]);
                    transformed(&m, &x, &mut want);
                    assert_eq!(transformed::dispatch_on(variant, &m, &x, &mut got), Ok(()));
                    assert_eq!(got, want);
                });
            }
        }
    }
}

#[kernel]
fn out_of_own(at: &[u32], y: &mut [i32]) {
    for i in 0..y.len() {
        let four = [1, 2, 3, 4];
        y[i] = four[at[i] as usize];
    }
}

#[kernel]
fn out_of_row(at: &[u32], y: &mut [i32]) {
    for i in 0..y.len() {
        let mut m = [[0; 3]; 4];
        m[1][at[i] as usize] = 5;
        y[i] = m[1][0];
    }
}

#[kernel]
fn out_of_table(at: &[u32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = tables::WEIGHTS[at[i] as usize];
    }
}

#[kernel]
fn out_of_triples(at: &[u32], p: &[[f32; 3]], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = p[at[i] as usize][1];
    }
}

fn told(error: Error, name: &str, at: i128, size: usize) {
    match error {
        Error::OutOfBounds {
            array, index, len, ..
        } => assert_eq!((array, index, len), (name, at, size)),
        error => panic!("{error}"),
    }
}

#[test]
fn indices_out_of_bounds_are_told() {
    let at: Vec<u32> = (0..40).map(|i| if i == 33 { 5 } else { i % 3 }).collect();
    for variant in [
        Variant::Scalar,
        Variant::Simd,
        Variant::Threads,
        Variant::Gpu,
    ] {
        let run = |result: Result<(), Error>, name: &str, index, len| match result {
            Err(Error::Ineligible { .. }) if variant == Variant::Gpu => {}
            result => told(result.expect_err("an index is too large"), name, index, len),
        };
        let mut y = vec![0; 40];
        run(out_of_own::dispatch_on(variant, &at, &mut y), "four", 5, 4);
        run(out_of_row::dispatch_on(variant, &at, &mut y), "m[1]", 5, 3);
        let mut y = vec![0.0f32; 40];
        run(
            out_of_table::dispatch_on(variant, &at, &mut y),
            "WEIGHTS",
            5,
            5,
        );
        run(
            out_of_triples::dispatch_on(variant, &at, &triples(5), &mut y),
            "p",
            5,
            5,
        );
    }
}

/// Helpers that look things up where they stand.
mod lookups {
    use kernel_runtime::kernel;

    const TAPS: [f32; 4] = [0.5, -1.0, 2.0, 0.25];
    const ROTATIONS: [[i32; 2]; 3] = [[1, 0], [0, 1], [-1, 5]];

    #[kernel(helper)]
    pub(crate) fn tap(i: usize) -> f32 {
        TAPS[i % TAPS.len()]
    }

    #[kernel(helper)]
    pub(crate) fn turned(at: usize, v: [i32; 2]) -> i32 {
        const SIGNS: [i32; 2] = [1, -1];
        let row = ROTATIONS[at % 3];
        SIGNS[at % 2] * (row[0] * v[0] + row[1] * v[1]) + ROTATIONS.len() as i32
    }

    #[kernel(helper)]
    pub(crate) fn both(i: usize) -> f32 {
        tap(i) + super::tables::WEIGHTS[1] * tap(i + 1)
    }

    #[kernel(helper)]
    pub(crate) fn sum(values: &[f32]) -> f32 {
        let mut sum = 0.0;
        for v in values {
            sum += v;
        }
        sum
    }

    #[kernel(helper)]
    pub(crate) fn push(stack: &mut [u32; 4], at: usize, value: u32) {
        stack[at % stack.len()] = value;
        stack[0] += 1;
    }

    #[kernel(helper)]
    pub(crate) fn spread(x: f32) -> [f32; 3] {
        let mut all = [x; 3];
        all[1] *= 2.0;
        all[2] = all[1] - 7.0;
        all
    }
}

#[kernel]
fn looked_up(x: &[i32], y: &mut [f32]) {
    for i in 0..y.len() {
        let v = [x[i] >> 16, 3];
        y[i] = lookups::both((x[i] & 7) as usize) + lookups::turned(i, v) as f32;
    }
}

#[kernel]
fn lent(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let mut stack = [7; 4];
        lookups::push(&mut stack, i, 3);
        if x[i] > 0.0 {
            lookups::push(&mut stack, i + 1, 5);
        }
        let values = lookups::spread(x[i]);
        let mut sum = lookups::sum(&values) + lookups::sum(&values[1..]);
        for v in stack {
            sum += v as f32;
        }
        y[i] = sum;
    }
}

#[test]
fn helpers_take_and_give_arrays() {
    for n in SIZES {
        agree!(looked_up(&integers(n)), vec![9.0f32; n]);
        agree!(lent(&floats(n)), vec![9.0f32; n]);
    }
}

/// A ray, with arrays for its vectors.
#[kernel(helper)]
#[derive(Clone, Copy)]
pub(crate) struct Ray {
    origin: [f32; 3],
    dir: [f32; 3],
    turns: [[i32; 2]; 2],
    length: f32,
}

#[kernel(helper)]
fn at(ray: Ray, t: f32) -> [f32; 3] {
    let mut place = ray.origin;
    for axis in 0..3 {
        place[axis] += t * ray.dir[axis];
    }
    place
}

#[kernel(helper)]
fn turn(ray: &mut Ray, axis: usize) {
    ray.dir[axis] = -ray.dir[axis];
    ray.turns[axis % 2][1] += 1;
}

#[kernel(helper)]
fn moved_to(ray: Ray, origin: [f32; 3]) -> Ray {
    Ray { origin, ..ray }
}

#[kernel]
fn traced(first: Ray, eye: [f32; 3], grid: [[f32; 2]; 2], x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let mut ray = Ray {
            origin: eye,
            dir: [x[i], 0.5, 1.0],
            turns: first.turns,
            length: 2.0,
        };
        let before = ray;
        if x[i] > 1.0 {
            turn(&mut ray, i % 3);
            ray.length += 1.0;
        } else if x[i] < -1.0 {
            ray = moved_to(ray, [x[i]; 3]);
        }
        let there = at(ray, ray.length);
        let other = if i % 2 == 0 { first } else { before };
        y[i] = there[0] + 2.0 * there[1] - there[2] * other.origin[i % 3]
            + before.dir[1]
            + (ray.turns[0][1] + ray.turns[1][1]) as f32
            + grid[i % 2][1] * grid[0][i % 2]
            + other.dir[2];
    }
}

#[kernel]
fn own_copy(mut weights: [f32; 4], mut ray: Ray, x: &[f32], y: &mut [f32]) {
    weights[0] = 0.5;
    for k in 1..4 {
        weights[k] += weights[k - 1];
    }
    ray.dir[1] = weights[3];
    for i in 0..y.len() {
        y[i] = weights[i % 4] * x[i] + ray.dir[i % 3] + ray.origin[0];
    }
}

#[test]
fn structs_hold_arrays_and_arrays_are_passed_by_value() {
    let first = Ray {
        origin: [0.5, -2.0, 3.0],
        dir: [1.0, 0.25, -1.0],
        turns: [[0, 2], [5, 7]],
        length: 1.0,
    };
    let grid = [[1.0, 2.0], [3.0, -4.0]];
    for n in SIZES {
        agree!(
            traced(first, [1.0, 2.0, -0.5], grid, &floats(n)),
            vec![9.0f32; n]
        );
        agree!(
            own_copy([9.0, 1.0, 0.25, 2.0], first, &floats(n)),
            vec![9.0f32; n]
        );
    }
}
