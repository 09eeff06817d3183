//! A stage's arguments on the device.

use std::ops::Range;

use wgpu::Buffer;

use crate::home::{Held, Home};
use crate::stage::{Arrays, Scalars, Space, Stage};

use super::buffers::Purpose;
use super::context::Gpu;
use super::windows::{Window, Windows};
use super::{Brought, GpuError, Resident, Shader};

/// A captured scalar: at most eight bytes.
#[derive(Clone, Copy, Debug)]
struct Scalar {
    bytes: [u8; 8],
    size: usize,
}

/// An array in a device buffer.
#[derive(Debug)]
pub(super) struct Bound<'a> {
    pub(super) buffer: Buffer,
    /// The array's size on the host.
    bytes: u64,
    pub(super) writes: bool,
    len: u32,
    /// Where its window begins, as the shader counts.
    base: u32,
    /// Where the array stays when the run is over. Else the buffer goes back to the pool.
    pub(super) home: Option<&'a Home>,
}

impl Bound<'_> {
    /// The size that is bound and copied: whole words, and never nothing.
    pub(super) fn padded(&self) -> u64 {
        padded(self.bytes)
    }

    /// Whether its values are to be copied back as soon as the run is over.
    pub(super) fn returns(&self) -> bool {
        self.writes && self.home.is_none()
    }
}

/// A stage's arguments on the device; gives the buffers back when dropped.
#[derive(Debug)]
pub(super) struct Upload<'a> {
    gpu: &'static Gpu,
    scalars: Vec<Scalar>,
    pub(super) arrays: Vec<Bound<'a>>,
    /// Of each array the elements that are brought, where not all are.
    windows: Option<Windows>,
    /// Why an array could not be brought.
    failure: Option<GpuError>,
}

impl<'a> Upload<'a> {
    pub(super) fn new(gpu: &'static Gpu) -> Self {
        Upload {
            gpu,
            scalars: Vec::new(),
            arrays: Vec::new(),
            windows: None,
            failure: None,
        }
    }

    /// Of each array those elements, from the host's memory.
    pub(super) fn of_windows(gpu: &'static Gpu, windows: Windows) -> Self {
        let mut upload = Upload::new(gpu);
        upload.windows = Some(windows);
        upload
    }

    /// How the arrays are there.
    pub(super) fn brought(&self) -> Brought {
        match self.windows {
            Some(_) => Brought::InWindows,
            None => Brought::Whole,
        }
    }

    /// Brings the arguments of a stage.
    pub(super) fn bring<S: Stage>(&mut self, stage: &'a S) -> Result<(), GpuError> {
        stage.scalars(self);
        stage.arrays(self);
        self.failure.take().map_or(Ok(()), Err)
    }

    /// The homes of the arrays, and whether the run writes them.
    pub(super) fn homes(&self) -> impl Iterator<Item = (&'a Home, bool)> {
        let arrays = self.arrays.iter();
        arrays.filter_map(|array| Some((array.home?, array.writes)))
    }

    /// Whether a workgroup has copies of the arrays that it accumulates into: the shader asks the same of their lengths.
    pub(super) fn has_copies(&self, shader: &Shader) -> bool {
        let mut fit = shader.copies.iter().map(|&(at, most)| {
            let array = self.arrays.get(at);
            array.is_some_and(|array| array.len as usize <= most)
        });
        !shader.copies.is_empty() && fit.all(|fits| fits)
    }

    /// The uniform block for a part of the box, as the module's documentation lays it out.
    pub(super) fn block(&self, part: &Space) -> Vec<u8> {
        let bounds = part.lo.iter().chain(&part.hi).map(|&bound| bound as u32);
        let lens = self.arrays.iter().map(|array| array.len);
        let bases = self.arrays.iter().map(|array| array.base);
        let bases = bases.filter(|_| self.windows.is_some());
        let mut block: Vec<u8> = bounds
            .chain([0])
            .chain(lens)
            .chain(bases)
            .flat_map(u32::to_le_bytes)
            .collect();
        for scalar in &self.scalars {
            block.resize(block.len().next_multiple_of(scalar.size), 0);
            block.extend_from_slice(&scalar.bytes[..scalar.size]);
        }
        block.resize(block.len().next_multiple_of(16), 0);
        block
    }

    fn array(&mut self, array: &Held<'a>, reads: bool, writes: bool) {
        let number = self.arrays.len();
        if let Some(window) = self
            .windows
            .as_ref()
            .map(|windows| windows[number].brought.clone())
        {
            self.window(array, window, writes);
            return;
        }
        let gpu = self.gpu;
        let bytes = array.size() as u64;
        let most = gpu.limits.max_buffer_size;
        let room = || {
            let size = padded(bytes);
            gpu.pool.take(&gpu.device, Purpose::Storage, size, most)
        };
        let bring = |buffer: &Buffer| write(gpu, buffer, array.bytes());
        let lent = match array.home() {
            Some(home) => {
                let fits = |resident: &Resident| std::ptr::eq(resident.gpu, gpu);
                let make = || Resident {
                    gpu,
                    buffer: room(),
                };
                let bring = |copy: &Resident| bring(&copy.buffer);
                home.lend(reads, fits, make, bring, |copy| copy.buffer.clone())
            }
            None => {
                let buffer = room();
                if reads {
                    bring(&buffer);
                }
                Ok(buffer)
            }
        };
        match lent {
            Ok(buffer) => self.arrays.push(Bound {
                buffer,
                bytes,
                writes,
                len: u32::try_from(array.len()).expect("eligibility bounds lengths"),
                base: 0,
                home: array.home(),
            }),
            Err(failure) => {
                self.failure.get_or_insert(failure);
            }
        }
    }

    /// Brings a window, whose elements that are not written come back as they were.
    fn window(&mut self, array: &Held<'a>, window: Range<usize>, writes: bool) {
        let gpu = self.gpu;
        // What is smaller than a word lies in words.
        let base = window.start * array.element() / array.element().max(4);
        let values = array.window(window);
        let bytes = values.len() as u64;
        let most = gpu.limits.max_buffer_size;
        let buffer = gpu
            .pool
            .take(&gpu.device, Purpose::Storage, padded(bytes), most);
        write(gpu, &buffer, values);
        let fits = "eligibility bounds lengths";
        self.arrays.push(Bound {
            buffer,
            bytes,
            writes,
            len: u32::try_from(array.len()).expect(fits),
            base: u32::try_from(base).expect(fits),
            home: None,
        });
    }
}

impl Scalars for Upload<'_> {
    fn scalar(&mut self, bytes: &[u8]) {
        let mut scalar = Scalar {
            bytes: [0; 8],
            size: bytes.len(),
        };
        scalar.bytes[..bytes.len()].copy_from_slice(bytes);
        self.scalars.push(scalar);
    }

    fn extent(&mut self, _low: i128, _high: i128) {}
}

impl<'a> Arrays<'a> for Upload<'a> {
    fn read(&mut self, array: Held<'a>) {
        self.array(&array, true, false);
    }

    fn write(&mut self, array: Held<'a>, reads: bool) {
        self.array(&array, reads, true);
    }
}

impl Drop for Upload<'_> {
    fn drop(&mut self) {
        for array in self.arrays.drain(..) {
            if array.home.is_none() {
                self.gpu.pool.give(Purpose::Storage, array.buffer);
            }
        }
    }
}

/// Copies what the device wrote into the arrays of the stage that have no home: `from` holds them one after the other, each padded.
#[derive(Debug)]
pub(super) struct Download<'m> {
    from: &'m [u8],
    /// Of each array that is still to come the elements, where not all have been there.
    windows: Option<&'m [Window]>,
}

impl<'m> Download<'m> {
    /// Whole arrays.
    pub(super) fn of(from: &'m [u8]) -> Self {
        let windows = None;
        Download { from, windows }
    }

    /// Those elements of each array, whatever home it has.
    pub(super) fn of_windows(from: &'m [u8], windows: &'m [Window]) -> Self {
        let windows = Some(windows);
        Download { from, windows }
    }

    /// The window of the next array, if windows are meant.
    fn window(&mut self) -> Option<Window> {
        let (first, rest) = self.windows?.split_first()?;
        self.windows = Some(rest);
        Some(first.clone())
    }
}

impl<'a> Arrays<'a> for Download<'_> {
    fn read(&mut self, _array: Held<'a>) {
        self.window();
    }

    fn write(&mut self, mut array: Held<'a>, _reads: bool) {
        let window = self.window();
        if window.is_none() && array.home().is_some() {
            return;
        }
        let whole = 0..array.len();
        let Window { brought, written } = window.unwrap_or(Window {
            brought: whole.clone(),
            written: whole,
        });
        let size = array.element();
        let bytes = (brought.len() * size) as u64;
        let (values, rest) = self.from.split_at(padded(bytes) as usize);
        if !written.is_empty() {
            let at = (written.start - brought.start) * size;
            let bytes = written.len() * size;
            array.fill(written, &values[at..at + bytes]);
        }
        self.from = rest;
    }
}

/// Queues the bytes; a last incomplete word is filled up.
pub(super) fn write(gpu: &'static Gpu, buffer: &Buffer, bytes: &[u8]) {
    // What is queued comes before what is submitted later, and so before runs that are only recorded and may use the buffer as it is.
    gpu.flush();
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
pub(super) fn padded(bytes: u64) -> u64 {
    bytes.max(1).next_multiple_of(8)
}
