//! Write one Rust function; run the fastest of its scalar, SIMD, threaded and GPU variants.
//!
//! ```
//! use kernel_runtime::kernel;
//!
//! #[kernel]
//! fn saxpy(a: f32, x: &[f32], y: &mut [f32]) {
//!     for i in 0..y.len() {
//!         y[i] = a * x[i] + y[i];
//!     }
//! }
//!
//! # fn main() -> Result<(), kernel_runtime::Error> {
//! let x = vec![1.0; 1000];
//! let mut y = vec![2.0; 1000];
//! saxpy(3.0, &x, &mut y); // the function itself, untouched
//! saxpy::dispatch(3.0, &x, &mut y)?; // the variant that is fastest for these arguments on this machine
//! assert_eq!(y, [8.0; 1000]);
//! # Ok(())
//! # }
//! ```
//!
//! Where the plain function would panic, `dispatch` answers with an [`Error`] that names the place. All variants on the processor give the
//! same bits.
//!
//! # Helpers
//!
//! A kernel may call functions that are marked `#[kernel(helper)]`, from any module or crate, and use structs of scalars marked likewise:
//!
//! ```
//! use kernel_runtime::kernel;
//!
//! mod signal {
//!     use kernel_runtime::kernel;
//!
//!     #[kernel(helper)]
//!     #[derive(Clone, Copy)]
//!     pub struct Window {
//!         pub low: f32,
//!         pub high: f32,
//!     }
//!
//!     #[kernel(helper)]
//!     pub fn smooth(window: Window, v: f32) -> f32 {
//!         let t = (v - window.low) / (window.high - window.low);
//!         if t < 0.0 {
//!             return 0.0;
//!         }
//!         if t > 1.0 { 1.0 } else { t * t * (3.0 - 2.0 * t) }
//!     }
//! }
//!
//! use signal::{Window, smooth};
//!
//! #[kernel]
//! fn smoothed(window: Window, x: &[f32], y: &mut [f32]) {
//!     for i in 0..y.len() {
//!         y[i] = smooth(window, x[i]);
//!     }
//! }
//!
//! # fn main() -> Result<(), kernel_runtime::Error> {
//! let window = Window { low: -1.0, high: 1.0 };
//! let mut y = [9.0; 3];
//! smoothed::dispatch(window, &[-2.0, 0.0, 5.0], &mut y)?;
//! assert_eq!(y, [0.0, 0.5, 1.0]);
//! # Ok(())
//! # }
//! ```
//!
//! # What decides
//!
//! The macro counts the work of the function; the runtime measures the machine once, in under a second, at the first call that is worth it, and keeps
//! the figures in the user's cache folder, where each process looks with a few of them whether they still hold. From both it predicts each variant's time, and
//! corrects the predictions by what runs have taken, in this process and in earlier ones: a [`Policy`] says how far. `explain` shows the predictions and the reason for the
//! choice as an [`Explanation`], [`decisions`] the last choices, a [`Report`] both as a page with pictures, [`machine`] what was measured; `dispatch_on` runs a given [`Variant`]; `KERNEL` is the kernel's descriptor, a [`Kernel`].
//!
//! | environment variable | meaning |
//! |---|---|
//! | `KERNEL_VARIANT` | `scalar`, `simd`, `threads`, `gpu` or `distributed`: what every `dispatch` runs |
//! | `KERNEL_POLICY` | how `dispatch` chooses: a [`Policy`] by its name |
//! | `KERNEL_EXPLAIN` | `1`: tells each decision on the standard error stream; `json`: as a line of JSON |
//! | `KERNEL_ISA` | the highest instruction set to use, by [`Isa::name`] |
//! | `KERNEL_GPU` | the GPU to use, by a part of its name; `off` for none; see also [`adapters`] and [`set_adapter`] |
//! | `KERNEL_GPU_MEMORY` | the bytes that the arrays of one run may take there, such as `512M`; larger ones are brought part by part |
//! | `KERNEL_GPU_MARGIN` | how many times over a GPU must earn its overhead back: a [`GpuMargin`], such as `5` or `always 5` |
//! | `KERNEL_CO_EXECUTION` | whether the processor computes a part of what the GPU was chosen for: a [`CoExecution`], such as `off` |
//! | `KERNEL_PROFILE_DIR` | where the measurements, and what runs have taken, are kept; empty: nowhere |
//! | `RAYON_NUM_THREADS` | how many threads share work outside of a rayon pool; else as many as affinity and the cgroup's quota grant cores |
//!
//! In a [rayon](https://docs.rs/rayon) pool its own threads do the work of the threads tier, as many as it has; call a kernel within
//! `ThreadPool::install` to choose them. Elsewhere a pool of this crate does, whose threads sleep while there is nothing for them.
//!
//! With the feature `tracing`, decisions, fallbacks from the GPU and what becomes of measurements are events of the
//! [tracing](https://docs.rs/tracing) library, under targets that begin with `kernel_runtime::`.
//!
//! # Several machines
//!
//! With the feature `mpi`, processes that were started together by `mpirun` are the ranks of a `Cluster`. In a thread that has
//! entered it, `dispatch_on(Variant::Distributed, …)` runs a kernel on all of them, and `Policy::Collective` makes every `dispatch` a call that all ranks make
//! together, on as many of them as pay. A `DistArray` stays divided among the ranks between kernels.

mod adapter;
mod arguments;
mod array;
mod beside;
mod bounds;
mod choose;
mod clock;
mod cluster;
mod co_execution;
mod decisions;
mod device;
mod error;
mod events;
mod explain;
mod fingerprint;
mod grid;
mod history;
// Values are elsewhere than in the memory of the host only where there is a device.
#[cfg_attr(not(feature = "gpu"), allow(dead_code))]
mod home;
mod interior;
mod kernel;
mod launch;
mod learned;
mod movement;
mod policy;
mod pool;
mod profile;
mod reach;
mod report;
mod select;
mod shares;
pub mod simd;
mod stage;
mod survey;
#[cfg(test)]
mod testing;
mod threads;
mod tree;
mod variant;
mod whereabouts;
#[cfg(any(test, feature = "mpi"))]
mod within;
#[cfg(any(test, feature = "mpi"))]
mod words;

#[doc(hidden)]
pub mod private;

// Generated code names this crate by its own name; so can this crate.
extern crate self as kernel_runtime;

pub use adapter::{Adapter, AdapterError, AdapterKind, adapter, adapters, set_adapter};
pub use arguments::{Input, Output};
pub use array::{Array, Scalar};
#[cfg(feature = "mpi")]
pub use cluster::{Cluster, DistArray, Entered, Traffic};
pub use co_execution::{CoExecution, UnknownCoExecution, co_execution, set_co_execution};
pub use decisions::{DecisionRecord, decisions};
pub use error::Error;
pub use explain::Explanation;
pub use kernel::{Kernel, KernelClass};
pub use kernel_macros::kernel;
#[doc(hidden)]
pub use kernel_macros::mark_what_a_kernel_calls_with_kernel_helper;
pub use learned::keep_learned;
pub use policy::{
    GpuMargin, Policy, UnknownMargin, UnknownPolicy, gpu_margin, policy, set_gpu_margin, set_policy,
};
pub use report::{MachineProfile, Report, machine};
pub use select::Prediction;
pub use simd::{Isa, UnavailableIsa, with_isa};
pub use variant::{UnknownVariant, Variant};
