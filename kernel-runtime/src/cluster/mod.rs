//! The distributed tier: a stage on the ranks of a cluster, each of which runs a part of its box.
//!
//! Every rank makes the same calls with the same lengths and scalars, so each computes for itself who runs what (`cut`), who holds which elements of
//! which array (`holdings`) and so who sends what to whom (`messages`); nothing is negotiated. Indices are global on every rank: memory for a whole
//! array is reserved, and only what a rank touches becomes real.

#[cfg(feature = "mpi")]
mod call;
#[cfg(feature = "mpi")]
mod cut;
#[cfg(feature = "mpi")]
mod dist_array;
#[cfg(feature = "mpi")]
mod exchange;
#[cfg(feature = "mpi")]
mod holdings;
#[cfg(feature = "mpi")]
mod intervals;
#[cfg(feature = "mpi")]
mod join;
#[cfg(feature = "mpi")]
mod machines;
#[cfg(feature = "mpi")]
mod messages;
#[cfg(feature = "mpi")]
mod plan;
#[cfg(feature = "mpi")]
mod run;
#[cfg(feature = "mpi")]
mod spread;
#[cfg(feature = "mpi")]
mod table;
#[cfg(all(test, feature = "mpi"))]
mod testing;

#[cfg(not(feature = "mpi"))]
mod absent;

#[cfg(feature = "mpi")]
pub use call::{Call, is_collective};
#[cfg(feature = "mpi")]
pub use dist_array::DistArray;
#[cfg(feature = "mpi")]
pub use join::{Cluster, Entered};
#[cfg(feature = "mpi")]
pub use messages::Traffic;
#[cfg(feature = "mpi")]
pub(crate) use run::{launch, place, predict};
#[cfg(feature = "mpi")]
pub(crate) use spread::{Spread, bring_everywhere};

#[cfg(not(feature = "mpi"))]
pub(crate) use absent::{launch, place, predict};
