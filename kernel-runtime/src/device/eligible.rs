//! Whether the device can run a stage with these arguments. Allocates nothing unless arrays outgrow the device: the selection asks at every call.

use wgpu::Features;

use crate::home::Held;
use crate::stage::{Arrays, Scalars, Stage};

use super::context::Gpu;
use super::windows::Room;
use super::{Brought, Ineligible, Program};

/// The shader counts in `i32` where it must and in `u32` elsewhere: what fits both is safe.
const MOST: i128 = i32::MAX as i128;

/// The words of the uniform block before the lengths.
const HEADER: u64 = 7;

impl Gpu {
    /// How the stage can run here, or why it cannot.
    pub(crate) fn eligible<S: Stage>(
        &self,
        program: &Program,
        stage: &S,
    ) -> Result<Brought, Ineligible> {
        match self.takes(program, stage)? {
            Err(_) if self.takes_windows(stage) => Ok(Brought::InWindows),
            whole => whole.map(|()| Brought::Whole),
        }
    }

    /// What the device takes at once.
    pub(super) fn room(&self) -> Room {
        let buffer = self.limits.max_buffer_size;
        Room {
            binding: self.limits.max_storage_buffer_binding_size.min(buffer),
            buffer,
            memory: self.memory,
        }
    }

    /// Whether the stage can run here apart from the sizes of its arrays; and if so, whether they are taken as they are.
    pub(super) fn takes<S: Stage>(
        &self,
        program: &Program,
        stage: &S,
    ) -> Result<Result<(), Ineligible>, Ineligible> {
        let shader = &program.shader;
        if shader.needs_f64 && !self.features.contains(Features::SHADER_F64) {
            return Err(Ineligible::NoF64);
        }
        if shader.needs_i64 && !self.features.contains(Features::SHADER_INT64) {
            return Err(Ineligible::NoI64);
        }
        let size = shader.workgroup.iter().product();
        let limit = self.limits.max_compute_invocations_per_workgroup;
        if size > limit {
            return Err(Ineligible::Workgroup { size, limit });
        }
        let mut check = Check {
            room: self.room(),
            scalars: 0,
            arrays: 0,
            bytes: 0,
            written: 0,
            reason: None,
            outgrown: Ok(()),
        };
        for bound in stage.space().hi {
            check.extent(0, bound as i128);
        }
        stage.scalars(&mut check);
        stage.arrays(&mut check);
        if let Some(reason) = check.reason {
            return Err(reason);
        }
        let count = check.arrays + 1 + usize::from(S::REDUCES);
        let limit = self.limits.max_storage_buffers_per_shader_stage as usize;
        if count > limit {
            return Err(Ineligible::Bindings { count, limit });
        }
        let bytes = HEADER * 4 + check.arrays as u64 * 8 + check.scalars * 8;
        let limit = self.limits.max_uniform_buffer_binding_size;
        if bytes > limit {
            return Err(Ineligible::Scalars { bytes, limit });
        }
        Ok(check.outgrown())
    }
}

/// Looks at the arguments and remembers the first that does not fit.
struct Check {
    room: Room,
    scalars: u64,
    arrays: usize,
    bytes: u64,
    written: u64,
    /// Why the stage cannot run.
    reason: Option<Ineligible>,
    /// Why an array cannot be there as a whole.
    outgrown: Result<(), Ineligible>,
}

impl Check {
    fn array(&mut self, array: &Held<'_>) {
        self.arrays += 1;
        self.extent(0, array.len() as i128);
        let (bytes, limit) = (array.size() as u64 + 8, self.room.binding);
        if bytes > limit {
            self.outgrown = Err(Ineligible::Binding { bytes, limit });
        }
        self.bytes += bytes;
    }

    fn outgrown(self) -> Result<(), Ineligible> {
        self.outgrown?;
        let (bytes, limit) = (self.written, self.room.buffer);
        if bytes > limit {
            return Err(Ineligible::Binding { bytes, limit });
        }
        let (bytes, limit) = (self.bytes, self.room.memory);
        if bytes > limit {
            return Err(Ineligible::Memory { bytes, limit });
        }
        Ok(())
    }
}

impl Scalars for Check {
    fn scalar(&mut self, _bytes: &[u8]) {
        self.scalars += 1;
    }

    fn extent(&mut self, low: i128, high: i128) {
        for value in [low, high] {
            if !(-MOST..=MOST).contains(&value) {
                self.reason.get_or_insert(Ineligible::Extent { value });
            }
        }
    }
}

impl<'a> Arrays<'a> for Check {
    fn read(&mut self, array: Held<'a>) {
        self.array(&array);
    }

    fn write(&mut self, array: Held<'a>, _reads: bool) {
        self.array(&array);
        self.written += array.size() as u64 + 8;
    }
}
