//! Loops that are split at the one iteration which the others depend on.

use kernel_runtime::{KernelClass, Variant, kernel};

use crate::harness::{agree, floats, integers};

#[kernel]
fn shortest_paths(n: usize, path: &mut [i32]) {
    for k in 0..n {
        for i in 0..n {
            for j in 0..n {
                let through = path[i * n + k].wrapping_add(path[k * n + j]);
                path[i * n + j] = path[i * n + j].min(through);
            }
        }
    }
}

#[test]
fn row_and_column_of_the_round_are_taken_by_themselves() {
    assert_eq!(shortest_paths::KERNEL.class(), KernelClass::SequentialOuter);
    assert_eq!(shortest_paths::KERNEL.stages(), 4);
    for n in [0, 1, 2, 7, 33] {
        // Of both signs, so that row and column `k` do change in round `k`.
        agree!(shortest_paths(n), integers(n * n));
    }
}

/// As it is often written: the column's element is read before the row changes it, and rows without a way are skipped.
#[kernel]
fn with_the_column_aside(n: usize, path: &mut [f32]) {
    for k in 0..n {
        for i in 0..n {
            let to_k = path[i * n + k];
            if to_k < 4.0 {
                for j in 0..n {
                    path[i * n + j] = path[i * n + j].min(to_k + path[k * n + j]);
                }
            }
        }
    }
}

#[test]
fn a_row_may_read_its_column_first() {
    assert!(with_the_column_aside::KERNEL.stages() > 1);
    for n in [1, 5, 40] {
        agree!(with_the_column_aside(n), floats(n * n));
    }
}

#[test]
fn a_short_table_is_found_before_the_first_round() {
    let mut path = integers(8);
    let before = path.clone();
    let error = shortest_paths::dispatch_on(Variant::Simd, 3, &mut path).expect_err("9 are read");
    assert!(error.to_string().contains("index 8"), "{error}");
    assert_eq!(path, before);
}
