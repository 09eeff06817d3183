//! Loops that are split at the one iteration which the others depend on.

use kernel_runtime::{KernelClass, Variant, kernel};

use crate::harness::{agree, compare, integers};

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

/// The column's element is read before the row changes it.
#[kernel]
fn eliminate(n: usize, last: usize, a: &mut [f32]) {
    for k in 1..last {
        for i in 0..n {
            let factor = a[i * n + k];
            for j in 0..n {
                a[i * n + j] += 0.5 * factor * a[k * n + j];
            }
        }
    }
}

#[test]
fn a_pivot_that_may_lie_outside_is_no_place_to_split() {
    // Nothing says that `last` is `n` at most, so rows follow each other; within a row all is parallel.
    assert_eq!(eliminate::KERNEL.stages(), 1);
    for n in [2, 9] {
        let a = crate::harness::floats(n * n);
        compare(
            &a,
            |a| eliminate(n, n, a),
            |variant, a| eliminate::dispatch_on(variant, n, n, a),
        );
    }
    let mut a = vec![1.0; 4];
    assert!(eliminate::dispatch_on(Variant::Simd, 2, 3, &mut a).is_err());
    assert_eq!(a, [1.0; 4]);
}
