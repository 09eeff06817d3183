//! The GPU tier where the crate is built without it: the same face, and nobody behind it.

use crate::adapter::{Adapter, AdapterError};
use crate::stage::{Space, Stage};

use super::{Brought, Calibration, GpuError, Ineligible, Making, Program, Unavailable};

/// No value of this type exists.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Gpu {}

/// No value of this type exists.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Resident {}

/// A box cut in two, of which nobody would compute the one part.
pub(crate) struct Cut {
    pub(crate) device: Space,
    pub(crate) processor: Space,
}

/// Nothing is on no device.
pub(crate) fn download(
    copies: &[(&Resident, usize)],
    _take: impl FnMut(usize, &[u8]),
) -> Result<(), GpuError> {
    match copies.first() {
        Some((copy, _)) => match **copy {},
        None => Ok(()),
    }
}

/// Nothing is submitted, together or not.
pub(crate) struct Together(());

impl Together {
    /// Begins nothing.
    pub(crate) fn new() -> Together {
        Together(())
    }
}

/// What the device keeps for a shader: nothing.
#[derive(Debug)]
pub(crate) struct Slot;

impl Slot {
    pub(super) const fn new() -> Self {
        Slot
    }
}

/// There is no device.
pub(crate) fn status() -> Result<&'static Gpu, Unavailable> {
    Err(Unavailable::NotBuilt)
}

/// There is no device.
pub(crate) fn ready(_prepare: fn(&'static Gpu)) -> Option<Result<&'static Gpu, Unavailable>> {
    Some(status())
}

/// There is no device.
pub(crate) fn opened() -> Option<&'static Gpu> {
    None
}

/// There are no adapters.
pub(crate) fn list() -> Vec<Adapter> {
    Vec::new()
}

/// There is none to be had.
pub(crate) fn want(_adapter: &Adapter) -> Result<(), AdapterError> {
    let reason = Unavailable::NotBuilt.to_string();
    Err(AdapterError::GivenUp { reason })
}

/// There is nothing to lose.
pub fn lose_device() {}

impl Gpu {
    pub(crate) fn info(&self) -> &Adapter {
        match *self {}
    }

    pub(crate) fn making(
        &'static self,
        _program: &Program,
        _brought: Brought,
    ) -> Result<Making, GpuError> {
        match *self {}
    }

    pub(crate) fn make<S: Stage>(
        &'static self,
        _program: &'static Program,
        _brought: Brought,
        _stage: &S,
        _done: fn(Result<(), GpuError>),
    ) {
        match *self {}
    }

    pub(crate) fn eligible<S: Stage>(
        &self,
        _program: &Program,
        _stage: &S,
    ) -> Result<Brought, Ineligible> {
        match *self {}
    }

    pub(crate) fn run<S: Stage>(
        &'static self,
        _program: &Program,
        _stage: &S,
    ) -> Result<S::Partial, GpuError> {
        match *self {}
    }

    pub(crate) fn cut<S: Stage>(&self, _program: &Program, _stage: &S, _share: f64) -> Option<Cut> {
        match *self {}
    }

    pub(crate) fn run_beside<S: Stage>(
        &'static self,
        _program: &Program,
        _stage: &S,
        _cut: &Cut,
        _meanwhile: &mut dyn FnMut(),
    ) -> Result<S::Partial, GpuError> {
        match *self {}
    }

    pub(crate) fn calibration(&'static self) -> Result<Calibration, GpuError> {
        match *self {}
    }
}
