//! How far a variant's result may lie from the plain function's.

use kernel_examples::cases::Values;

/// What counts as the same.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Tolerance {
    /// Bit for bit; NaN is NaN.
    Exact,
    /// Equal as numbers, so that zeros of either sign are the same.
    Equal,
    /// Differing by so much at most, relative to the larger, or absolutely. NaN and infinities are exact.
    Close {
        /// The relative bound.
        relative: f64,
        /// The absolute bound.
        absolute: f64,
    },
    /// Exact but for that share of the elements.
    Mostly(f64),
}

/// The rounding of `f32`.
const EPSILON: f64 = f32::EPSILON as f64;

impl Tolerance {
    /// Sums of `n` terms of one sign in any order.
    fn sum(n: usize) -> Tolerance {
        Tolerance::Close {
            relative: EPSILON * (n as f64 + 8.0),
            absolute: 0.0,
        }
    }

    /// What the CPU variants promise against the plain function, at that size.
    pub(crate) fn cpu(kernel: &str, n: usize) -> Tolerance {
        match kernel {
            // Reductions add in a fixed order, which is not that of the plain loop.
            "dot" | "sum" | "l2_norm" | "sum_exp" | "matvec" => Tolerance::sum(n),
            // The order decides which of two zeros is the larger.
            "max" => Tolerance::Equal,
            // exp and ln differ from the system's by a few units in the last place; the prices are differences of numbers
            // up to 180.
            "black_scholes" => Tolerance::Close {
                relative: 1e-5,
                absolute: 1e-4,
            },
            _ => Tolerance::Exact,
        }
    }

    /// What the GPU promises against the plain function, for ordinary arguments.
    pub(crate) fn gpu(kernel: &str, n: usize) -> Tolerance {
        match kernel {
            "hash" | "rgb_to_gray" | "gather" => Tolerance::Exact,
            "max" => Tolerance::Equal,
            "dot" | "sum" | "l2_norm" | "sum_exp" | "matvec" | "matmul" => Tolerance::sum(n),
            // A pixel at the border of a band may fall on its other side.
            "mandelbrot" => Tolerance::Mostly(0.02),
            // The steepness is cut to an integer.
            "sobel" => Tolerance::Close {
                relative: 0.0,
                absolute: 1.0,
            },
            "black_scholes" => Tolerance::Close {
                relative: 1e-4,
                absolute: 1e-3,
            },
            "nbody" => Tolerance::Close {
                relative: 1e-4,
                absolute: 1e-3 * n as f64,
            },
            // Drivers may contract and reorder a few operations.
            _ => Tolerance::Close {
                relative: 8.0 * EPSILON,
                absolute: 64.0 * EPSILON,
            },
        }
    }

    /// The first element that is out of tolerance, in words.
    pub(crate) fn difference(self, want: &Values, got: &Values) -> Option<String> {
        if want.len() != got.len() {
            return Some(format!("{} elements instead of {}", got.len(), want.len()));
        }
        let (want_numbers, got_numbers) = (want.numbers(), got.numbers());
        let (want_bits, got_bits) = (want.bits(), got.bits());
        let same = |i: usize| {
            let (w, g) = (want_numbers[i], got_numbers[i]);
            let exact = want_bits[i] == got_bits[i] || (w.is_nan() && g.is_nan());
            match self {
                Tolerance::Exact | Tolerance::Mostly(_) => exact,
                Tolerance::Equal => exact || w == g,
                Tolerance::Close { relative, absolute } => {
                    exact || (w - g).abs() <= (relative * w.abs().max(g.abs())).max(absolute)
                }
            }
        };
        let allowed = match self {
            Tolerance::Mostly(share) => (share * want.len() as f64).ceil() as usize,
            _ => 0,
        };
        let mut different = (0..want.len()).filter(|&i| !same(i));
        let first = different.nth(allowed)?;
        Some(format!(
            "element {first} of {} is {:?} instead of {:?} (tolerance {self:?})",
            want.len(),
            got_numbers[first],
            want_numbers[first]
        ))
    }
}
