//! The GPUs of a machine, and which of them is used.

use std::fmt;

use crate::device;

/// What kind of thing a GPU is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum AdapterKind {
    /// A card with memory of its own.
    Discrete,
    /// A part of the processor, whose memory it shares.
    Integrated,
    /// One that a hypervisor lends.
    Virtual,
    /// The driver does not say.
    Unknown,
    /// A program on the processor.
    Software,
}

impl AdapterKind {
    /// In lower case.
    pub const fn name(self) -> &'static str {
        match self {
            AdapterKind::Discrete => "discrete",
            AdapterKind::Integrated => "integrated",
            AdapterKind::Virtual => "virtual",
            AdapterKind::Unknown => "of unknown kind",
            AdapterKind::Software => "software",
        }
    }
}

impl fmt::Display for AdapterKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A GPU that a driver tells of. [`adapters`] lists them, [`set_adapter`] chooses one.
///
/// What moving bytes to and from it costs is measured when it is opened, as are its other rates, whatever its kind. An integrated one is reached by
/// copies within one memory, a discrete one over a bus, and the figures say so: `upload` and `download` of [`machine`](crate::machine)'s table.
/// How much memory it has in all, the drivers' common interface does not tell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Adapter {
    pub(crate) name: String,
    pub(crate) backend: String,
    pub(crate) driver: String,
    pub(crate) kind: AdapterKind,
    /// Where it is plugged in, if that is known.
    pub(crate) bus: String,
    /// Which it is of those that are alike otherwise.
    pub(crate) number: usize,
    pub(crate) has_f64: bool,
    pub(crate) has_i64: bool,
    pub(crate) largest_array: u64,
    pub(crate) workgroup_memory: u32,
    pub(crate) workgroup_size: u32,
}

impl Adapter {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The API that it is driven through: `vulkan`, `metal`, `dx12`.
    pub fn backend(&self) -> &str {
        &self.backend
    }

    /// The driver and its version.
    pub fn driver(&self) -> &str {
        &self.driver
    }

    /// What kind of thing it is.
    pub fn kind(&self) -> AdapterKind {
        self.kind
    }

    /// Whether kernels with `f64` can run there.
    pub fn has_f64(&self) -> bool {
        self.has_f64
    }

    /// Whether kernels with 64-bit integers can run there.
    pub fn has_i64(&self) -> bool {
        self.has_i64
    }

    /// The bytes of the largest array that it takes as a whole. Larger ones are brought part by part.
    pub fn largest_array(&self) -> u64 {
        self.largest_array
    }

    /// The bytes of memory that the invocations of a workgroup share.
    pub fn workgroup_memory(&self) -> u32 {
        self.workgroup_memory
    }

    /// The most invocations of a workgroup.
    pub fn workgroup_size(&self) -> u32 {
        self.workgroup_size
    }
}

impl fmt::Display for Adapter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}, {}", self.name, self.kind, self.backend)?;
        if !self.driver.is_empty() {
            write!(f, ", {}", self.driver)?;
        }
        f.write_str(")")
    }
}

/// Why a GPU cannot be chosen.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AdapterError {
    /// The drivers tell of it no longer.
    #[error("there is no GPU adapter {adapter} any more")]
    Gone {
        /// What was asked for.
        adapter: String,
    },
    /// Another one is open: a process uses one.
    #[error("the GPU adapter {adapter} is in use already")]
    InUse {
        /// The one in use.
        adapter: String,
    },
    /// It has been tried to open one, and there will be none.
    #[error("no GPU is used any more: {reason}")]
    GivenUp {
        /// Why not.
        reason: String,
    },
}

/// The GPUs that the drivers tell of, in the order in which they would be tried: cards first, programs last. Asks the drivers, which takes some
/// milliseconds; opens none.
///
/// ```
/// for adapter in kernel_runtime::adapters() {
///     println!("{adapter}: arrays up to {} bytes", adapter.largest_array());
/// }
/// ```
///
/// `KERNEL_GPU` is not asked. Built without the feature `gpu` there are none.
pub fn adapters() -> Vec<Adapter> {
    device::list()
}

/// The GPU that is open, if one is.
pub fn adapter() -> Option<Adapter> {
    device::opened().map(|gpu| gpu.info().clone())
}

/// Chooses the GPU that is opened when one is wanted: to be called before the first `dispatch` or `explain`.
///
/// ```
/// use kernel_runtime::{AdapterKind, adapters, set_adapter};
///
/// # fn main() -> Result<(), kernel_runtime::AdapterError> {
/// // The part of the processor, though there may be a card.
/// let found = adapters();
/// if let Some(integrated) = found.iter().find(|adapter| adapter.kind() == AdapterKind::Integrated) {
///     set_adapter(integrated)?;
/// }
/// # Ok(())
/// # }
/// ```
///
/// The environment wins over the program: where `KERNEL_GPU` names other adapters, one of those is opened.
///
/// # Errors
///
/// [`AdapterError::InUse`] if another one has been opened, [`AdapterError::GivenUp`] if it has been tried in vain, and [`AdapterError::Gone`] if the drivers do not tell of this
/// one any more.
pub fn set_adapter(adapter: &Adapter) -> Result<(), AdapterError> {
    device::want(adapter)
}

#[cfg(all(test, feature = "gpu"))]
mod tests {
    use super::*;

    #[test]
    fn one_that_is_gone_cannot_be_chosen() {
        for mut adapter in adapters() {
            assert!(!adapter.name().is_empty() && !adapter.backend().is_empty());
            assert!(adapter.largest_array() >= 1 << 20, "{adapter:?}");
            adapter.name.push_str(", of yesterday");
            let adapter_text = adapter.to_string();
            let gone = AdapterError::Gone {
                adapter: adapter_text,
            };
            assert_eq!(set_adapter(&adapter), Err(gone));
        }
    }

    #[test]
    fn cards_come_first_and_no_two_are_the_same() {
        let found = adapters();
        assert!(found.is_sorted_by_key(|adapter| adapter.kind as u8));
        for (at, adapter) in found.iter().enumerate() {
            assert!(!found[..at].contains(adapter), "{adapter}");
        }
    }
}
