//! Runs that are submitted together: those of a kernel of several launches that nobody waits for.
//!
//! A submission costs more than a small run takes. So while such a kernel runs, its runs are recorded one after the other, and submitted when there
//! are some, when somebody waits, before values are written to a buffer that one of them may use, and when the kernel is over. The device
//! runs them in their order, as it would have without. They share a pass, in which the driver layer has one wait for another where both use a buffer
//! that either writes.

use std::fmt;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wgpu::{BindGroup, CommandEncoder, ComputePass, SubmissionIndex};

use super::context::Gpu;
use super::door;
use super::groups::{Buffers, Groups};
use super::pipeline::Pipeline;
use super::submit::Scratch;

/// The most runs of a submission: the device is to begin while more are recorded.
const MOST_TOGETHER: usize = 16;

/// The kernels of several launches that are running. It only says what is quicker.
static RUNNING: AtomicUsize = AtomicUsize::new(0);

/// Runs may be submitted together until this is dropped.
#[derive(Debug)]
pub(crate) struct Together(());

impl Together {
    /// Begins.
    pub(crate) fn new() -> Together {
        RUNNING.fetch_add(1, Relaxed);
        Together(())
    }
}

impl Drop for Together {
    fn drop(&mut self) {
        let is_last = RUNNING.fetch_sub(1, Relaxed) == 1;
        if let Some(gpu) = door::opened() {
            if is_last {
                gpu.recording().forget_groups();
            }
            gpu.flush();
        }
    }
}

/// Whether runs may be submitted together.
pub(super) fn is_open() -> bool {
    RUNNING.load(Relaxed) > 0
}

/// What has been recorded and not submitted.
#[derive(Default)]
pub(super) struct Batch {
    recorded: Mutex<Recorded>,
}

#[derive(Default)]
struct Recorded {
    encoder: Option<CommandEncoder>,
    /// The encoder's, if it is in a pass.
    pass: Option<ComputePass<'static>>,
    runs: usize,
    groups: Groups,
    /// Written before the submission, so that no other run may have them until then.
    held: Vec<Scratch>,
}

/// What has been recorded, to go on with. Nobody else submits, or queues values, until this is dropped.
pub(super) struct Recording {
    gpu: &'static Gpu,
    recorded: MutexGuard<'static, Recorded>,
}

impl Recording {
    /// Where to record what is no run.
    pub(super) fn encoder(&mut self) -> &mut CommandEncoder {
        self.recorded.pass = None;
        let new = || self.gpu.device.create_command_encoder(&Default::default());
        self.recorded.encoder.get_or_insert_with(new)
    }

    /// Where to record runs.
    pub(super) fn pass(&mut self) -> &mut ComputePass<'static> {
        let open = self.recorded.pass.take();
        let pass = open.unwrap_or_else(|| {
            let encoder = self.encoder();
            encoder
                .begin_compute_pass(&Default::default())
                .forget_lifetime()
        });
        self.recorded.pass.insert(pass)
    }

    /// The bind group of a run that neither finds faults nor yields values, as an earlier one has had it.
    pub(super) fn group(
        &mut self,
        pipeline: &Arc<Pipeline>,
        block: Vec<u8>,
        arrays: &Buffers<'_>,
    ) -> BindGroup {
        let Recorded { groups, held, .. } = &mut *self.recorded;
        groups.get(self.gpu, pipeline, block, arrays, held).clone()
    }

    /// Keeps no bind groups any more.
    fn forget_groups(mut self) {
        let Recorded { groups, held, .. } = &mut *self.recorded;
        groups.clear(held);
        if self.recorded.encoder.is_none() {
            self.recorded.held.clear();
        }
    }

    /// Leaves a run to be submitted with others, if there are not enough yet.
    pub(super) fn leave(mut self) {
        self.recorded.runs += 1;
        if self.recorded.runs >= MOST_TOGETHER {
            self.send();
        }
    }

    /// Submits all, for somebody to wait for.
    pub(super) fn submit(mut self) -> SubmissionIndex {
        // The pass ends before its encoder.
        self.recorded.pass = None;
        let commands = self.recorded.encoder.take().map(CommandEncoder::finish);
        let submission = self.gpu.queue.submit(commands);
        self.recorded.runs = 0;
        self.recorded.held.clear();
        submission
    }

    /// Submits all, for nobody to wait for.
    pub(super) fn send(self) {
        let gpu = self.gpu;
        let submission = self.submit();
        gpu.pending().push_back(submission);
    }
}

impl Gpu {
    /// What has been recorded, if only nothing.
    pub(super) fn recording(&'static self) -> Recording {
        // A run is recorded whole, or the driver has panicked.
        let recorded = self.batch.recorded.lock();
        Recording {
            gpu: self,
            recorded: recorded.unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Submits what has been recorded, if anything has.
    pub(super) fn flush(&'static self) {
        let recording = self.recording();
        if recording.recorded.encoder.is_some() {
            recording.send();
        }
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch").finish_non_exhaustive()
    }
}
