//! An array's copy on the device.

use wgpu::Buffer;

use super::GpuError;
use super::bindings::padded;
use super::buffers::Purpose;
use super::context::Gpu;

/// A buffer with the values of an array. It goes back to the pool when dropped: what has been submitted for it is done before whatever comes
/// after.
#[derive(Debug)]
pub(crate) struct Resident {
    pub(super) gpu: &'static Gpu,
    pub(super) buffer: Buffer,
}

impl Drop for Resident {
    fn drop(&mut self) {
        self.gpu.pool.give(Purpose::Storage, self.buffer.clone());
    }
}

/// Hands over so many bytes of each copy, numbered as they come, after all that was submitted for them. The copies are on one device.
pub(crate) fn download(
    copies: &[(&Resident, usize)],
    mut take: impl FnMut(usize, &[u8]),
) -> Result<(), GpuError> {
    let Some((first, _)) = copies.first() else {
        return Ok(());
    };
    let gpu = first.gpu;
    let sources: Vec<_> = copies
        .iter()
        .map(|(copy, bytes)| (&copy.buffer, padded(*bytes as u64)))
        .collect();
    let read = gpu.guarded(|| gpu.read_back(gpu.recording(), &sources, &mut || ()))?;
    let mut rest = read.bytes();
    for (at, ((_, bytes), (_, padded))) in copies.iter().zip(&sources).enumerate() {
        let (values, others) = rest.split_at(*padded as usize);
        take(at, &values[..*bytes]);
        rest = others;
    }
    Ok(())
}
