//! All that generated code may name. Not part of the public interface.

pub use crate::__collectively as collectively;
pub use crate::__entries as entries;
pub use crate::arguments::{In, Input, Out, Output, words_of};
pub use crate::beside::launches_beside;
pub use crate::bounds::{
    Exact, cannot_wrap, fits_u32, in_bounds, index_fault, is_empty, is_negative,
};
pub use crate::choose::decide;
#[cfg(feature = "mpi")]
pub use crate::cluster::{Call, is_collective};
pub use crate::device::{Program, Shader, lose_device};
pub use crate::error::Error;
pub use crate::explain::Explanation;
pub use crate::fingerprint::Fingerprint;
pub use crate::home::Home;
pub use crate::interior::{Interior, LONG, whole_gangs};
pub use crate::kernel::{Definition, Kernel, KernelClass, Site, SiteKind};
pub use crate::launch::{Request, launch};
pub use crate::learned::know_nothing;
pub use crate::movement::stay;
pub use crate::reach::Bounded::{Between, Counter, Either, Max, Min};
pub use crate::reach::Reach;
pub use crate::simd::*;
pub use crate::stage::{
    Accumulates, Arrays, CLASSES, Class, Fault, MAX_DIMS, Reaches, Scalars, Space, Stage, Tile,
    Work,
};
pub use crate::survey::{Explaining, Rehearsal, Survey};
pub use crate::variant::Variant;
pub use crate::whereabouts::Whereabouts;
#[cfg(feature = "mpi")]
pub use crate::words::Word;
