//! Compiles a shader once.

use std::borrow::Cow;
use std::sync::OnceLock;

use wgpu::{
    BindGroupLayout, BindGroupLayoutEntry, BindingType, BufferBindingType, ComputePipeline,
    ShaderRuntimeChecks, ShaderStages,
};

use super::context::Gpu;
use super::{GpuError, Program, Shader};

/// Where a kernel's compiled shader is kept.
#[derive(Debug)]
pub(crate) struct Slot {
    pipeline: OnceLock<Result<Pipeline, GpuError>>,
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
            pipeline: OnceLock::new(),
        }
    }
}

/// The shader's text, with the lengths that the user's constants say.
fn text(shader: &Shader) -> Cow<'static, str> {
    if shader.lengths.is_empty() {
        return shader.text.into();
    }
    let constant = |(name, length): &(&str, usize)| format!("const {name}: u32 = {length}u;\n");
    let mut text: String = shader.lengths.iter().map(constant).collect();
    text.push_str(shader.text);
    text.into()
}

impl Gpu {
    /// Whether the shader has been compiled: its next run pays for no compilation.
    pub(crate) fn compiled(&self, program: &Program) -> bool {
        matches!(program.slot.pipeline.get(), Some(Ok(_)))
    }

    /// The shader's pipeline, compiled at the first call. `writes` says for each array whether the shader writes it.
    pub(super) fn pipeline<'p>(
        &self,
        program: &'p Program,
        writes: &[bool],
    ) -> Result<&'p Pipeline, GpuError> {
        let compile = || self.guarded(|| Ok(self.compile(program, writes)));
        match program.slot.pipeline.get_or_init(compile) {
            Ok(pipeline) => Ok(pipeline),
            Err(error) => Err(error.clone()),
        }
    }

    fn compile(&self, program: &Program, writes: &[bool]) -> Pipeline {
        let mut kinds = vec![BufferBindingType::Uniform];
        kinds.extend(
            writes
                .iter()
                .map(|&writes| BufferBindingType::Storage { read_only: !writes }),
        );
        kinds.push(BufferBindingType::Storage { read_only: false });
        if program.shader.partial_bytes > 0 {
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
        let source = wgpu::ShaderModuleDescriptor {
            label: None,
            source: wgpu::ShaderSource::Wgsl(text(&program.shader)),
        };
        // SAFETY: the compiler made the shader from a proved kernel: each index is proved to be in bounds, was checked before the
        // launch, or is checked in the shader; divisors are checked; and loops end where the plain function's do.
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
