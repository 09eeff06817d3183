//! Where a kernel's arrays are while it runs.

use crate::choose;
use crate::device::{GpuError, Together};
use crate::error::Error;
use crate::home::{Held, fetch_all};
use crate::kernel::Kernel;
use crate::launch::{Request, pinned};
use crate::stage::{Arrays, Stage};
use crate::variant::Variant;

/// Runs a kernel that launches stages several times. Between them its arrays stay where the last stage has left them; `lent` says which
/// of them were given as slices, whose values are in the host's memory again when it is over.
///
/// If the device fails, and it was the runtime that chose it, the kernel runs on the processor from the beginning, as far as the
/// host's memory still holds what the kernel began with.
pub fn stay<R>(
    kernel: &'static Kernel,
    request: Request,
    arrays: &[Held<'_>],
    lent: &[bool],
    run: &mut dyn FnMut(Request) -> Result<R, Error>,
) -> Result<R, Error> {
    for (array, lent) in arrays.iter().zip(lent) {
        if let Some(home) = array.home() {
            home.begin(*lent);
        }
    }
    let result = {
        let _together = Together::new();
        run(request).and_then(|value| {
            let mut back = arrays
                .iter()
                .zip(lent)
                .filter_map(|(array, lent)| (*lent && array.is_written()).then_some(array));
            fetch_all(&mut back).map_err(|lost| kernel.lost(lost))?;
            Ok(value)
        })
    };
    match result {
        Err(Error::Device { message, .. })
            if request == Request::Auto
                && pinned()?.is_none()
                && arrays.iter().all(begins_again) =>
        {
            choose::record_failure(GpuError::Device(message));
            run(Request::On(Variant::Threads))
        }
        result => result,
    }
}

/// Whether the array is again what it was when the kernel began. One that is only read has not changed.
fn begins_again(array: &Held<'_>) -> bool {
    match array.home() {
        Some(home) if array.is_written() => home.begin_again(),
        _ => true,
    }
}

/// The bytes that have to be moved for a stage.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(crate) struct Moves {
    /// To the device, for it to run the stage.
    pub(crate) up: f64,
    /// From the device afterwards, to where the caller looks for them.
    pub(crate) down: f64,
    /// From the device beforehand, for the processor to run the stage.
    pub(crate) home: f64,
}

impl Moves {
    /// Those of a stage now. Moves nothing and allocates nothing.
    #[inline(never)]
    pub(crate) fn of<S: Stage>(stage: &S) -> Moves {
        let mut moves = Moves::default();
        stage.arrays(&mut moves);
        moves
    }

    /// The way of a stage whose arrays are in the host's memory alone.
    pub(crate) const ALL_UP: usize = 2;

    /// What is to be moved, as a number below [`Moves::WAYS`]. One way to run a stage that roams is not another.
    pub(crate) fn way(self) -> usize {
        1 + usize::from(self.up > 0.0) + 2 * usize::from(self.home > 0.0)
    }

    /// The values of [`Moves::way`], and 0 for a stage that does not roam.
    pub(crate) const WAYS: usize = 5;

    fn add(&mut self, array: &Held<'_>, reads: bool, writes: bool) {
        let bytes = array.size() as f64;
        let (on_host, on_device, lent) = match array.home() {
            Some(home) => (home.is_on_host(), home.is_on_device(), home.is_lent()),
            None => (true, false, true),
        };
        if reads && !on_device {
            self.up += bytes;
        }
        if !on_host {
            self.home += bytes;
        }
        // What is away already has to come back anyway.
        if writes && lent && on_host {
            self.down += bytes;
        }
    }
}

impl<'a> Arrays<'a> for Moves {
    fn read(&mut self, array: Held<'a>) {
        self.add(&array, true, false);
    }

    fn write(&mut self, array: Held<'a>, reads: bool) {
        self.add(&array, reads, true);
    }
}
