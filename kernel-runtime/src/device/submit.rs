//! One run: upload, dispatch, readback.

use std::sync::mpsc;

use wgpu::{Buffer, BufferView, CommandEncoder, PollType};

use crate::stage::{Space, Stage};

use super::bindings::{Download, Upload};
use super::buffers::Purpose;
use super::context::Gpu;
use super::{GpuError, Program, fault, grid};

/// What a run left on the host: the fault record, the partial values, and the written arrays.
pub(super) struct Answer {
    view: BufferView,
    partials: u64,
}

impl Answer {
    fn record(&self) -> &[u8] {
        &self.view[..fault::BYTES as usize]
    }

    fn partials(&self) -> &[u8] {
        &self.view[fault::BYTES as usize..][..self.partials as usize]
    }

    pub(super) fn arrays(&self) -> &[u8] {
        &self.view[(fault::BYTES + self.partials.next_multiple_of(8)) as usize..]
    }
}

impl Gpu {
    /// Runs the whole box. On any error the user's slices are as they were.
    pub(crate) fn run<S: Stage>(
        &self,
        program: &Program,
        stage: &S,
    ) -> Result<S::Partial, GpuError> {
        self.eligible(program, stage)?;
        let space = stage.space();
        if (0..3).any(|d| space.lo[d] >= space.hi[d]) {
            return Ok(S::identity());
        }
        self.guarded(|| {
            let mut upload = Upload::new(self);
            stage.bind(&mut upload);
            self.execute(program, &upload, &space, |answer| {
                if let Some(fault) = fault::read(answer.record()) {
                    return Err(GpuError::Fault(fault));
                }
                let from = answer.arrays();
                stage.bind(&mut Download { from });
                let bytes = program.shader.partial_bytes.max(1) as usize;
                Ok(answer
                    .partials()
                    .chunks_exact(bytes)
                    .map(S::read_partial)
                    .reduce(S::combine)
                    .unwrap_or_else(S::identity))
            })
        })
    }

    /// Runs a program on arguments that are on the device and hands over what it left.
    pub(super) fn execute<R>(
        &self,
        program: &Program,
        upload: &Upload<'_>,
        space: &Space,
        take: impl FnOnce(&Answer) -> Result<R, GpuError>,
    ) -> Result<R, GpuError> {
        let writes: Vec<bool> = upload.arrays.iter().map(|array| array.writes).collect();
        let pipeline = self.pipeline(program, &writes)?;
        let limit = self.limits.max_compute_workgroups_per_dimension;
        let groups = grid::workgroups(&program.shader, space, limit);
        let count: u64 = groups.iter().map(|&n| u64::from(n)).product();
        let partial_bytes = u64::from(program.shader.partial_bytes);
        let partials = if partial_bytes > 0 {
            count * partial_bytes
        } else {
            0
        };

        let block = upload.block(space);
        let uniform = self.scratch(Purpose::Uniform, block.len() as u64);
        self.queue.write_buffer(&uniform.buffer, 0, &block);
        let record = self.scratch(Purpose::Storage, fault::BYTES);
        let yielded = (partials > 0).then(|| self.scratch(Purpose::Storage, partials));

        let mut sources = vec![(&record.buffer, fault::BYTES)];
        if let Some(yielded) = &yielded {
            sources.push((&yielded.buffer, partials.next_multiple_of(8)));
        }
        let written = upload.arrays.iter().filter(|array| array.writes);
        sources.extend(written.map(|array| (&array.buffer, array.padded())));

        let arrays = upload.arrays.iter();
        let bound = [(&uniform.buffer, block.len() as u64)]
            .into_iter()
            .chain(arrays.map(|array| (&array.buffer, array.padded())))
            .chain([(&record.buffer, fault::BYTES)])
            .chain(yielded.as_ref().map(|yielded| (&yielded.buffer, partials)));
        let entries: Vec<_> = (0..)
            .zip(bound)
            .map(|(binding, (buffer, size))| wgpu::BindGroupEntry {
                binding,
                resource: wgpu::BindingResource::Buffer(wgpu::BufferBinding {
                    buffer,
                    offset: 0,
                    size: wgpu::BufferSize::new(size),
                }),
            })
            .collect();
        let group = self.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: None,
            layout: &pipeline.layout,
            entries: &entries,
        });
        let mut encoder = self.device.create_command_encoder(&Default::default());
        encoder.clear_buffer(&record.buffer, 0, Some(fault::BYTES));
        {
            let mut pass = encoder.begin_compute_pass(&Default::default());
            pass.set_pipeline(&pipeline.compute);
            pass.set_bind_group(0, &group, &[]);
            pass.dispatch_workgroups(groups[0], groups[1], groups[2]);
        }
        self.read_back(encoder, &sources, |view| take(&Answer { view, partials }))
    }

    /// Submits, waits, and hands over the sources one after the other.
    fn read_back<R>(
        &self,
        mut encoder: CommandEncoder,
        sources: &[(&Buffer, u64)],
        take: impl FnOnce(BufferView) -> Result<R, GpuError>,
    ) -> Result<R, GpuError> {
        let total: u64 = sources.iter().map(|(_, bytes)| bytes).sum();
        let most = self.limits.max_buffer_size;
        let staging = self.pool.take(&self.device, Purpose::Staging, total, most);
        let mut at = 0;
        for (buffer, bytes) in sources {
            encoder.copy_buffer_to_buffer(buffer, 0, &staging, at, *bytes);
            at += bytes;
        }
        let submission = self.queue.submit([encoder.finish()]);
        let (sender, mapped) = mpsc::sync_channel(1);
        staging.map_async(wgpu::MapMode::Read, 0..total, move |result| {
            // The receiver is gone only where the wait below has failed.
            let _ = sender.send(result);
        });
        let wait = PollType::Wait {
            submission_index: Some(submission),
            timeout: None,
        };
        self.device.poll(wait).map_err(failure)?;
        // Another thread's poll may be the one that reports, so the channel is waited on as well.
        mapped.recv().map_err(failure)?.map_err(failure)?;
        let view = staging.get_mapped_range(0..total).map_err(failure)?;
        let result = take(view);
        staging.unmap();
        self.pool.give(Purpose::Staging, staging);
        result
    }

    fn scratch(&self, purpose: Purpose, bytes: u64) -> Scratch<'_> {
        let most = self.limits.max_buffer_size;
        let buffer = self.pool.take(&self.device, purpose, bytes, most);
        Scratch {
            gpu: self,
            purpose,
            buffer,
        }
    }
}

/// A buffer that goes back to the pool.
struct Scratch<'g> {
    gpu: &'g Gpu,
    purpose: Purpose,
    buffer: Buffer,
}

impl Drop for Scratch<'_> {
    fn drop(&mut self) {
        self.gpu.pool.give(self.purpose, self.buffer.clone());
    }
}

/// A failure of the device in the driver's words.
fn failure(error: impl std::fmt::Display) -> GpuError {
    GpuError::Device(error.to_string())
}
