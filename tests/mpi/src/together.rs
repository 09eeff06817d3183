//! Whether all ranks have seen the same.

use std::hash::{DefaultHasher, Hash, Hasher};

use mpi::collective::SystemOperation;
use mpi::topology::SimpleCommunicator;
use mpi::traits::CommunicatorCollectives;

/// Whether that is the same on every rank. All must ask.
pub(crate) fn agree(what: &impl Hash) -> bool {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    let hash = hasher.finish();
    let world = SimpleCommunicator::world();
    let (mut least, mut greatest) = (0u64, 0u64);
    world.all_reduce_into(&hash, &mut least, SystemOperation::min());
    world.all_reduce_into(&hash, &mut greatest, SystemOperation::max());
    least == greatest
}

/// Whether it is so on every rank. All must ask.
pub(crate) fn all(holds: bool) -> bool {
    let mut least = 0u8;
    let world = SimpleCommunicator::world();
    world.all_reduce_into(&u8::from(holds), &mut least, SystemOperation::min());
    least == 1
}
