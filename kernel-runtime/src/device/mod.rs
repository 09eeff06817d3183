//! The GPU tier: one device, made at first need; pipelines, buffers and submission.
//!
//! [`status`] is the door: it opens the device once and says why there is none otherwise. A [`Gpu`] says whether it can run a
//! stage ([`Gpu::eligible`]), runs it ([`Gpu::run`]) and measures itself ([`Gpu::calibration`]). The user's slices change only
//! after the device has reported a clean run: on a fault or a failure they are as they were. Arrays with a home stay on the device (`resident`).
//!
//! # What a shader expects
//!
//! Group 0: binding 0 is a uniform block: the part of the box to run (`lo` and `hi`, three `u32` each, in the order of the stage's
//! dimensions), a `u32` zero that the driver cannot see through, one `u32` length per array, where arrays are there in `windows` one `u32` for
//! each window's begin, then the captured scalars, each at its natural alignment. Bindings 1 to *n* are the arrays in [`Stage::arrays`]' order. Binding *n* + 1 is the fault record (see
//! `fault`), and binding *n* + 2, for a stage that reduces, receives one partial value per workgroup.
//!
//! [`Stage::arrays`]: crate::stage::Stage::arrays

mod error;
mod shader;

#[cfg(not(feature = "gpu"))]
mod absent;
#[cfg(feature = "gpu")]
mod adapter;
#[cfg(feature = "gpu")]
mod batch;
#[cfg(feature = "gpu")]
mod bindings;
#[cfg(feature = "gpu")]
mod buffers;
#[cfg(feature = "gpu")]
mod calibrate;
#[cfg(feature = "gpu")]
mod context;
#[cfg(feature = "gpu")]
mod door;
#[cfg(feature = "gpu")]
mod eligible;
#[cfg(feature = "gpu")]
mod fault;
#[cfg(feature = "gpu")]
mod grid;
#[cfg(feature = "gpu")]
mod groups;
#[cfg(feature = "gpu")]
mod maker;
#[cfg(feature = "gpu")]
mod pipeline;
#[cfg(feature = "gpu")]
mod resident;
#[cfg(feature = "gpu")]
mod submit;
#[cfg(all(test, feature = "gpu"))]
mod tests;
#[cfg(feature = "gpu")]
mod windows;

#[cfg(not(feature = "gpu"))]
pub use absent::lose_device;
#[cfg(not(feature = "gpu"))]
pub(crate) use absent::{
    Gpu, Resident, Slot, Together, download, list, opened, ready, status, want,
};
#[cfg(feature = "gpu")]
pub(crate) use adapter::list;
#[cfg(feature = "gpu")]
pub(crate) use batch::Together;
#[cfg(feature = "gpu")]
pub(crate) use context::Gpu;
#[cfg(feature = "gpu")]
pub use door::lose_device;
#[cfg(feature = "gpu")]
pub(crate) use door::{opened, ready, status, want};
pub(crate) use error::{GpuError, Ineligible, Unavailable};
#[cfg(feature = "gpu")]
pub(crate) use pipeline::Slot;
#[cfg(feature = "gpu")]
pub(crate) use resident::{Resident, download};
pub use shader::{Program, Shader};

/// How a stage's arrays are on the device while it runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(not(feature = "gpu"), allow(dead_code))]
pub(crate) enum Brought {
    /// All of them.
    Whole,
    /// Of each what a part of the box touches, part by part.
    InWindows,
}

/// How far a shader's pipeline is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(not(feature = "gpu"), allow(dead_code))]
pub(crate) enum Making {
    /// Nobody has begun it.
    Missing,
    /// Somebody is at it.
    Begun,
    /// It is there.
    Done,
}

/// What a device was measured to do. Rates are in the unit of their name, per second.
#[derive(Clone, Copy, Debug)]
pub struct Calibration {
    /// Seconds from the submission of an almost empty stage to its answer on the host.
    pub latency: f64,
    /// Bytes from the host to the device.
    pub upload: f64,
    /// Bytes from the device to the host.
    pub download: f64,
    /// Bytes that a streaming shader moves through the device's memory.
    pub memory: f64,
    /// Bytes that a shader reads again and again from where they are nearest.
    pub near: f64,
    /// Float additions and multiplications on 32-bit values, over the whole device.
    pub float: f64,
    /// Float divisions and square roots.
    pub divide: f64,
    /// Integer operations on 32-bit values.
    pub integer: f64,
}
