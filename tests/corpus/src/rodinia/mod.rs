//! Rodinia's kernels.
