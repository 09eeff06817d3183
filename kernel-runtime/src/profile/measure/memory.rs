//! The cost of loads and stores, by the size of the working set.

use std::hint::black_box;

use super::seconds;
use crate::arguments::{In, Out};
use crate::simd::{Bits, Isa, Level, Number, Vector};
use crate::stage::{Fault, Space};

/// Elements read one by one in a round: enough that entering the loop does not matter.
const PICKED: usize = 4096;

/// The stride of the strided loads, in elements: that of a colour in an image.
const STRIDE: usize = 3;

/// How much further each round picks: a prime, so that many rounds pass before one meets the places of an earlier one.
const SHIFT: u32 = 1_000_003;

/// The bytes that a cache takes at a time, and how often it is shown them.
const LINE: usize = 64;
const WARMING: usize = 2;

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
    /// The sum of `x[places[i]]`.
    Gather,
}

/// A loop over memory. The arrays have a power of two elements each.
struct Probe<'a> {
    access: Access,
    x: In<'a, f32>,
    y: Out<'a, f32>,
    /// For `Gather`: where each element lies, by its number in the round, and by how much further the round's do.
    places: In<'a, u32>,
    shift: u32,
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
    // As a kernel would, it loads the places, from the nearest cache.
    let places: Vec<u32> = (0..PICKED as u32)
        .map(|number| {
            let mixed = number.wrapping_mul(0x9e37_79b1);
            mixed ^ mixed >> 15
        })
        .collect();
    warm(data);
    // Each round goes to other places: those of the last one are in the nearest cache.
    let mut shift = 0u32;
    let round = seconds(|rounds| {
        for _ in 0..rounds {
            pick(isa, data, &places, shift);
            shift = shift.wrapping_add(SHIFT);
        }
    });
    round / PICKED as f64
}

/// Brings `data` into the caches that it fits into: the gathers to be timed are too few to do so.
fn warm(data: &[f32]) {
    for _ in 0..WARMING {
        let lines = data.iter().step_by(LINE / size_of::<f32>());
        black_box(lines.sum::<f32>());
    }
}

/// A round of gathers from all of `data`.
fn pick(isa: Isa, data: &mut [f32], places: &[u32], shift: u32) {
    let probe = Probe {
        access: Access::Gather,
        x: In::new(data),
        y: Out::new(&mut []),
        places: In::new(places),
        shift,
    };
    enter_with(isa, &probe, 0..places.len());
}

fn run(isa: Isa, access: Access, data: &mut [f32], range: std::ops::Range<usize>) {
    let (x, y) = data.split_at_mut(data.len() / 2);
    let probe = Probe {
        access,
        x: In::new(x),
        y: Out::new(y),
        places: In::new(&[]),
        shift: 0,
    };
    enter_with(isa, &probe, range);
}

fn enter_with(isa: Isa, probe: &Probe<'_>, range: std::ops::Range<usize>) {
    let part = Space {
        lo: [range.start, 0, 0],
        hi: [range.end, 1, 1],
    };
    // SAFETY: callers take the level from `Isa::available`; a streamed range is that of both halves, a strided one ends within `x` after
    // `STRIDE` times its length, and a gathered index is masked to `x`'s length, which is a power of two; it is looked up for the numbers of all places.
    let result = unsafe { enter(isa, probe, &part) };
    debug_assert_eq!(result, Ok(()), "nothing in it can fail");
}

crate::__entries! { enter = enter, gang = 2, body = body, stage = Probe, partial = () }

/// The loops, over whole gangs only.
///
/// # Safety
///
/// The part lies within `y` and `x` for `Stream`, within a `STRIDE`th of `x` for `Strided`; for `Gather` within `places`, and the
/// length of `x` is a power of two up to 2³².
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
            let shift = Vector::<S, u32>::splat(s, probe.shift);
            let places = probe.places.ptr();
            for several in 0..gangs / SUMS {
                for (number, sum) in sums.iter_mut().enumerate() {
                    let gang = several * SUMS + number;
                    let at = part.lo[0] + gang * S::LANES;
                    // SAFETY: the gang lies within the part, and so within `places`.
                    let place = unsafe { Vector::load(s, places.add(at)) };
                    let index = Number::add(place, shift).and(last);
                    // SAFETY: the mask keeps each index below the length.
                    *sum = sum.add(unsafe { Vector::gather(s, all, x, index) });
                }
            }
        }
    }
    black_box(sums);
    Ok(())
}
