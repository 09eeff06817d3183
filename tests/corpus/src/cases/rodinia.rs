//! Arguments: Rodinia's kernels.

use crate::Entry;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[];
