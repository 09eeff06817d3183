//! Compiles a shader once.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use wgpu::{
    BindGroupLayout, BindGroupLayoutEntry, BindingType, BufferBindingType, ComputePipeline,
    ShaderRuntimeChecks, ShaderStages,
};

use super::context::Gpu;
use super::{Brought, GpuError, Making, Program, Shader, windows};

/// Where a kernel's compiled shader is kept: that of the device that compiled it.
#[derive(Debug)]
pub(crate) struct Slot {
    made: Mutex<Option<Made>>,
    /// Whether it waits to be compiled beside everybody's work, or is being.
    pub(super) begun: AtomicBool,
}

#[derive(Debug)]
struct Made {
    gpu: &'static Gpu,
    pipeline: Result<Arc<Pipeline>, GpuError>,
}

/// A compiled shader.
#[derive(Debug)]
pub(super) struct Pipeline {
    pub(super) compute: ComputePipeline,
    pub(super) layout: BindGroupLayout,
}

impl Slot {
    pub(super) const fn new() -> Self {
        Slot {
            made: Mutex::new(None),
            begun: AtomicBool::new(false),
        }
    }

    fn made(&self) -> MutexGuard<'_, Option<Made>> {
        // It is assigned whole.
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The shader's text, with the lengths that the user's constants say, and whether workgroup memory is used.
fn text(shader: &Shader, stages: bool) -> Cow<'static, str> {
    if shader.lengths.is_empty() && !shader.staged {
        return shader.text.into();
    }
    let constant = |(name, length): &(&str, usize)| format!("const {name}: u32 = {length}u;\n");
    let mut text: String = shader.lengths.iter().map(constant).collect();
    if shader.staged {
        text.push_str(&format!("const kernel_staged: bool = {stages};\n"));
    }
    text.push_str(shader.text);
    text.into()
}

impl Gpu {
    /// How far the shader's pipeline is, without waiting for who compiles it; an error if the driver has refused it.
    pub(crate) fn making(
        &'static self,
        program: &Program,
        brought: Brought,
    ) -> Result<Making, GpuError> {
        let slot = program.slot(brought);
        let made = match slot.made.try_lock() {
            Ok(made) => made,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Ok(Making::Begun),
        };
        match &*made {
            Some(made) if std::ptr::eq(made.gpu, self) => match &made.pipeline {
                Ok(_) => Ok(Making::Done),
                Err(failure) => Err(failure.clone()),
            },
            _ if slot.begun.load(Relaxed) => Ok(Making::Begun),
            _ => Ok(Making::Missing),
        }
    }

    /// The shader's pipeline, compiled at the first call. `writes` says for each array whether the shader writes it.
    pub(super) fn pipeline(
        &'static self,
        program: &Program,
        writes: &[bool],
        brought: Brought,
    ) -> Result<Arc<Pipeline>, GpuError> {
        let mut made = program.slot(brought).made();
        match &*made {
            Some(made) if std::ptr::eq(made.gpu, self) => made.pipeline.clone(),
            _ => {
                let make = || Ok(Arc::new(self.compile(&program.shader, writes, brought)));
                let pipeline = self.guarded(make);
                let made = made.insert(Made {
                    gpu: self,
                    pipeline,
                });
                made.pipeline.clone()
            }
        }
    }

    /// Notes that there will be no pipeline.
    pub(super) fn refuse(&'static self, program: &Program, brought: Brought, failure: GpuError) {
        *program.slot(brought).made() = Some(Made {
            gpu: self,
            pipeline: Err(failure),
        });
    }

    fn compile(&self, shader: &Shader, writes: &[bool], brought: Brought) -> Pipeline {
        let mut kinds = vec![BufferBindingType::Uniform];
        kinds.extend(
            writes
                .iter()
                .map(|&writes| BufferBindingType::Storage { read_only: !writes }),
        );
        kinds.push(BufferBindingType::Storage { read_only: false });
        if shader.partial_bytes > 0 {
            kinds.push(BufferBindingType::Storage { read_only: false });
        }
        let entries: Vec<_> = (0..)
            .zip(kinds)
            .map(|(binding, ty)| BindGroupLayoutEntry {
                binding,
                visibility: ShaderStages::COMPUTE,
                ty: BindingType::Buffer {
                    ty,
                    has_dynamic_offset: false,
                    min_binding_size: None,
                },
                count: None,
            })
            .collect();
        let layout = self
            .device
            .create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
                label: None,
                entries: &entries,
            });
        let whole = self
            .device
            .create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
                label: None,
                bind_group_layouts: &[Some(&layout)],
                immediate_size: 0,
            });
        let text = match brought {
            Brought::InWindows => windows::shader(&text(shader, self.stages)).into(),
            Brought::Whole => text(shader, self.stages),
        };
        let source = wgpu::ShaderModuleDescriptor {
            label: None,
            source: wgpu::ShaderSource::Wgsl(text),
        };
        // SAFETY: the compiler made the shader from a proved kernel: each index is proved to be in bounds, was checked before the
        // launch, or is checked in the shader; divisors are checked; and loops end where the plain function's do. A window holds what
        // `Stage::reach` says that its part of the box touches.
        let module = unsafe {
            self.device
                .create_shader_module_trusted(source, ShaderRuntimeChecks::unchecked())
        };
        let compute = self
            .device
            .create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
                label: None,
                layout: Some(&whole),
                module: &module,
                entry_point: None,
                compilation_options: wgpu::PipelineCompilationOptions {
                    constants: &[],
                    // The shader writes its workgroup memory before it reads it.
                    zero_initialize_workgroup_memory: false,
                },
                cache: None,
            });
        Pipeline { compute, layout }
    }
}
