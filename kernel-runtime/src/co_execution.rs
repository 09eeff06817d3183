//! Whether the processor works beside a device.

use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::history;
use crate::policy;

/// Whether the processor computes a part of what a GPU was chosen for, while the GPU computes the rest.
///
/// ```
/// use kernel_runtime::{CoExecution, co_execution, set_co_execution};
///
/// assert_eq!(co_execution(), CoExecution::Auto);
/// set_co_execution(CoExecution::Off);
/// assert_eq!(co_execution(), CoExecution::Off);
/// ```
///
/// Only kernels of one parallel loop nest on slices can be divided so: `Array`s and what lies between several loops stay on the device. The parts must
/// not write within each other's range of an array, nor accumulate into elements in which they meet. `KERNEL_CO_EXECUTION` wins over the program:
/// `auto`, `off`, or a share.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub enum CoExecution {
    /// Where both together are predicted to be clearly faster than the device alone. A device that is a program on the processor never is.
    #[default]
    Auto,
    /// Never: the processor is left to others.
    Off,
    /// Whatever is predicted, on any device, and also where a call asks for the GPU by name: the processor takes this share of the points, at least a
    /// row of them and at most all but one. Less than nothing, or no number, counts as nothing.
    Share(f64),
}

impl CoExecution {
    /// As one number: the share, or less than nothing for one that is to be predicted.
    fn code(self) -> f64 {
        match self {
            CoExecution::Auto => -1.0,
            CoExecution::Off => 0.0,
            CoExecution::Share(share) if share > 0.0 => share.min(1.0),
            CoExecution::Share(_) => 0.0,
        }
    }

    fn of_code(code: f64) -> Self {
        match code {
            ..0.0 => CoExecution::Auto,
            0.0 => CoExecution::Off,
            share => CoExecution::Share(share),
        }
    }
}

impl FromStr for CoExecution {
    type Err = UnknownCoExecution;

    /// Reads `auto`, `off`, or a number from 0 to 1.
    fn from_str(text: &str) -> Result<Self, UnknownCoExecution> {
        let word = text.trim();
        if word.eq_ignore_ascii_case("auto") {
            return Ok(CoExecution::Auto);
        }
        if word.eq_ignore_ascii_case("off") {
            return Ok(CoExecution::Off);
        }
        match word.parse() {
            Ok(share) if (0.0..=1.0).contains(&share) => Ok(CoExecution::Share(share)),
            _ => Err(UnknownCoExecution {
                text: text.to_owned(),
            }),
        }
    }
}

/// A text that says no [`CoExecution`].
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{text}` is no co-execution: expected `auto`, `off` or a share such as `0.2`")]
pub struct UnknownCoExecution {
    /// What was given.
    pub text: String,
}

/// Sets whether the processor works beside a device from now on, in the whole process.
pub fn set_co_execution(wanted: CoExecution) {
    WANTED.store(wanted.code().to_bits(), Relaxed);
    history::forget_choices();
}

/// Whether the processor works beside a device: what the environment says, else what [`set_co_execution`] has set.
pub fn co_execution() -> CoExecution {
    let set = || CoExecution::of_code(f64::from_bits(WANTED.load(Relaxed)));
    policy::said_of_co_execution().unwrap_or_else(set)
}

/// What the program has set: the bits of a [`CoExecution::code`].
static WANTED: AtomicU64 = AtomicU64::new((-1.0f64).to_bits());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_and_kept() {
        for (text, wanted) in [
            ("auto", CoExecution::Auto),
            (" Off ", CoExecution::Off),
            ("0.25", CoExecution::Share(0.25)),
            ("1", CoExecution::Share(1.0)),
        ] {
            assert_eq!(text.parse(), Ok(wanted));
            assert_eq!(CoExecution::of_code(wanted.code()), wanted);
        }
        for text in ["", "half", "-0.1", "1.5", "NaN", "inf"] {
            let error = text.parse::<CoExecution>().expect_err("it says none");
            assert!(error.to_string().contains("expected `auto`"), "{error}");
        }
        assert_eq!(CoExecution::Share(f64::NAN).code(), 0.0);
        assert_eq!(CoExecution::Share(7.0).code(), 1.0);
    }
}
