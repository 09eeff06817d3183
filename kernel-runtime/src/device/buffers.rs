//! Device buffers, kept for the next run.

use std::sync::{Mutex, PoisonError};

use wgpu::{Buffer, BufferUsages, Device};

/// The most bytes kept for later.
const KEPT_BYTES: u64 = 512 << 20;

/// The most buffers kept for later.
const KEPT_BUFFERS: usize = 64;

/// What a buffer is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Purpose {
    /// The scalars.
    Uniform,
    /// Arrays, partial values, the fault record.
    Storage,
    /// The way back to the host.
    Staging,
}

impl Purpose {
    fn usages(self) -> BufferUsages {
        match self {
            Purpose::Uniform => BufferUsages::UNIFORM | BufferUsages::COPY_DST,
            Purpose::Storage => {
                BufferUsages::STORAGE | BufferUsages::COPY_DST | BufferUsages::COPY_SRC
            }
            Purpose::Staging => BufferUsages::MAP_READ | BufferUsages::COPY_DST,
        }
    }
}

/// Buffers that no run is using, the longest unused first.
#[derive(Debug, Default)]
pub(super) struct Pool {
    idle: Mutex<Vec<(Purpose, Buffer)>>,
}

impl Pool {
    /// A buffer of at least that many bytes. Its content is anything.
    pub(super) fn take(&self, device: &Device, purpose: Purpose, bytes: u64, most: u64) -> Buffer {
        let size = class(bytes).min(most.max(bytes));
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let found = idle
            .iter()
            .rposition(|(kind, buffer)| *kind == purpose && buffer.size() == size);
        if let Some(at) = found {
            return idle.remove(at).1;
        }
        drop(idle);
        device.create_buffer(&wgpu::BufferDescriptor {
            label: None,
            size,
            usage: purpose.usages(),
            mapped_at_creation: false,
        })
    }

    /// Frees what is kept.
    pub(super) fn clear(&self) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.clear();
    }

    /// Takes a buffer back. The longest unused ones are freed when too much is kept.
    pub(super) fn give(&self, purpose: Purpose, buffer: Buffer) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push((purpose, buffer));
        let mut bytes: u64 = idle.iter().map(|(_, buffer)| buffer.size()).sum();
        while bytes > KEPT_BYTES || idle.len() > KEPT_BUFFERS {
            bytes -= idle.remove(0).1.size();
        }
    }
}

/// The size that a buffer of so many bytes gets: at most an eighth more, so that sizes near each other share buffers.
fn class(bytes: u64) -> u64 {
    let step = (bytes.max(256).next_power_of_two() / 8).max(256);
    bytes.max(1).next_multiple_of(step)
}

#[cfg(test)]
mod tests {
    use super::class;

    #[test]
    fn classes_hold_and_waste_little() {
        for bytes in (1..5000).chain([1 << 20, (1 << 20) + 1, (128 << 20) - 4]) {
            let size = class(bytes);
            assert!(size >= bytes && size.is_multiple_of(4));
            assert!(size <= bytes + (bytes / 4).max(256), "{bytes} in {size}");
            assert_eq!(class(size), size);
        }
    }
}
