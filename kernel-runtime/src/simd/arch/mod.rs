//! The instruction sets: the only files that name intrinsics.

#[cfg(target_arch = "aarch64")]
mod aarch64;
mod one_lane;
mod rows;
#[cfg(target_arch = "x86_64")]
mod x86;

#[cfg(target_arch = "aarch64")]
pub use aarch64::*;
pub use one_lane::OneLane;
#[cfg(target_arch = "x86_64")]
pub use x86::*;
