//! What the example kernels promise against the plain function.

use crate::differential::{EPSILON, Subject, Tolerance};
use kernel_examples::cases::Case;

/// A function of the size.
type Promise = fn(n: usize) -> Tolerance;

/// The kernel with its promises.
pub fn subject(case: Case) -> Subject {
    Subject {
        case,
        largest: largest(case.name),
        seeds: 3,
        edge: true,
        cpu: cpu(case.name),
        gpu: gpu(case.name),
        special_on_gpu: matches!(case.name, "hash" | "rgb_to_gray"),
    }
}

/// The largest size of kernels whose work grows faster than their arguments.
fn largest(kernel: &str) -> usize {
    match kernel {
        "nbody" => 1000,
        "matmul" => 17_000,
        _ => usize::MAX,
    }
}

/// What the CPU variants promise.
fn cpu(kernel: &str) -> Promise {
    match kernel {
        // Reductions add in a fixed order, which is not that of the plain loop.
        "dot" | "sum" | "l2_norm" | "sum_exp" | "matvec" => Tolerance::sum,
        // The order decides which of two zeros is the larger.
        "max" => |_| Tolerance::Equal,
        // exp and ln differ from the system's by a few units in the last place; the prices are differences of numbers
        // up to 180.
        "black_scholes" => |_| Tolerance::close(1e-5, 1e-4),
        _ => |_| Tolerance::Exact,
    }
}

/// What the GPU promises for ordinary arguments.
fn gpu(kernel: &str) -> Promise {
    match kernel {
        "hash" | "rgb_to_gray" | "gather" => |_| Tolerance::Exact,
        "max" => |_| Tolerance::Equal,
        "dot" | "sum" | "l2_norm" | "sum_exp" | "matvec" | "matmul" => Tolerance::sum,
        // A pixel at the border of a band may fall on its other side.
        "mandelbrot" => |_| Tolerance::Mostly(0.02),
        // The steepness is cut to an integer.
        "sobel" => |_| Tolerance::close(0.0, 1.0),
        // At the edge of a sphere a small difference decides whether it is met, where it is dark.
        "spheres" => |_| Tolerance::close(1e-4, 2e-3),
        "black_scholes" => |_| Tolerance::close(1e-4, 1e-3),
        "nbody" => |n| Tolerance::close(1e-4, 1e-3 * n as f64),
        // Drivers may contract and reorder a few operations.
        _ => |_| Tolerance::close(8.0 * EPSILON, 64.0 * EPSILON),
    }
}
