//! The cost of loads and stores, by the size of the working set.

use std::hint::black_box;

use super::seconds;
use crate::arguments::{In, Out};
use crate::simd::{Bits, Integer, Isa, Level, Number, Vector};
use crate::stage::{Fault, Space};

/// Elements read one by one in a round: enough that entering the loop does not matter.
const PICKED: usize = 4096;

/// The stride of the strided loads, in elements: that of a colour in an image.
const STRIDE: usize = 3;

/// Elements that are whole rounds of gangs on every level.
const WHOLE: usize = SUMS * 64;

/// Sums that a round of reading adds up.
const SUMS: usize = 4;

/// How a probe goes through its arrays.
#[derive(Clone, Copy)]
enum Access {
    /// `y[i] += x[i]`
    Stream,
    /// The sum of `x[STRIDE * i]`.
    Strided,
    /// The sum of `x` at places that jump about.
    Gather,
}

/// A loop over memory. The arrays have a power of two elements each.
struct Probe<'a> {
    access: Access,
    x: In<'a, f32>,
    y: Out<'a, f32>,
}

/// Seconds for a byte loaded or stored in order, where `data` is the working set.
pub(super) fn stream(isa: Isa, data: &mut [f32]) -> f64 {
    let bytes = stream_bytes(data) as f64;
    seconds(|rounds| stream_rounds(isa, data, rounds)) / bytes
}

/// Runs over `data` that many times.
pub(super) fn stream_rounds(isa: Isa, data: &mut [f32], rounds: usize) {
    let len = data.len() / 2;
    for _ in 0..rounds {
        run(isa, Access::Stream, data, 0..len);
    }
}

/// The bytes loaded and stored in one run over `data`: two loads and a store for each pair of elements.
pub(super) fn stream_bytes(data: &[f32]) -> usize {
    data.len() / 2 * 3 * size_of::<f32>()
}

/// Seconds for an element loaded with a stride from the nearest cache.
pub(super) fn strided(isa: Isa, data: &mut [f32]) -> f64 {
    let data = &mut data[..4096];
    let count = data.len() / 2 / STRIDE / WHOLE * WHOLE;
    let round = seconds(|rounds| {
        for _ in 0..rounds {
            run(isa, Access::Strided, data, 0..count);
        }
    });
    round / count as f64
}

/// Seconds for an element loaded from anywhere, where `data` is the working set.
pub(super) fn gather(isa: Isa, data: &mut [f32]) -> f64 {
    // Each round goes to other places: those of the last one are in the cache.
    let mut next = 0;
    let round = seconds(|rounds| {
        for _ in 0..rounds {
            run(isa, Access::Gather, data, next..next + PICKED);
            next = (next + PICKED) % (1 << 30);
        }
    });
    round / PICKED as f64
}

fn run(isa: Isa, access: Access, data: &mut [f32], range: std::ops::Range<usize>) {
    // A working set that is gathered from is all `x`.
    let middle = match access {
        Access::Gather => data.len(),
        Access::Stream | Access::Strided => data.len() / 2,
    };
    let (x, y) = data.split_at_mut(middle);
    let probe = Probe {
        access,
        x: In::new(x),
        y: Out::new(y),
    };
    let part = Space {
        lo: [range.start, 0, 0],
        hi: [range.end, 1, 1],
    };
    // SAFETY: callers take the level from `Isa::available`; a streamed range is that of both halves, a strided one ends within `x` after
    // `STRIDE` times its length, and a gathered index is masked to `x`'s length, which is a power of two.
    let result = unsafe { enter(isa, &probe, &part) };
    debug_assert_eq!(result, Ok(()), "nothing in it can fail");
}

crate::__entries! { enter = enter, gang = 2, body = body, stage = Probe, partial = () }

/// The loops, over whole gangs only.
///
/// # Safety
///
/// The part lies within `y` and `x` for `Stream`, within a `STRIDE`th of `x` for `Strided`; for `Gather` the length of `x` is a power
/// of two up to 2³².
#[inline(always)]
unsafe fn body<S: Level>(s: S, probe: &Probe<'_>, part: &Space) -> Result<(), Fault> {
    let (x, y) = (probe.x.ptr(), probe.y.ptr());
    let all = s.all();
    // Several sums, so that none waits for another.
    let mut sums = [Vector::<S, f32>::splat(s, 0.0); SUMS];
    let gangs = (part.hi[0] - part.lo[0]) / S::LANES;
    match probe.access {
        Access::Stream => {
            for gang in 0..gangs {
                let at = part.lo[0] + gang * S::LANES;
                // SAFETY: the gang lies within the part, and so within both arrays.
                unsafe {
                    let value = Vector::load(s, x.add(at)).add(Vector::load(s, y.add(at)));
                    value.store(y.add(at));
                }
            }
        }
        Access::Strided => {
            for several in 0..gangs / SUMS {
                for (number, sum) in sums.iter_mut().enumerate() {
                    let gang = several * SUMS + number;
                    let at = STRIDE * (part.lo[0] + gang * S::LANES);
                    // SAFETY: as above, with `STRIDE` elements of `x` for each of the part's.
                    let value = unsafe { Vector::load_every::<STRIDE>(s, all, x.add(at)) };
                    *sum = sum.add(value);
                }
            }
        }
        Access::Gather => {
            let last = Vector::<S, u32>::splat(s, (probe.x.len() - 1) as u32);
            let factor = Vector::<S, u32>::splat(s, 0x9e37_79b1);
            let shift = Vector::<S, u32>::splat(s, 15);
            for several in 0..gangs / SUMS {
                for (number, sum) in sums.iter_mut().enumerate() {
                    let gang = several * SUMS + number;
                    let at = part.lo[0] + gang * S::LANES;
                    let mixed = Vector::<S, u32>::linear(s, at as u32, 1).mul(factor);
                    let index = mixed.xor(mixed.shr(shift)).and(last);
                    // SAFETY: the mask keeps each index below the length.
                    *sum = sum.add(unsafe { Vector::gather(s, all, x, index) });
                }
            }
        }
    }
    black_box(sums);
    Ok(())
}
