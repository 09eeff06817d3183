//! Two ways to do one thing on a device, timed in turns.

use kernel_runtime::{Array, Error, Variant};
use wgpu::Buffer;

use super::hand::{Hand, Program};
use super::report::Row;
use crate::measure::{Run, in_turns};

/// What a side needs to wait until the device has done all that came before.
pub(super) struct Fence<'h> {
    hand: &'h Hand,
    program: Program,
    value: Buffer,
    staging: Buffer,
    ours: [Array<f32>; 2],
}

/// Fetching a value that a last run writes.
impl<'h> Fence<'h> {
    pub(super) fn new(hand: &'h Hand) -> Self {
        let value = hand.array(&[1.0f32; 64]);
        let other = hand.array(&[1.0f32; 64]);
        let params = [64, 1.0f32.to_bits()];
        let program = hand.program(super::subjects::SAXPY, &params, &[&other, &value], [1, 1]);
        Fence {
            hand,
            program,
            value,
            staging: hand.staging(256),
            ours: [Array::zeroed(64), Array::zeroed(64)],
        }
    }

    /// For the program by hand.
    pub(super) fn theirs(&self) -> Result<(), Error> {
        self.hand.run(&self.program, 1);
        self.hand
            .read(&self.value, &self.staging, &mut [0; 256])
            .map_err(by_hand)
    }

    /// For ours.
    pub(super) fn ours(&mut self) -> Result<(), Error> {
        let [x, y] = &mut self.ours;
        kernel_examples::saxpy::dispatch_on(Variant::Gpu, 1.0, x, y)?;
        y.as_slice().map(|_| ())
    }
}

/// A failure of the program by hand.
pub(super) fn by_hand(error: Box<dyn std::error::Error>) -> Error {
    Error::Device {
        kernel: "by hand",
        message: error.to_string(),
    }
}

/// Times both, each of which runs so many times and waits. Gives the row of ours.
pub(super) fn compare(
    kernel: &'static str,
    n: usize,
    bytes: f64,
    ours: Run<'_>,
    theirs: Run<'_>,
) -> Result<Row, Error> {
    let times = in_turns(&mut [ours, theirs])?;
    Ok(Row {
        kernel,
        n,
        bytes,
        ours: times[0],
        theirs: times[1],
    })
}
