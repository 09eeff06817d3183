//! Borders: what rows do at their ends and not in the middle, where the middle is run by simpler code. Widths around the edges of gangs, and numbers
//! at the edges of their types.

use kernel_runtime::{Error, Isa, Variant, kernel, with_isa};

use crate::harness::{agree, floats, integers};

/// Widths around gangs of all widths, with and without a border on each side.
const WIDTHS: [usize; 19] = [
    0, 1, 2, 3, 4, 7, 8, 15, 16, 17, 18, 19, 31, 32, 33, 34, 35, 66, 100,
];

#[kernel]
fn around(w: usize, h: usize, x: &[f32], y: &mut [f32]) {
    for i in 0..h {
        for j in 0..w {
            let left = if j == 0 { w - 1 } else { j - 1 };
            let right = if j + 1 == w { 0 } else { j + 1 };
            y[i * w + j] = x[i * w + left] - 2.0 * x[i * w + right];
        }
    }
}

#[kernel]
fn around_by_remainder(w: usize, h: usize, x: &[f32], y: &mut [f32]) {
    for i in 0..h {
        for j in 0..w {
            let (left, right, far) = ((j + w - 1) % w, (j + 1) % w, (j + 2 * w + 3) % w);
            y[i * w + j] = x[i * w + left] - 2.0 * x[i * w + right] + x[i * w + far];
        }
    }
}

/// The statement around the lanes makes them a loop inside each point.
#[kernel]
fn torus(w: usize, h: usize, x: &[u8], y: &mut [u8]) {
    for i in 0..h {
        let above = (i + h - 1) % h * w;
        for j in 0..w {
            let left = if j > 0 { j - 1 } else { w - 1 };
            let right = if j < w - 1 { j + 1 } else { 0 };
            y[i * w + j] = x[above + left] ^ x[i * w + right] ^ x[above + j];
        }
    }
}

#[kernel]
fn clamped(w: usize, h: usize, r: i32, x: &[f32], y: &mut [f32]) {
    for i in 0..h {
        for j in 0..w {
            let mut sum = 0.0;
            for dy in -r..r + 1 {
                let sy = (i as i32 + dy).clamp(0, h as i32 - 1) as usize;
                for dx in -r..r + 1 {
                    let sx = (j as i32 + dx).clamp(0, w as i32 - 1) as usize;
                    sum += x[sy * w + sx];
                }
            }
            y[i * w + j] = sum;
        }
    }
}

#[kernel]
fn saturated(w: usize, h: usize, r: usize, x: &[f32], y: &mut [f32]) {
    for i in 0..h {
        for j in 0..w {
            let left = j.saturating_sub(r);
            let right = (j.saturating_add(r)).min(w - 1);
            let up = i.saturating_sub(1);
            y[i * w + j] = x[up * w + left] - 2.0 * x[up * w + right];
        }
    }
}

/// Zeros outside.
#[kernel]
fn padded(w: usize, h: usize, r: usize, x: &[f32], y: &mut [f32]) {
    for i in 0..h {
        for j in 0..w {
            let mut sum = 0.0;
            for dy in 0..2 * r + 1 {
                for dx in 0..2 * r + 1 {
                    let sy = (i + dy) as i32 - r as i32;
                    let sx = (j + dx) as i32 - r as i32;
                    if sx >= 0 && sx < w as i32 && sy >= 0 && sy < h as i32 {
                        sum += x[sy as usize * w + sx as usize] * (dx + 1) as f32;
                    }
                }
            }
            y[i * w + j] = sum;
        }
    }
}

#[kernel]
fn step_by_step(w: usize, h: usize, x: &[u8], y: &mut [u8]) {
    for i in 0..h {
        for j in 0..w {
            let mut left = j;
            if left > 0 {
                left -= 1;
            }
            let mut right = j as i32 + 1;
            if right >= w as i32 {
                right = w as i32 - 1;
            }
            y[i * w + j] = x[i * w + left] / 2 + x[i * w + right as usize] / 3;
        }
    }
}

#[kernel]
fn skipped(w: usize, h: usize, x: &[u8], y: &mut [u8]) {
    for i in 0..h {
        for j in 0..w {
            let out = &mut y[i * w + j];
            if i == 0 || j == 0 || j == w - 1 || i == h - 1 {
                *out = 7;
                continue;
            }
            *out = x[(i - 1) * w + j - 1] / 2 + x[(i + 1) * w + j + 1] / 2;
        }
    }
}

#[kernel]
fn mirrored_edges(w: usize, h: usize, x: &[f32], y: &mut [f32]) {
    for i in 0..h {
        for j in 0..w {
            let here = x[i * w + j];
            let north = if i > 0 { x[(i - 1) * w + j] } else { here };
            let west = if j > 0 { x[i * w + j - 1] } else { here };
            let east = if j + 1 < w { x[i * w + j + 1] } else { here };
            y[i * w + j] = north - 2.0 * west + 3.0 * east;
        }
    }
}

/// A window that the ends cut: where they do not, all lanes have as many rounds.
#[kernel]
fn windows(r: usize, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let from = i.saturating_sub(r);
        let to = (i + r + 1).min(y.len());
        let mut smooth = 0.0;
        for j in from..to {
            smooth = smooth * 0.5 + x[j];
        }
        y[i] = smooth;
    }
}

/// Nothing here is a border, or it is in the middle.
#[kernel]
fn holes(hole: usize, middle: usize, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let mut v = 0.0;
        if i != hole {
            v += x[i];
        }
        if i < middle {
            v += 2.0 * x[x.len() - 1 - i];
        }
        if 3 * i > 2 * middle {
            v -= x[i / 2];
        }
        y[i] = v;
    }
}

/// The distance is a number that is computed in each row.
#[kernel]
fn halfway(w: usize, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let half = w / 2;
        let left = (i as i32 - half as i32).max(0);
        let right = (i as i32 + w as i32 / 3).min(y.len() as i32 - 1);
        let mut v = x[left as usize];
        if half % 2 == 0 && i + 1 < y.len() {
            v += x[i + 1] * 0.5;
        }
        y[i] = v - 2.0 * x[right as usize];
    }
}

/// Sums that wrap: what holds of the numbers does not hold of the machine's.
#[kernel]
fn wrapping(offset: usize, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let at = i.wrapping_add(offset);
        let back = i.wrapping_sub(1);
        let a = if at < x.len() { x[at] } else { 0.5 };
        let b = if back < x.len() { x[back] } else { 0.25 };
        y[i] = a - b;
    }
}

#[kernel]
fn wrapping_narrow(offset: i32, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let at = (i as i32).wrapping_add(offset).clamp(0, x.len() as i32 - 1);
        let low = (i as u8).min(200);
        y[i] = x[at as usize] - x[low as usize];
    }
}

/// A counter with a sign, from below zero.
#[kernel]
fn signed(low: i32, high: i32, x: &[f32], y: &mut [f32]) {
    for i in low..high {
        let left = (i - 1).max(low);
        let right = if i < high - 1 { i + 1 } else { i };
        let at = (i as i64 - low as i64) as usize;
        y[at] = x[(left - low) as usize] - 2.0 * x[(right - low) as usize];
    }
}

/// Reaches one element too far at the last point alone.
#[kernel]
fn too_far(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let next = (i + 1).min(y.len());
        y[i] = x[next];
    }
}

#[test]
fn rows_of_all_widths() {
    for w in WIDTHS {
        for h in [0, 1, 2, 5] {
            let (x, y) = (floats(w * h), vec![0.0; w * h]);
            agree!(around(w, h, &x), y);
            if w > 0 {
                agree!(around_by_remainder(w, h, &x), y);
            }
            for r in [-1, 0, 1, 2, 20] {
                if w > 0 && h > 0 || r < 0 {
                    agree!(clamped(w, h, r, &x), y);
                }
            }
            for r in [0, 1, 5, 40, usize::MAX] {
                agree!(saturated(w, h, r, &x), y);
            }
            for r in [0, 1, 3, 17] {
                agree!(padded(w, h, r, &x), y);
            }
            agree!(mirrored_edges(w, h, &x), y);
            let bytes: Vec<u8> = integers(w * h).into_iter().map(|v| v as u8).collect();
            let y = vec![9; w * h];
            agree!(torus(w, h, &bytes), y);
            agree!(step_by_step(w, h, &bytes), y);
            if w > 0 && h > 0 {
                agree!(skipped(w, h, &bytes), y);
            }
        }
    }
}

#[test]
fn single_rows_and_their_parts() {
    for n in WIDTHS.into_iter().chain([70_000]) {
        let (x, y) = (floats(n), vec![0.0; n]);
        for r in [0, 1, 6, 50] {
            agree!(windows(r, &x), y);
        }
        for w in [0, 1, 7, 8, 40] {
            agree!(halfway(w, &x), y);
        }
        for hole in [0, 1, n / 2, n.saturating_sub(1), n, usize::MAX] {
            for middle in [0, 3, n / 2, n] {
                agree!(holes(hole, middle, &x), y);
            }
        }
    }
}

#[test]
fn numbers_at_the_edges_of_their_types() {
    for n in [1, 2, 17, 40, 300] {
        let (x, y) = (floats(n.max(201)), vec![0.0; n]);
        for offset in [0, 1, 5, n, usize::MAX, usize::MAX - 3, usize::MAX / 2] {
            agree!(wrapping(offset, &x), y);
        }
        for offset in [0, 1, -3, i32::MAX, i32::MIN, i32::MAX - 20, i32::MIN + 20] {
            agree!(wrapping_narrow(offset, &x), y);
        }
        let n = n as i32;
        for low in [0, -1, -7, -n, i32::MIN + 1, i32::MAX - n] {
            agree!(signed(low, low + n, &x), y);
        }
    }
}

#[test]
fn an_index_beyond_the_border_is_an_error_there() {
    for n in [1, 17, 40, 1000] {
        let (x, mut y) = (floats(n), vec![0.0; n]);
        for variant in [Variant::Scalar, Variant::Simd, Variant::Threads] {
            for isa in Isa::available() {
                let result = with_isa(isa, || too_far::dispatch_on(variant, &x, &mut y));
                let error = result
                    .expect("it is available")
                    .expect_err("`x[n]` is not there");
                let Error::OutOfBounds { index, len, .. } = error else {
                    panic!("{error}");
                };
                assert_eq!((index, len), (n as i128, n), "{variant} at {}", isa.name());
            }
        }
        let long = floats(n + 1);
        agree!(too_far(&long), y);
    }
}
