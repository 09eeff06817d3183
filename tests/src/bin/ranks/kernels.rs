//! Kernels of every shape that ranks divide differently.

use kernel_runtime::kernel;

#[kernel]
pub fn saxpy(a: f32, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] += a * x[i];
    }
}

/// The first element of `y` is written by no point, and stays.
#[kernel]
pub fn differences(x: &[i64], y: &mut [i64]) {
    for i in 1..y.len() {
        y[i] = x[i] - x[i - 1];
    }
}

/// Time steps over a grid.
#[kernel]
pub fn heat<'a>(w: usize, h: usize, steps: usize, mut a: &'a mut [f64], mut b: &'a mut [f64]) {
    for _ in 0..steps {
        for y in 1..h - 1 {
            for x in 1..w - 1 {
                let i = y * w + x;
                b[i] = 0.2 * (a[i] + a[i - 1] + a[i + 1] + a[i - w] + a[i + w]);
            }
        }
        std::mem::swap(&mut a, &mut b);
    }
}

/// Time steps over a grid whose borders are read as their own neighbours.
#[kernel]
pub fn smooth<'a>(w: usize, h: usize, steps: usize, mut a: &'a mut [f64], mut b: &'a mut [f64]) {
    for _ in 0..steps {
        for y in 0..h {
            for x in 0..w {
                let (above, below) = (y.saturating_sub(1), (y + 1).min(h - 1));
                let left = (x as isize - 1).clamp(0, w as isize - 1) as usize;
                b[y * w + x] = 0.3 * (a[above * w + x] + a[below * w + x] + a[y * w + left]);
            }
        }
        std::mem::swap(&mut a, &mut b);
    }
}

/// One step, for arrays that stay divided.
#[kernel]
pub fn step(w: usize, h: usize, a: &[f64], b: &mut [f64]) {
    for y in 1..h - 1 {
        for x in 1..w - 1 {
            let i = y * w + x;
            b[i] = 0.2 * (a[i] + a[i - 1] + a[i + 1] + a[i - w] + a[i + w]);
        }
    }
}

#[kernel]
pub fn dot(x: &[f32], y: &[f32]) -> f32 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * y[i];
    }
    sum
}

/// Several reductions at once, one of them a position.
#[kernel]
pub fn extremes(x: &[f64]) -> (f64, f64, usize) {
    let mut sum = 0.0;
    let mut best = f64::INFINITY;
    let mut at = 0;
    for i in 0..x.len() {
        sum += x[i];
        if x[i] < best {
            best = x[i];
            at = i;
        }
    }
    (sum, best, at)
}

/// A reduction, and then a stage that takes its value.
#[kernel]
pub fn normalise(x: &mut [f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x[i];
    }
    let scale = 1.0 / sum.sqrt();
    for i in 0..x.len() {
        x[i] *= scale;
    }
    sum
}

/// Points meet in elements, in any order.
#[kernel]
pub fn histogram(x: &[u8], counts: &mut [u32]) {
    for i in 0..x.len() {
        counts[x[i] as usize] += 1;
    }
}

/// Points meet in elements, in the order of the source.
#[kernel]
pub fn weigh(to: &[u32], w: &[f32], sums: &mut [f32]) {
    for i in 0..to.len() {
        sums[to[i] as usize] += w[i];
    }
}

#[kernel]
pub fn matmul(n: usize, m: usize, l: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
    for i in 0..n {
        for j in 0..m {
            let mut sum = 0.0;
            for k in 0..l {
                sum += a[i * l + k] * b[k * m + j];
            }
            c[i * m + j] = sum;
        }
    }
}

/// Columns are divided where rows cannot be.
#[kernel]
pub fn transpose(n: usize, m: usize, x: &[u32], y: &mut [u32]) {
    for i in 0..n {
        for j in 0..m {
            y[j * n + i] = x[i * m + j];
        }
    }
}

/// An index that data gives, and which may be wrong.
#[kernel]
pub fn gather(p: &[u32], x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = x[p[i] as usize];
    }
}

/// The host reads and writes elements between stages.
#[kernel]
pub fn prefix(x: &mut [i32]) -> i32 {
    let n = x.len();
    let mut distance = 1;
    while distance < n {
        x[0] += 1;
        for i in 0..n {
            x[i] = x[i].wrapping_mul(3) + 1;
        }
        distance *= 4;
    }
    x[n / 2]
}

/// A local array that one stage fills and the next one reads.
#[kernel]
pub fn local(x: &[f32], y: &mut [f32]) {
    let mut table = [0.0f32; 64];
    for k in 0..64 {
        table[k] = x[k] * 2.0;
    }
    for i in 0..y.len() {
        y[i] = table[i % 64] + x[i];
    }
}
