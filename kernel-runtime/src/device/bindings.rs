//! A stage's arguments on the device.

use wgpu::Buffer;

use crate::stage::{Bind, Space};

use super::buffers::Purpose;
use super::context::Gpu;

/// A captured scalar: at most eight bytes.
#[derive(Clone, Copy, Debug)]
struct Scalar {
    bytes: [u8; 8],
    size: usize,
}

/// An array in a device buffer.
#[derive(Debug)]
pub(super) struct Bound {
    pub(super) buffer: Buffer,
    /// The array's size on the host.
    pub(super) bytes: u64,
    pub(super) writes: bool,
    len: u32,
}

impl Bound {
    /// The size that is bound and copied: whole words, and never nothing.
    pub(super) fn padded(&self) -> u64 {
        padded(self.bytes)
    }
}

/// Brings a stage's arguments to the device; gives the buffers back when dropped.
#[derive(Debug)]
pub(super) struct Upload<'g> {
    gpu: &'g Gpu,
    scalars: Vec<Scalar>,
    pub(super) arrays: Vec<Bound>,
}

impl<'g> Upload<'g> {
    pub(super) fn new(gpu: &'g Gpu) -> Self {
        Upload {
            gpu,
            scalars: Vec::new(),
            arrays: Vec::new(),
        }
    }

    /// The uniform block for a part of the box, as the module's documentation lays it out.
    pub(super) fn block(&self, part: &Space) -> Vec<u8> {
        let bounds = part.lo.iter().chain(&part.hi).map(|&bound| bound as u32);
        let lens = self.arrays.iter().map(|array| array.len);
        let mut block: Vec<u8> = bounds
            .chain([0])
            .chain(lens)
            .flat_map(u32::to_le_bytes)
            .collect();
        for scalar in &self.scalars {
            block.resize(block.len().next_multiple_of(scalar.size), 0);
            block.extend_from_slice(&scalar.bytes[..scalar.size]);
        }
        block.resize(block.len().next_multiple_of(16), 0);
        block
    }

    fn array(&mut self, bytes: &[u8], len: usize, reads: bool, writes: bool) {
        let gpu = self.gpu;
        let size = padded(bytes.len() as u64);
        let most = gpu.limits.max_buffer_size;
        let buffer = gpu.pool.take(&gpu.device, Purpose::Storage, size, most);
        if reads {
            write(gpu, &buffer, bytes);
        }
        self.arrays.push(Bound {
            buffer,
            bytes: bytes.len() as u64,
            writes,
            len: u32::try_from(len).expect("eligibility bounds lengths"),
        });
    }
}

impl Bind for Upload<'_> {
    fn scalar(&mut self, bytes: &[u8]) {
        let mut scalar = Scalar {
            bytes: [0; 8],
            size: bytes.len(),
        };
        scalar.bytes[..bytes.len()].copy_from_slice(bytes);
        self.scalars.push(scalar);
    }

    fn extent(&mut self, _low: i128, _high: i128) {}

    fn read(&mut self, bytes: &[u8], len: usize) {
        self.array(bytes, len, true, false);
    }

    fn write(&mut self, bytes: &mut [u8], len: usize, reads: bool) {
        self.array(bytes, len, reads, true);
    }
}

impl Drop for Upload<'_> {
    fn drop(&mut self) {
        for array in self.arrays.drain(..) {
            self.gpu.pool.give(Purpose::Storage, array.buffer);
        }
    }
}

/// Copies what the device wrote into the arrays of the stage: `from` holds them one after the other, each padded.
#[derive(Debug)]
pub(super) struct Download<'m> {
    pub(super) from: &'m [u8],
}

impl Bind for Download<'_> {
    fn scalar(&mut self, _bytes: &[u8]) {}

    fn extent(&mut self, _low: i128, _high: i128) {}

    fn read(&mut self, _bytes: &[u8], _len: usize) {}

    fn write(&mut self, bytes: &mut [u8], _len: usize, _reads: bool) {
        let (array, rest) = self.from.split_at(padded(bytes.len() as u64) as usize);
        bytes.copy_from_slice(&array[..bytes.len()]);
        self.from = rest;
    }
}

/// Queues the bytes; a last incomplete word is filled up.
pub(super) fn write(gpu: &Gpu, buffer: &Buffer, bytes: &[u8]) {
    let (words, tail) = bytes.split_at(bytes.len() & !3);
    if !words.is_empty() {
        gpu.queue.write_buffer(buffer, 0, words);
    }
    if !tail.is_empty() {
        let mut word = [0; 4];
        word[..tail.len()].copy_from_slice(tail);
        gpu.queue.write_buffer(buffer, words.len() as u64, &word);
    }
}

/// Whole words of the widest element, and never nothing.
fn padded(bytes: u64) -> u64 {
    bytes.max(1).next_multiple_of(8)
}
