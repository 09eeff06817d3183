//! Bind groups: what a dispatch is given. While a kernel of several launches runs, they are kept with their uniform blocks, as its time steps come back to
//! the same few: to write a block and to make a group takes longer than to record the dispatch.

use std::sync::Arc;

use wgpu::{BindGroup, Buffer, BufferBinding, BufferSize};

use super::buffers::Purpose;
use super::context::Gpu;
use super::fault;
use super::pipeline::Pipeline;
use super::submit::Scratch;

/// The most groups that are kept: some stages, each on arrays that are swapped. More would crowd idle arrays out of the pool.
const MOST_KEPT: usize = 16;

/// A dispatch's buffers, but for the uniform block: the arrays, the fault record and the partial values, with the bytes that are bound.
pub(super) type Buffers<'b> = Vec<(&'b Buffer, u64)>;

/// A bind group with the uniform block that it binds.
pub(super) struct Group {
    pub(super) bind: BindGroup,
    /// Written before the submission, so that no other run may have it until then.
    pub(super) uniform: Scratch,
}

impl Gpu {
    /// Binds a uniform block and buffers.
    pub(super) fn group(
        &'static self,
        pipeline: &Pipeline,
        block: &[u8],
        buffers: &Buffers<'_>,
    ) -> Group {
        let uniform = self.scratch(Purpose::Uniform, block.len() as u64);
        self.queue.write_buffer(&uniform.buffer, 0, block);
        let bound = [(&uniform.buffer, block.len() as u64)];
        let entries: Vec<_> = (0..)
            .zip(bound.iter().chain(buffers))
            .map(|(binding, &(buffer, size))| wgpu::BindGroupEntry {
                binding,
                resource: wgpu::BindingResource::Buffer(BufferBinding {
                    buffer,
                    offset: 0,
                    size: BufferSize::new(size),
                }),
            })
            .collect();
        let bind = self.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: None,
            layout: &pipeline.layout,
            entries: &entries,
        });
        Group { bind, uniform }
    }
}

/// The groups that are kept, the longest unused first.
#[derive(Default)]
pub(super) struct Groups(Vec<Kept>);

struct Kept {
    pipeline: Arc<Pipeline>,
    block: Vec<u8>,
    arrays: Vec<(Buffer, u64)>,
    group: Group,
    /// The record of a shader that finds no fault.
    record: Scratch,
}

impl Kept {
    fn is(&self, pipeline: &Arc<Pipeline>, block: &[u8], arrays: &Buffers<'_>) -> bool {
        let mut bound = self.arrays.iter().zip(arrays);
        Arc::ptr_eq(&self.pipeline, pipeline)
            && self.block == block
            && self.arrays.len() == arrays.len()
            && bound.all(|((kept, bytes), (buffer, size))| kept == *buffer && bytes == size)
    }

    fn leave(self, held: &mut Vec<Scratch>) {
        held.extend([self.group.uniform, self.record]);
    }
}

impl Groups {
    /// The group of a run that neither finds faults nor yields values. Those that are no longer kept are added to `held`, as recorded runs may have them.
    pub(super) fn get(
        &mut self,
        gpu: &'static Gpu,
        pipeline: &Arc<Pipeline>,
        block: Vec<u8>,
        arrays: &Buffers<'_>,
        held: &mut Vec<Scratch>,
    ) -> &BindGroup {
        let known = self
            .0
            .iter()
            .position(|kept| kept.is(pipeline, &block, arrays));
        let kept = match known {
            Some(at) => self.0.remove(at),
            None => {
                if self.0.len() >= MOST_KEPT {
                    self.0.remove(0).leave(held);
                }
                let record = gpu.scratch(Purpose::Storage, fault::BYTES);
                let mut buffers = arrays.clone();
                buffers.push((&record.buffer, fault::BYTES));
                Kept {
                    pipeline: Arc::clone(pipeline),
                    group: gpu.group(pipeline, &block, &buffers),
                    block,
                    arrays: arrays
                        .iter()
                        .map(|&(buffer, size)| (buffer.clone(), size))
                        .collect(),
                    record,
                }
            }
        };
        &self.0.push_mut(kept).group.bind
    }

    /// Keeps none of them any more.
    pub(super) fn clear(&mut self, held: &mut Vec<Scratch>) {
        self.0.drain(..).for_each(|kept| kept.leave(held));
    }
}
