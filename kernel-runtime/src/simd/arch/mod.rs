//! The instruction sets: the only files that name intrinsics.

#[cfg(target_arch = "aarch64")]
mod aarch64;
mod one_lane;
#[cfg(any(
    target_arch = "aarch64",
    target_arch = "x86_64",
    all(target_arch = "wasm32", target_feature = "simd128")
))]
mod rows;
// An engine that lacks an instruction refuses the whole module, so that it must not be there unless it was asked for.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm32;
#[cfg(target_arch = "x86_64")]
mod x86;

#[cfg(target_arch = "aarch64")]
pub use aarch64::*;
pub use one_lane::OneLane;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub use wasm32::*;
#[cfg(target_arch = "x86_64")]
pub use x86::*;
