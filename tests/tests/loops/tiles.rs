//! Register tiles: matrix products and their like, in every order of loops and every transposition, at sizes around the edges of tiles and gangs.

use kernel_runtime::{Isa, Variant, kernel, with_isa};

use crate::harness::{agree, floats, integers};

/// Rows, columns and the length of the inner loop.
fn shapes() -> impl Iterator<Item = (usize, usize, usize)> {
    let inner = [0, 1, 40];
    let columns = [1, 15, 33, 64];
    let rows = [0, 1, 2, 5, 6, 13];
    rows.into_iter()
        .flat_map(move |m| columns.into_iter().map(move |n| (m, n)))
        .flat_map(move |(m, n)| inner.into_iter().map(move |k| (m, n, k)))
        .chain(BLOCKS)
}

/// Around the blocks of a shader: 64 points by 64, and 16 rounds at a time.
const BLOCKS: [(usize, usize, usize); 6] = [
    (63, 65, 17),
    (65, 63, 16),
    (64, 128, 15),
    (130, 1, 33),
    (1, 129, 32),
    (66, 31, 1),
];

macro_rules! products {
    ($($test:ident: $name:ident of $values:ident, $plan:literal;)*) => {$(
        #[test]
        fn $test() {
            let plan = $name::KERNEL.plan();
            assert!(plan.contains($plan), "{plan}");
            for (m, n, k) in shapes() {
                let [a, b, c] = [m * k, k * n, m * n].map($values);
                agree!($name(m, n, k, &a, &b), c);
            }
        }
    )*};
}

fn doubles(n: usize) -> Vec<f64> {
    floats(n).into_iter().map(f64::from).collect()
}

#[kernel]
fn row_by_column(m: usize, n: usize, k: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
    for i in 0..m {
        for j in 0..n {
            let mut sum = 0.0;
            for l in 0..k {
                sum += a[i * k + l] * b[l * n + j];
            }
            c[i * n + j] = sum;
        }
    }
}

#[kernel]
fn row_by_row(m: usize, n: usize, k: usize, a: &[f64], b: &[f64], c: &mut [f64]) {
    for i in 0..m {
        for l in 0..k {
            for j in 0..n {
                c[i * n + j] += a[i * k + l] * b[l * n + j];
            }
        }
    }
}

#[kernel]
fn outer_products(m: usize, n: usize, k: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
    for l in 0..k {
        for i in 0..m {
            for j in 0..n {
                c[i * n + j] -= a[l * m + i] * b[l * n + j];
            }
        }
    }
}

#[kernel]
fn second_transposed(m: usize, n: usize, k: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
    for i in 0..m {
        for j in 0..n {
            let mut sum = c[i * n + j];
            for l in 0..k {
                sum += a[i * k + l] * b[j * k + l];
            }
            c[i * n + j] = sum;
        }
    }
}

#[kernel]
fn column_first(m: usize, n: usize, k: usize, a: &[i32], b: &[i32], c: &mut [i32]) {
    for j in 0..n {
        for l in 0..k {
            for i in 0..m {
                let product = a[i * k + l].wrapping_mul(b[l * n + j]);
                c[i * n + j] = c[i * n + j].wrapping_add(product);
            }
        }
    }
}

products! {
    a_row_meets_a_column: row_by_column of floats, "b is packed";
    rows_are_added_to_rows: row_by_row of doubles, "b is packed";
    outer_products_are_added: outer_products of floats, "is packed";
    the_second_may_be_transposed: second_transposed of floats, "b is packed";
    columns_may_come_first: column_first of integers, "is packed";
}

#[kernel]
fn batched(count: usize, m: usize, n: usize, k: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
    for t in 0..count {
        for i in 0..m {
            for j in 0..n {
                let mut sum = 0.0;
                for l in 0..k {
                    sum += a[(t * m + i) * k + l] * b[(t * k + l) * n + j];
                }
                c[(t * m + i) * n + j] = sum;
            }
        }
    }
}

#[test]
fn products_may_come_in_batches() {
    let plan = batched::KERNEL.plan();
    assert!(plan.contains("b is packed"), "{plan}");
    assert!(plan.contains("a, b through workgroup memory"), "{plan}");
    for (m, n, k) in shapes() {
        let [a, b] = [3 * m * k, 3 * k * n].map(floats);
        agree!(batched(3, m, n, k, &a, &b), vec![0.0f32; 3 * m * n]);
    }
}

#[kernel]
fn convolution(
    outputs: usize,
    inputs: usize,
    height: usize,
    width: usize,
    image: &[f32],
    weights: &[f32],
    result: &mut [f32],
) {
    for o in 0..outputs {
        for y in 0..height {
            for x in 0..width {
                let mut sum = 0.0;
                for c in 0..inputs {
                    for dy in 0..3 {
                        for dx in 0..3 {
                            sum += weights[((o * inputs + c) * 3 + dy) * 3 + dx]
                                * image[(c * (height + 2) + y + dy) * (width + 2) + x + dx];
                        }
                    }
                }
                result[(o * height + y) * width + x] = sum;
            }
        }
    }
}

#[test]
fn channels_share_the_image() {
    assert!(convolution::KERNEL.plan().contains("6 points along o"));
    for outputs in [1, 5, 6, 8] {
        for (height, width) in [(1, 1), (3, 33), (4, 64)] {
            for inputs in [0, 1, 3] {
                let image = floats(inputs * (height + 2) * (width + 2));
                let weights = floats(outputs * inputs * 9);
                let result = vec![1.0f32; outputs * height * width];
                agree!(
                    convolution(outputs, inputs, height, width, &image, &weights),
                    result
                );
            }
        }
    }
}

/// The largest inner product of bytes, and how many pairs there are: a tile with two accumulators, one of which no vector is.
#[kernel]
fn bytes(m: usize, n: usize, k: usize, a: &[u8], b: &[u8], c: &mut [u32]) {
    for i in 0..m {
        for j in 0..n {
            let (mut sum, mut largest) = (0u32, 0u32);
            for l in 1..k {
                let product = a[i * k + l] as u32 * b[l * n + j] as u32;
                sum += product;
                largest = largest.max(product);
            }
            c[i * n + j] = sum ^ (largest << 20) ^ i as u32;
        }
    }
}

#[test]
fn tiles_carry_several_values_of_narrow_elements() {
    assert!(bytes::KERNEL.plan().contains("3 points along i"));
    let of = |n: usize| {
        integers(n)
            .into_iter()
            .map(|v| v as u8)
            .collect::<Vec<u8>>()
    };
    for (m, n, k) in shapes() {
        let [a, b] = [m * k, k * n].map(of);
        agree!(bytes(m, n, k, &a, &b), vec![0u32; m * n]);
    }
}

#[kernel(contract)]
fn contracted(m: usize, n: usize, k: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
    for i in 0..m {
        for j in 0..n {
            let mut sum = 0.0;
            for l in 0..k {
                sum += a[i * k + l] * b[l * n + j];
            }
            c[i * n + j] = sum - c[i * n + j] * 0.3;
        }
    }
}

#[test]
fn contraction_rounds_once_where_that_is_one_instruction() {
    let (m, n, k) = (7, 33, 50);
    let [a, b, before] = [m * k, k * n, m * n].map(floats);
    let fused = |i: usize, j: usize| {
        let products = (0..k).fold(0.0f32, |sum, l| a[i * k + l].mul_add(b[l * n + j], sum));
        (-before[i * n + j]).mul_add(0.3, products)
    };
    let mut plain = before.clone();
    contracted(m, n, k, &a, &b, &mut plain);
    for variant in [Variant::Scalar, Variant::Simd, Variant::Threads] {
        for isa in Isa::available() {
            let mut got = before.clone();
            let run = || contracted::dispatch_on(variant, m, n, k, &a, &b, &mut got);
            assert_eq!(with_isa(isa, run).expect("it is available"), Ok(()));
            let fuses =
                variant != Variant::Scalar && matches!(isa.name(), "avx2" | "avx512" | "neon");
            for i in 0..m {
                for j in 0..n {
                    let at = i * n + j;
                    let want = if fuses { fused(i, j) } else { plain[at] };
                    assert_eq!(
                        got[at].to_bits(),
                        want.to_bits(),
                        "{variant} {} {i} {j}",
                        isa.name()
                    );
                }
            }
        }
    }
}

#[kernel]
fn strided_out_of_bounds(m: usize, n: usize, k: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
    for l in 0..k {
        for i in 0..m {
            for j in 0..n {
                c[i * n + j] += a[i * k + l] * b[j * k + l];
            }
        }
    }
}

#[test]
fn what_is_short_is_found_before_anything_is_packed() {
    let (m, n, k) = (8, 40, 9);
    let a = floats(m * k);
    let b = floats(n * k - 1);
    let before = floats(m * n);
    let mut c = before.clone();
    let result = strided_out_of_bounds::dispatch_on(Variant::Simd, m, n, k, &a, &b, &mut c);
    let error = result.expect_err("b is too short").to_string();
    assert!(error.contains("359"), "{error}");
    assert_eq!(c, before);
    // Where an outer loop is empty, nothing is accessed.
    assert_eq!(
        strided_out_of_bounds::dispatch(0, n, k, &a, &[], &mut c),
        Ok(())
    );
    assert_eq!(
        strided_out_of_bounds::dispatch(m, n, 0, &[], &[], &mut []),
        Ok(())
    );
}

/// Products of sums, so that a round too many would count, by a loop that does not begin at zero.
#[kernel]
fn sums(m: usize, n: usize, k: usize, first: usize, a: &[i32], b: &[i32], c: &mut [i32]) {
    for i in 1..m {
        for j in 1..n {
            let mut sum = -7;
            for l in first..k {
                let (a, b) = ((a[i * k + l] & 127) + 1, (b[j * k + l] & 127) - 2);
                sum += a * b;
            }
            c[i * n + j] = sum;
        }
    }
}

#[test]
fn shaders_run_no_round_too_many() {
    assert!(sums::KERNEL.plan().contains("through workgroup memory"));
    for (m, n, k) in BLOCKS {
        for first in [0, 1, k] {
            let [a, b] = [m * k, k * n].map(integers);
            agree!(sums(m, n, k, first, &a, &b), vec![1; m * n]);
        }
    }
}

/// What is read is written too, by the point that it belongs to.
#[kernel]
fn in_place(n: usize, k: usize, a: &[f32], b: &[f32], scale: f32, c: &mut [f32]) {
    for i in 0..n {
        for j in 0..n {
            c[i * n + j] *= scale;
            let before = c[i * n + j];
            let mut sum = before;
            for l in 0..k {
                sum += a[i * k + l] * b[l * n + j];
            }
            c[i * n + j] = sum + before;
        }
    }
}

#[test]
fn points_beyond_the_box_change_nothing() {
    assert!(in_place::KERNEL.plan().contains("through workgroup memory"));
    for n in [1, 17, 63, 65, 100] {
        let [a, b] = [n * 20, 20 * n].map(floats);
        agree!(in_place(n, 20, &a, &b, 0.5), floats(n * n));
    }
}
