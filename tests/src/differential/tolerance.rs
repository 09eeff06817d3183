//! How far a variant's result may lie from the plain function's.

use kernel_examples::cases::Values;

/// What counts as the same.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Tolerance {
    /// Bit for bit; NaN is NaN.
    Exact,
    /// Equal as numbers, so that zeros of either sign are the same.
    Equal,
    /// Differing by so much at most, relative to the larger (floats only), or absolutely. NaN and infinities are exact.
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
pub const EPSILON: f64 = f32::EPSILON as f64;

impl Tolerance {
    /// Within that share of the larger of the two.
    pub const fn relative(relative: f64) -> Tolerance {
        Tolerance::Close {
            relative,
            absolute: 0.0,
        }
    }

    /// Within that share of the larger of the two, or by so much.
    pub const fn close(relative: f64, absolute: f64) -> Tolerance {
        Tolerance::Close { relative, absolute }
    }

    /// Sums of `n` terms of one sign in any order.
    pub fn sum(n: usize) -> Tolerance {
        Tolerance::Close {
            relative: EPSILON * (n as f64 + 8.0),
            absolute: 0.0,
        }
    }

    /// Sums of `n` terms of one sign in any order, in double precision.
    pub fn double_sum(n: usize) -> Tolerance {
        Tolerance::relative(f64::EPSILON * (n as f64 + 8.0))
    }

    /// The first element that is out of tolerance, in words.
    pub(super) fn difference(self, want: &Values, got: &Values) -> Option<String> {
        if want.len() != got.len() {
            return Some(format!("{} elements instead of {}", got.len(), want.len()));
        }
        let (want_numbers, got_numbers) = (want.numbers(), got.numbers());
        let floats = want.are_floats();
        let (want_bits, got_bits) = (want.bits(), got.bits());
        let same = |i: usize| {
            let (w, g) = (want_numbers[i], got_numbers[i]);
            let exact = want_bits[i] == got_bits[i] || (w.is_nan() && g.is_nan());
            match self {
                Tolerance::Exact | Tolerance::Mostly(_) => exact,
                Tolerance::Equal => exact || w == g,
                Tolerance::Close { relative, absolute } => {
                    let relative = if floats { relative } else { 0.0 };
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
