//! Sizes in 32 bits: a `usize` that differs from lane to lane takes half the registers then, and is compared, multiplied, divided and gathered by
//! in a fraction of the time.
//!
//! For that, every value must fit. Each is given an upper bound over what the stage holds, where it has one; the body asks at its
//! start whether all bounds fit, and if not, one lane at a time runs the body with sizes as they are. The values are the same either
//! way, so nothing else changes: not the bits, and not the index that an error names.

mod body;
mod bounds;
mod value;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::analyse::{Poly, Stage};
use crate::ir::{Kernel, Scalar, VarId};
use bounds::Bounds;
use value::Most;

/// A stage whose sizes are 32 bits wide in lanes, as far as they can be.
pub(super) struct Narrowed {
    /// The kernel, whose variables have other types.
    pub(super) kernel: Kernel,
    /// The stage, whose body has been rewritten.
    pub(super) stage: Stage,
    /// What must lie in the range of `u32` for it to mean the same.
    pub(super) bounds: Vec<Poly>,
}

/// The stage with narrow sizes, if it gains by that. Tiles work on contiguous memory, and have nothing to gain.
pub(super) fn narrowed(kernel: &Kernel, stage: &Stage) -> Option<Narrowed> {
    if stage.tile.is_some() {
        return None;
    }
    let mut sizes = Sizes {
        stage,
        known: Bounds::of(kernel, stage),
        vars: BTreeMap::new(),
        seen: RefCell::default(),
        asked: RefCell::default(),
        gains: Cell::new(false),
    };
    let body = sizes.block(kernel, &stage.body);
    if !sizes.gains.into_inner() {
        return None;
    }
    let mut kernel = kernel.clone();
    for var in sizes.vars.keys() {
        kernel.vars[var.index()].ty = Scalar::U32;
    }
    let bounds = sizes.known.largest(sizes.asked.into_inner());
    let mut stage = stage.clone();
    stage.body = body;
    Some(Narrowed {
        kernel,
        stage,
        bounds,
    })
}

/// What is rewritten.
struct Sizes<'a> {
    stage: &'a Stage,
    known: Bounds<'a>,
    /// The variables that are narrow, with their upper bounds.
    vars: BTreeMap<VarId, Poly>,
    /// The variables that stay as they are, as far as they were asked for.
    seen: RefCell<BTreeMap<VarId, Option<Most>>>,
    /// The bounds that must fit.
    asked: RefCell<Vec<Poly>>,
    /// Whether anything is computed in 32 bits that was not before.
    gains: Cell<bool>,
}
