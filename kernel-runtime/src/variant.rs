//! The ways a kernel can run.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// One way to run a kernel.
///
/// All variants but [`Variant::Gpu`] give the same bits.
///
/// ```
/// use kernel_runtime::Variant;
///
/// assert_eq!("simd".parse(), Ok(Variant::Simd));
/// assert_eq!(Variant::Threads.to_string(), "threads");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(usize)]
pub enum Variant {
    /// One point after the other, on the calling thread.
    Scalar,
    /// A vector of points at a time, at the best instruction-set level of this machine, on the calling thread.
    Simd,
    /// Parts of the box on a fork-join pool, each by [`Variant::Simd`].
    Threads,
    /// On a graphics card or another device, by a compute shader.
    Gpu,
    /// Parts of the box on the ranks of a cluster, which all make the same call.
    Distributed,
}

impl Variant {
    /// All of them, in declaration order.
    pub const ALL: [Variant; 5] = [
        Variant::Scalar,
        Variant::Simd,
        Variant::Threads,
        Variant::Gpu,
        Variant::Distributed,
    ];

    /// Those of a single machine, in declaration order: what `dispatch` mostly chooses from.
    pub const LOCAL: [Variant; 4] = [
        Variant::Scalar,
        Variant::Simd,
        Variant::Threads,
        Variant::Gpu,
    ];

    /// Its name: what [`fmt::Display`] prints and [`FromStr`] reads.
    pub const fn name(self) -> &'static str {
        match self {
            Variant::Scalar => "scalar",
            Variant::Simd => "simd",
            Variant::Threads => "threads",
            Variant::Gpu => "gpu",
            Variant::Distributed => "distributed",
        }
    }
}

impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A text that names no [`Variant`].
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("`{text}` is no variant: expected `scalar`, `simd`, `threads`, `gpu` or `distributed`")]
pub struct UnknownVariant {
    /// What was given.
    pub text: String,
}

impl FromStr for Variant {
    type Err = UnknownVariant;

    /// Reads a name, whatever its case.
    fn from_str(text: &str) -> Result<Self, UnknownVariant> {
        Variant::ALL
            .into_iter()
            .find(|variant| variant.name().eq_ignore_ascii_case(text.trim()))
            .ok_or_else(|| UnknownVariant {
                text: text.to_owned(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for variant in Variant::ALL {
            assert_eq!(variant.to_string().parse(), Ok(variant));
            assert_eq!(variant.name().to_uppercase().parse(), Ok(variant));
        }
    }

    #[test]
    fn an_unknown_name_is_told_the_choices() {
        let error = "cuda".parse::<Variant>().expect_err("no such variant");
        let text = error.to_string();
        assert!(text.contains("`cuda`"), "{text}");
        for variant in Variant::ALL {
            assert!(text.contains(variant.name()), "{text}");
        }
    }

    #[test]
    fn display_obeys_the_width() {
        assert_eq!(format!("{:>8}|", Variant::Gpu), "     gpu|");
    }
}
