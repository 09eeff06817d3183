//! Why there is no device, why it cannot run a stage, and why a run failed.

use crate::stage::Fault;

/// Why there is no device.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[cfg_attr(not(feature = "gpu"), allow(dead_code))]
pub(crate) enum Unavailable {
    /// The crate was built without the feature.
    #[cfg(not(feature = "gpu"))]
    #[error("built without the feature `gpu`")]
    NotBuilt,
    /// The user said so.
    #[error("switched off by KERNEL_GPU=off")]
    Off,
    /// The user said something else.
    #[error("KERNEL_GPU_MEMORY={0} is no number of bytes, such as 512M")]
    Memory(String),
    /// The machine has none.
    #[error("no GPU adapter found (and no software driver)")]
    NoAdapter,
    /// None of that name.
    #[error("no GPU adapter matches KERNEL_GPU={wanted}; found: {found}")]
    NoMatch {
        /// What was asked for.
        wanted: String,
        /// What there is.
        found: String,
    },
    /// The one that the program has chosen is not there.
    #[error("there is no GPU adapter {0} any more")]
    Gone(String),
    /// No adapter gave a device.
    #[error("no GPU device could be opened: {0}")]
    Refused(String),
    /// It worked once.
    #[error("the GPU device was lost: {0}")]
    Lost(String),
}

/// Why a device cannot run a stage with these arguments.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[cfg_attr(not(feature = "gpu"), allow(dead_code))]
pub(crate) enum Ineligible {
    /// `f64` is optional on GPUs.
    #[error("the GPU has no `f64`")]
    NoF64,
    /// So are 64-bit integers.
    #[error("the GPU has no 64-bit integers")]
    NoI64,
    /// An array outgrows a binding.
    #[error("an array has {bytes} bytes, a GPU binding holds {limit}")]
    Binding {
        /// The array's size.
        bytes: u64,
        /// The device's limit.
        limit: u64,
    },
    /// The arrays outgrow what the user allows.
    #[error("the arrays have {bytes} bytes, KERNEL_GPU_MEMORY allows {limit}")]
    Memory {
        /// The arrays' size.
        bytes: u64,
        /// What is allowed.
        limit: u64,
    },
    /// Too many arrays.
    #[error("the kernel binds {count} buffers, the GPU allows {limit}")]
    Bindings {
        /// The storage buffers needed.
        count: usize,
        /// The device's limit.
        limit: usize,
    },
    /// Too many scalars.
    #[error("the kernel's scalars take {bytes} bytes, a GPU uniform block holds {limit}")]
    Scalars {
        /// The block's size.
        bytes: u64,
        /// The device's limit.
        limit: u64,
    },
    /// The shader counts in 32 bits.
    #[error("the quantity {value} does not fit the 32 bits that the shader counts in")]
    Extent {
        /// The length, size or index.
        value: i128,
    },
    /// The workgroup is too large.
    #[error("a workgroup has {size} invocations, the GPU allows {limit}")]
    Workgroup {
        /// The shader's.
        size: u32,
        /// The device's.
        limit: u32,
    },
}

/// Why a run failed. The user's slices are as they were.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
#[cfg_attr(not(feature = "gpu"), allow(dead_code))]
pub(crate) enum GpuError {
    /// The kernel failed, where the plain function would have panicked.
    #[error("the kernel failed")]
    Fault(Fault),
    /// These arguments cannot run there.
    #[error(transparent)]
    Ineligible(#[from] Ineligible),
    /// The device failed.
    #[error("the GPU failed: {0}")]
    Device(String),
}
