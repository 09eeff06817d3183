//! Arguments: ISPC's examples.

use crate::Entry;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[];
