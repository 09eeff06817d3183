//! Why a dispatch failed.

use thiserror::Error;

use crate::co_execution::UnknownCoExecution;
use crate::device::GpuError;
use crate::policy::{UnknownMargin, UnknownPolicy};
use crate::variant::{UnknownVariant, Variant};

/// Why `dispatch` gave no result.
///
/// The first three stand where the plain function would panic. An index that is an affine function of the loop counters is checked before the
/// kernel runs, so that nothing has been written; an index, division or assertion that depends on data is found under way, and some elements
/// of the outputs may have been written.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// An index that is not below the array's length.
    #[error(
        "kernel `{kernel}` ({file}:{line}): index {index} is out of bounds of `{array}` (length {len})"
    )]
    OutOfBounds {
        /// The kernel.
        kernel: &'static str,
        /// The source file.
        file: &'static str,
        /// The line of the access.
        line: u32,
        /// The array.
        array: &'static str,
        /// The index as it is written.
        expression: &'static str,
        /// The index as a mathematical integer.
        index: i128,
        /// The array's length.
        len: usize,
    },
    /// An integer division by zero, or `MIN / -1`.
    #[error(
        "kernel `{kernel}` ({file}:{line}): integer division by zero, or of the least value by -1"
    )]
    Division {
        /// The kernel.
        kernel: &'static str,
        /// The source file.
        file: &'static str,
        /// The line of the division.
        line: u32,
    },
    /// An `assert!` that does not hold.
    #[error("kernel `{kernel}` ({file}:{line}): assertion failed: {text}")]
    Assertion {
        /// The kernel.
        kernel: &'static str,
        /// The source file.
        file: &'static str,
        /// The line of the assertion.
        line: u32,
        /// The condition as it is written.
        text: &'static str,
    },
    /// The variant that was asked for cannot run.
    #[error("kernel `{kernel}` cannot run on {variant}: {reason}")]
    Ineligible {
        /// The kernel.
        kernel: &'static str,
        /// The variant.
        variant: Variant,
        /// Why not.
        reason: String,
    },
    /// The device failed. Nothing has been written.
    #[error("kernel `{kernel}`: the device failed: {message}")]
    Device {
        /// The kernel.
        kernel: &'static str,
        /// What the device said.
        message: String,
    },
    /// The device failed with the only copy of an [`Array`](crate::Array).
    #[error("the only copy of an array was on the device: {message}")]
    Lost {
        /// What the device said.
        message: String,
    },
    /// Processes cannot work together as the ranks of a cluster. Every rank has this error.
    #[error("the ranks cannot work together: {reason}")]
    Cluster {
        /// Why not.
        reason: String,
    },
    /// The ranks of a cluster have not made the same call. Every rank has this error, and nothing has been written.
    #[error("kernel `{kernel}`: the ranks have not made the same call: {reason}")]
    Mismatch {
        /// The kernel that this rank has called.
        kernel: &'static str,
        /// In what they differ.
        reason: String,
    },
    /// An environment variable that steers the runtime has a value that means nothing.
    #[error("environment variable {name}: {source}")]
    Environment {
        /// The variable.
        name: &'static str,
        /// What is wrong with it.
        source: UnknownVariant,
    },
    /// The environment variable of the policy has a value that names none.
    #[error("environment variable {name}: {source}")]
    Policy {
        /// The variable.
        name: &'static str,
        /// What is wrong with it.
        source: UnknownPolicy,
    },
    /// The environment variable of the GPU's margin has a value that says none.
    #[error("environment variable {name}: {source}")]
    Margin {
        /// The variable.
        name: &'static str,
        /// What is wrong with it.
        source: UnknownMargin,
    },
    /// The environment variable of the processor's part beside a device has a value that says none.
    #[error("environment variable {name}: {source}")]
    CoExecution {
        /// The variable.
        name: &'static str,
        /// What is wrong with it.
        source: UnknownCoExecution,
    },
}

impl Error {
    /// For who looks at an array outside of a kernel.
    #[cold]
    pub(crate) fn lost(failure: GpuError) -> Self {
        Error::Lost {
            message: failure.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_travels() {
        fn travels<T: std::error::Error + Send + Sync + 'static>() {}
        travels::<Error>();
    }

    #[test]
    fn the_message_names_everything() {
        let error = Error::OutOfBounds {
            kernel: "gather",
            file: "src/k.rs",
            line: 12,
            array: "x",
            expression: "p[i] as usize",
            index: 17,
            len: 16,
        };
        assert_eq!(
            error.to_string(),
            "kernel `gather` (src/k.rs:12): index 17 is out of bounds of `x` (length 16)"
        );
    }
}
