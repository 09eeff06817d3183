//! One run: upload, dispatch, readback.

use std::collections::VecDeque;
use std::sync::{MutexGuard, PoisonError, mpsc};

use wgpu::{BindGroup, Buffer, BufferView, ComputePass, PollType, SubmissionIndex};

use crate::stage::{Space, Stage};

use super::batch::{self, Recording};
use super::bindings::{Download, Upload};
use super::buffers::Purpose;
use super::context::Gpu;
use super::groups::{Buffers, Group};
use super::pipeline::Pipeline;
use super::{GpuError, Program, fault, grid};

/// The most runs that are submitted and not waited for: each holds memory of the driver's.
const MOST_PENDING: usize = 64;

/// What a run left on the host: the fault record where the shader can fail, the partial values, and the written arrays that do not stay on the
/// device.
pub(super) struct Answer {
    /// Nothing, where there is nothing to read: the device may still be at it.
    read: Option<Read>,
    record: usize,
    partials: usize,
}

impl Answer {
    fn bytes(&self) -> &[u8] {
        self.read.as_ref().map_or(&[], Read::bytes)
    }

    pub(super) fn record(&self) -> &[u8] {
        &self.bytes()[..self.record]
    }

    fn partials(&self) -> &[u8] {
        &self.bytes()[self.record..][..self.partials]
    }

    pub(super) fn arrays(&self) -> &[u8] {
        &self.bytes()[self.record + self.partials.next_multiple_of(8)..]
    }

    /// The value of the part that was run; nothing where nothing is reduced.
    pub(super) fn partial<S: Stage>(&self, program: &Program) -> Option<S::Partial> {
        let bytes = program.shader.partial_bytes.max(1) as usize;
        self.partials()
            .chunks_exact(bytes)
            .map(S::read_partial)
            .reduce(S::combine)
    }
}

impl Gpu {
    /// Runs the whole box. On any error the user's slices are as they were. Arrays with homes stay on the device, and where nothing else is to be
    /// read, the run is not waited for.
    pub(crate) fn run<S: Stage>(
        &'static self,
        program: &Program,
        stage: &S,
    ) -> Result<S::Partial, GpuError> {
        let whole = self.takes(program, stage)?;
        let space = stage.space();
        if space.is_empty() {
            return Ok(S::identity());
        }
        if let Err(reason) = whole {
            return self.run_windows(program, stage, reason);
        }
        let mut upload = Upload::new(self);
        let result = self
            .guarded(|| {
                upload.bring(stage)?;
                self.execute(program, &upload, &space, &mut || ())
            })
            .and_then(|answer| match fault::read(answer.record()) {
                Some(fault) => Err(GpuError::Fault(fault)),
                None => Ok(answer),
            });
        for (home, written) in upload.homes() {
            match &result {
                Ok(_) if written => home.written_on_device(),
                Ok(_) => {}
                Err(error) => home.spoilt_on_device(written, error),
            }
        }
        let answer = result?;
        stage.arrays(&mut Download::of(answer.arrays()));
        Ok(answer.partial::<S>(program).unwrap_or_else(S::identity))
    }

    /// Runs a program on arguments that are on the device, and something else before it is waited for, if it is.
    pub(super) fn execute(
        &'static self,
        program: &Program,
        upload: &Upload<'_>,
        space: &Space,
        meanwhile: &mut dyn FnMut(),
    ) -> Result<Answer, GpuError> {
        let writes: Vec<bool> = upload.arrays.iter().map(|array| array.writes).collect();
        let pipeline = self.pipeline(program, &writes, upload.brought())?;
        let limit = self.limits.max_compute_workgroups_per_dimension;
        let copied = self.stages && upload.has_copies(&program.shader);
        let parts = grid::parts(&program.shader, space, copied, limit);
        let groups = parts.iter().map(|(_, groups)| groups);
        let count: u64 = groups.flatten().map(|&n| u64::from(n)).product();
        let partials = match program.shader.partial_bytes {
            0 => 0,
            bytes => count * u64::from(bytes),
        };

        let record = self.scratch(Purpose::Storage, fault::BYTES);
        let yielded = (partials > 0).then(|| self.scratch(Purpose::Storage, partials));

        let mut sources = Vec::new();
        if program.shader.faults {
            sources.push((&record.buffer, fault::BYTES));
        }
        if let Some(yielded) = &yielded {
            sources.push((&yielded.buffer, partials.next_multiple_of(8)));
        }
        let returned = upload.arrays.iter().filter(|array| array.returns());
        sources.extend(returned.map(|array| (&array.buffer, array.padded())));

        let arrays = upload.arrays.iter();
        let mut buffers: Buffers<'_> = arrays
            .map(|array| (&array.buffer, array.padded()))
            .collect();
        let mut recording = self.recording();
        let read = if sources.is_empty() && batch::is_open() {
            for (part, groups) in &parts {
                let bind = recording.group(&pipeline, upload.block(part), &buffers);
                dispatch(recording.pass(), &pipeline, &bind, *groups);
            }
            recording.leave();
            self.throttle()?;
            None
        } else {
            buffers.push((&record.buffer, fault::BYTES));
            buffers.extend(yielded.iter().map(|yielded| (&yielded.buffer, partials)));
            if program.shader.faults {
                let encoder = recording.encoder();
                encoder.clear_buffer(&record.buffer, 0, Some(fault::BYTES));
            }
            // The blocks are written before anything runs, so that each part has one of its own.
            let mut held = Vec::new();
            for (part, groups) in &parts {
                let Group { bind, uniform } = self.group(&pipeline, &upload.block(part), &buffers);
                dispatch(recording.pass(), &pipeline, &bind, *groups);
                held.push(uniform);
            }
            if sources.is_empty() {
                recording.send();
                self.throttle()?;
                None
            } else {
                Some(self.read_back(recording, &sources, meanwhile)?)
            }
        };
        Ok(Answer {
            read,
            record: if program.shader.faults {
                fault::BYTES as usize
            } else {
                0
            },
            partials: partials as usize,
        })
    }

    /// Waits if too much is on its way.
    fn throttle(&self) -> Result<(), GpuError> {
        let mut pending = self.pending();
        if pending.len() <= MOST_PENDING {
            return Ok(());
        }
        let earliest = pending.pop_front();
        drop(pending);
        self.wait(earliest)
    }

    pub(super) fn pending(&self) -> MutexGuard<'_, VecDeque<SubmissionIndex>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a submission, or for all where none is named.
    fn wait(&self, submission_index: Option<SubmissionIndex>) -> Result<(), GpuError> {
        let wait = PollType::Wait {
            submission_index,
            timeout: None,
        };
        self.device.poll(wait).map(|_| ()).map_err(failure)
    }

    /// Submits, does something else, waits, and gives the sources one after the other.
    pub(super) fn read_back(
        &'static self,
        mut recording: Recording,
        sources: &[(&Buffer, u64)],
        meanwhile: &mut dyn FnMut(),
    ) -> Result<Read, GpuError> {
        let total: u64 = sources.iter().map(|(_, bytes)| bytes).sum();
        let staging = self.scratch(Purpose::Staging, total);
        let mut at = 0;
        for (buffer, bytes) in sources {
            let encoder = recording.encoder();
            encoder.copy_buffer_to_buffer(buffer, 0, &staging.buffer, at, *bytes);
            at += bytes;
        }
        let submission = recording.submit();
        let (sender, mapped) = mpsc::sync_channel(1);
        staging
            .buffer
            .map_async(wgpu::MapMode::Read, 0..total, move |result| {
                // The receiver is gone only where the wait below has failed.
                let _ = sender.send(result);
            });
        meanwhile();
        self.wait(Some(submission))?;
        // All that was submitted before is done.
        self.pending().clear();
        // Another thread's poll may be the one that reports, so the channel is waited on as well.
        mapped.recv().map_err(failure)?.map_err(failure)?;
        let mapping = Mapping { staging };
        let view = mapping.staging.buffer.get_mapped_range(0..total);
        Ok(Read {
            view: view.map_err(failure)?,
            _mapping: mapping,
        })
    }

    pub(super) fn scratch(&'static self, purpose: Purpose, bytes: u64) -> Scratch {
        let most = self.limits.max_buffer_size;
        let buffer = self.pool.take(&self.device, purpose, bytes, most);
        Scratch {
            gpu: self,
            purpose,
            buffer,
        }
    }
}

/// Records a run.
fn dispatch(
    pass: &mut ComputePass<'_>,
    pipeline: &Pipeline,
    bind: &BindGroup,
    [x, y, z]: [u32; 3],
) {
    pass.set_pipeline(&pipeline.compute);
    pass.set_bind_group(0, bind, &[]);
    pass.dispatch_workgroups(x, y, z);
}

/// A buffer that goes back to the pool.
pub(super) struct Scratch {
    gpu: &'static Gpu,
    purpose: Purpose,
    pub(super) buffer: Buffer,
}

impl Drop for Scratch {
    fn drop(&mut self) {
        self.gpu.pool.give(self.purpose, self.buffer.clone());
    }
}

/// Bytes that have been read back. The view goes before the mapping that it looks into.
pub(super) struct Read {
    view: BufferView,
    _mapping: Mapping,
}

impl Read {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.view
    }
}

/// A mapped buffer. It is unmapped before it goes back to the pool.
struct Mapping {
    staging: Scratch,
}

impl Drop for Mapping {
    fn drop(&mut self) {
        self.staging.buffer.unmap();
    }
}

/// A failure of the device in the driver's words.
fn failure(error: impl std::fmt::Display) -> GpuError {
    GpuError::Device(error.to_string())
}
