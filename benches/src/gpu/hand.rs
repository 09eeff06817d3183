//! What one writes who knows wgpu and needs no library: a device, buffers, a pipeline, a dispatch.

use std::error::Error;
use std::sync::mpsc;

use wgpu::util::DeviceExt;
use wgpu::{Adapter, BindGroup, Buffer, BufferUsages, ComputePipeline, Device, Instance, Queue};

/// The adapters of the machine, by the names that `KERNEL_GPU` knows them by.
pub fn adapters() -> Vec<(String, Adapter)> {
    let instance = Instance::new(wgpu::InstanceDescriptor::new_without_display_handle());
    let found = pollster::block_on(instance.enumerate_adapters(wgpu::Backends::all()));
    found
        .into_iter()
        .map(|adapter| (adapter.get_info().name, adapter))
        .collect()
}

/// An open device.
pub struct Hand {
    device: Device,
    queue: Queue,
}

/// A shader with its arguments.
pub struct Program {
    pipeline: ComputePipeline,
    group: BindGroup,
    groups: [u32; 2],
}

impl Hand {
    /// Opens a device with all that the adapter allows.
    pub fn open(adapter: &Adapter) -> Result<Hand, Box<dyn Error>> {
        let (device, queue) =
            pollster::block_on(adapter.request_device(&wgpu::DeviceDescriptor {
                required_limits: adapter.limits(),
                ..Default::default()
            }))?;
        Ok(Hand { device, queue })
    }

    /// An array with those values.
    pub fn array<T: bytemuck::NoUninit>(&self, values: &[T]) -> Buffer {
        self.buffer(
            bytemuck::cast_slice(values),
            BufferUsages::STORAGE | BufferUsages::COPY_SRC | BufferUsages::COPY_DST,
        )
    }

    fn buffer(&self, contents: &[u8], usage: BufferUsages) -> Buffer {
        let label = None;
        self.device
            .create_buffer_init(&wgpu::util::BufferInitDescriptor {
                label,
                contents,
                usage,
            })
    }

    /// A shader over some workgroups, with its parameters and arrays in the order of their bindings.
    pub fn program(
        &self,
        wgsl: &str,
        params: &[u32],
        arrays: &[&Buffer],
        groups: [u32; 2],
    ) -> Program {
        let module = self
            .device
            .create_shader_module(wgpu::ShaderModuleDescriptor {
                label: None,
                source: wgpu::ShaderSource::Wgsl(wgsl.into()),
            });
        let pipeline = self
            .device
            .create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
                label: None,
                layout: None,
                module: &module,
                entry_point: None,
                compilation_options: Default::default(),
                cache: None,
            });
        let params = self.buffer(bytemuck::cast_slice(params), BufferUsages::UNIFORM);
        let bound = [&params].into_iter().chain(arrays.iter().copied());
        let entries: Vec<_> = (0..)
            .zip(bound)
            .map(|(binding, buffer)| wgpu::BindGroupEntry {
                binding,
                resource: buffer.as_entire_binding(),
            })
            .collect();
        let group = self.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: None,
            layout: &pipeline.get_bind_group_layout(0),
            entries: &entries,
        });
        Program {
            pipeline,
            group,
            groups,
        }
    }

    /// Runs it so many times, each in a submission of its own.
    pub fn run(&self, program: &Program, times: u32) {
        for _ in 0..times {
            let mut encoder = self.device.create_command_encoder(&Default::default());
            {
                let mut pass = encoder.begin_compute_pass(&Default::default());
                pass.set_pipeline(&program.pipeline);
                pass.set_bind_group(0, &program.group, &[]);
                pass.dispatch_workgroups(program.groups[0], program.groups[1], 1);
            }
            self.queue.submit([encoder.finish()]);
        }
    }

    /// Runs two in turns, so many times together, in one submission.
    pub fn in_turns(&self, programs: [&Program; 2], times: u32) {
        let mut encoder = self.device.create_command_encoder(&Default::default());
        {
            let mut pass = encoder.begin_compute_pass(&Default::default());
            for turn in 0..times {
                let program = programs[turn as usize % 2];
                pass.set_pipeline(&program.pipeline);
                pass.set_bind_group(0, &program.group, &[]);
                pass.dispatch_workgroups(program.groups[0], program.groups[1], 1);
            }
        }
        self.queue.submit([encoder.finish()]);
    }

    /// Copies so many bytes of an array to another.
    pub fn copy(&self, from: &Buffer, to: &Buffer, bytes: u64) {
        let mut encoder = self.device.create_command_encoder(&Default::default());
        encoder.copy_buffer_to_buffer(from, 0, to, 0, bytes);
        self.queue.submit([encoder.finish()]);
    }

    /// Brings values to an array.
    pub fn write<T: bytemuck::NoUninit>(&self, to: &Buffer, values: &[T]) {
        self.queue.write_buffer(to, 0, bytemuck::cast_slice(values));
    }

    /// A buffer to read arrays of so many bytes back through.
    pub fn staging(&self, bytes: u64) -> Buffer {
        self.device.create_buffer(&wgpu::BufferDescriptor {
            label: None,
            size: bytes,
            usage: BufferUsages::MAP_READ | BufferUsages::COPY_DST,
            mapped_at_creation: false,
        })
    }

    /// Waits for all and fetches an array.
    pub fn read(
        &self,
        from: &Buffer,
        staging: &Buffer,
        to: &mut [u8],
    ) -> Result<(), Box<dyn Error>> {
        let size = to.len() as u64;
        let mut encoder = self.device.create_command_encoder(&Default::default());
        encoder.copy_buffer_to_buffer(from, 0, staging, 0, size);
        self.queue.submit([encoder.finish()]);
        let (sender, mapped) = mpsc::channel();
        staging.map_async(wgpu::MapMode::Read, 0..size, move |result| {
            // The receiver waits below.
            let _ = sender.send(result);
        });
        self.wait()?;
        mapped.recv()??;
        {
            let view = staging.get_mapped_range(0..size)?;
            to.copy_from_slice(&view);
        }
        staging.unmap();
        Ok(())
    }

    /// Waits for all that was submitted.
    pub fn wait(&self) -> Result<(), Box<dyn Error>> {
        self.device.poll(wgpu::PollType::wait_indefinitely())?;
        Ok(())
    }
}
