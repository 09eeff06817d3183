//! ISPC's examples.
