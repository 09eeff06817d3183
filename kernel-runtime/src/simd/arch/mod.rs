//! The instruction sets: the only files that name intrinsics.

mod one_lane;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use one_lane::OneLane;
#[cfg(target_arch = "x86_64")]
pub use x86::*;
