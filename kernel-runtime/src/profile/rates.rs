//! What a machine profile is made of: rates, in seconds per unit of work.

use serde::{Deserialize, Serialize};

use crate::stage::{CLASSES, Class, Work};

/// The number of working-set sizes that a [`Curve`] knows.
pub(crate) const SIZES: usize = 7;

/// The working-set size in bytes of a [`Curve`]'s point: 16 KiB and then four times as much from point to point, from the smallest
/// first-level caches to beyond the largest common last-level ones.
pub(crate) const fn size(point: usize) -> usize {
    (16 << 10) << (2 * point)
}

/// A cost per unit that depends on the working set.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Curve(pub(crate) [f64; SIZES]);

impl Curve {
    /// The same cost whatever the working set.
    #[cfg(test)]
    pub(crate) const fn constant(cost: f64) -> Self {
        Curve([cost; SIZES])
    }

    /// The cost at a working set: between two sizes linear over the logarithm, beyond the ends constant.
    #[inline]
    pub(crate) fn at(&self, place: Place) -> f64 {
        let Place { below, share } = place;
        self.0[below] + (self.0[below + 1] - self.0[below]) * share
    }
}

/// Where a working set lies among those of a [`Curve`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Place {
    /// The point at or below it, except the last.
    below: usize,
    /// Its share of the way to the next point.
    share: f64,
}

impl Place {
    /// The place of a working set of that many bytes.
    #[inline]
    pub(crate) fn of(bytes: f64) -> Self {
        const FIRST: f64 = 14.0;
        let position = ((log2(bytes) - FIRST) * 0.5).clamp(0.0, (SIZES - 1) as f64);
        let below = (position as usize).min(SIZES - 2);
        Place {
            below,
            share: position - below as f64,
        }
    }
}

/// The binary logarithm of a positive number, to 0.09: exponent and mantissa read as one fixed-point number.
#[inline]
fn log2(x: f64) -> f64 {
    const ONE: f64 = (1u64 << 52) as f64;
    x.to_bits() as f64 / ONE - 1023.0
}

/// What one way to execute costs.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Rates {
    /// Seconds for one op of each class on values of at most 32 bits.
    pub(crate) ops32: [f64; CLASSES],
    /// Seconds for one op of each class on 64-bit values.
    pub(crate) ops64: [f64; CLASSES],
    /// Seconds for one lane's part of a float addition that has to wait for another.
    pub(crate) latency: f64,
    /// The share of the shorter of float additions and multiplications that is done beside the longer: one where units do either of them, none where the
    /// same units do both.
    pub(crate) co_issue: f64,
    /// Seconds for one byte loaded or stored in order.
    pub(crate) stream: Curve,
    /// Seconds for one element loaded or stored with a stride, apart from the memory's own time.
    pub(crate) strided: f64,
    /// Seconds for one element loaded or stored anywhere.
    pub(crate) gather: Curve,
}

impl Rates {
    /// Seconds of computing: what the units take for all ops, or what those take that wait for each other.
    #[inline]
    pub(crate) fn compute(&self, work: &Work) -> f64 {
        self.units(work).max(self.chains(work))
    }

    /// What the units of a core take for all ops. The divider works beside the others, and additions beside multiplications where that was measured.
    #[inline]
    pub(crate) fn units(&self, work: &Work) -> f64 {
        let all = dot(&self.ops32, &work.ops32) + dot(&self.ops64, &work.ops64);
        let of = |class: Class| {
            let class = class as usize;
            self.ops32[class] * work.ops32[class] + self.ops64[class] * work.ops64[class]
        };
        let divider: f64 = DIVIDER.into_iter().map(of).sum();
        let hidden = self.co_issue * of(Class::Add).min(of(Class::Mul));
        let others = all - divider - hidden;
        others + divider - ASIDE * divider.min(others)
    }

    /// What chains of ops take that wait for each other. A core works ahead by some [`WINDOW`] instructions, so that short points overlap.
    #[inline]
    pub(crate) fn chains(&self, work: &Work) -> f64 {
        if work.chained == 0.0 {
            return 0.0;
        }
        let ops: f64 = work.ops32.iter().chain(&work.ops64).sum();
        let ahead = (WINDOW * work.points / ops.max(1.0)).clamp(1.0, MOST_AHEAD);
        work.chained * self.latency / ahead
    }

    /// Seconds of loading and storing, given the place of the work's footprint.
    #[inline]
    pub(crate) fn memory(&self, work: &Work, place: Place) -> Memory {
        let near = self.stream.0[0];
        let beyond = (self.stream.at(place) - near).max(0.0);
        Memory {
            near: (work.contiguous + work.broadcast) * near + work.strided * self.strided,
            far: work.streamed * beyond,
            gathers: match work.gathered > 0.0 {
                true => work.gathered * self.gather.at(Place::of(work.scattered)),
                false => 0.0,
            },
        }
    }
}

/// What the divider does, and the share of the shorter of it and all else that hides behind the longer.
const DIVIDER: [Class; 3] = [Class::Div, Class::Sqrt, Class::IntegerDiv];
const ASIDE: f64 = 0.8;

/// The instructions that a core looks ahead, about; and how many points it works on at a time at most.
const WINDOW: f64 = 200.0;
const MOST_AHEAD: f64 = 4.0;

/// Seconds of loading and storing.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Memory {
    /// From and to the nearest cache, or one by one.
    pub(crate) near: f64,
    /// What it takes longer as the arrays lie further out.
    pub(crate) far: f64,
    /// At data-dependent places.
    pub(crate) gathers: f64,
}

impl Memory {
    /// All together.
    #[inline]
    pub(crate) fn total(&self) -> f64 {
        self.near + self.far + self.gathers
    }
}

impl Work {
    /// Bytes that pass through the load and store units in order. Strided and repeated accesses touch at least each distinct byte once.
    #[inline]
    pub(super) fn traffic(&self) -> f64 {
        let ordered = self.contiguous + self.broadcast;
        if self.gathered > 0.0 {
            ordered
        } else {
            ordered.max(self.footprint)
        }
    }
}

/// The sum of products, in columns that need not wait for each other.
#[inline]
fn dot(rates: &[f64; CLASSES], counts: &[f64; CLASSES]) -> f64 {
    const COLUMNS: usize = 5;
    const { assert!(CLASSES.is_multiple_of(COLUMNS)) };
    let (rates, counts) = (
        rates.as_chunks::<COLUMNS>().0,
        counts.as_chunks::<COLUMNS>().0,
    );
    let mut sums = [0.0; COLUMNS];
    for (rates, counts) in rates.iter().zip(counts) {
        for column in 0..COLUMNS {
            sums[column] += rates[column] * counts[column];
        }
    }
    sums.iter().sum()
}

/// What the threads tier adds to [`Rates`].
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Pool {
    /// The threads that were measured.
    pub(crate) threads: usize,
    /// Seconds that sharing takes beyond the work itself, in calls that follow each other.
    pub(crate) fork_join: f64,
    /// How many times faster all threads together compute than one.
    pub(crate) speedup: f64,
    /// Seconds for one byte loaded or stored in order, by all threads together.
    pub(crate) stream: Curve,
}

/// What a device costs.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct DeviceRates {
    /// Seconds to submit one dispatch and to see it done.
    pub(crate) latency: f64,
    /// Seconds to make a pipeline from a shader.
    pub(crate) compile: f64,
    /// Seconds for one byte to the device.
    pub(crate) upload: f64,
    /// Seconds for one byte from the device.
    pub(crate) download: f64,
    /// The number of points that keeps the whole device busy.
    pub(crate) fill: f64,
    /// What its invocations cost, all together.
    pub(crate) rates: Rates,
}

impl Pool {
    /// The same machine's pool with another number of threads. More threads than were measured do not speed it up.
    #[inline]
    pub(crate) fn resized(self, threads: usize) -> Self {
        let share = (threads as f64 / self.threads as f64).min(1.0);
        Pool {
            threads,
            speedup: (self.speedup * share).max(1.0),
            stream: Curve(self.stream.0.map(|cost| cost / share)),
            ..self
        }
    }

    /// Whether each figure can be what it says.
    pub(super) fn is_sane(&self) -> bool {
        let figures = [self.fork_join, self.speedup];
        self.threads > 0 && figures.iter().chain(&self.stream.0).all(|&x| positive(x))
    }
}

impl Rates {
    /// Whether each figure can be a duration.
    pub(super) fn is_sane(&self) -> bool {
        let groups: [&[f64]; 5] = [
            &self.ops32,
            &self.ops64,
            &self.stream.0,
            &[self.strided, self.latency],
            &self.gather.0,
        ];
        groups.into_iter().flatten().all(|&x| positive(x)) && (0.0..=1.0).contains(&self.co_issue)
    }
}

impl DeviceRates {
    /// Whether each figure can be what it says.
    pub(super) fn is_sane(&self) -> bool {
        let figures = [
            self.latency,
            self.compile,
            self.upload,
            self.download,
            self.fill,
        ];
        figures.into_iter().all(positive) && self.rates.is_sane()
    }
}

fn positive(x: f64) -> bool {
    x.is_finite() && x > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_goes_through_its_points() {
        let curve = Curve(std::array::from_fn(|point| (point * point) as f64));
        for point in 0..SIZES {
            let value = curve.at(Place::of(size(point) as f64));
            assert!((value - (point * point) as f64).abs() < 1e-9, "{point}");
        }
    }

    #[test]
    fn a_curve_is_monotonous_between_and_constant_beyond() {
        let curve = Curve(std::array::from_fn(|point| point as f64));
        assert_eq!(curve.at(Place::of(0.0)), 0.0);
        assert_eq!(curve.at(Place::of(1.0)), 0.0);
        assert_eq!(curve.at(Place::of(1e18)), (SIZES - 1) as f64);
        let mut last = 0.0;
        for kib in 1..100_000 {
            let value = curve.at(Place::of(kib as f64 * 1024.0));
            assert!(value >= last, "{kib} KiB");
            last = value;
        }
    }

    #[test]
    fn additions_hide_behind_multiplications_where_they_may() {
        let mut work = Work::NONE;
        work.ops32[Class::Add as usize] = 30.0;
        work.ops64[Class::Mul as usize] = 20.0;
        work.ops32[Class::Integer as usize] = 10.0;
        let units = |co_issue| {
            let rates = Rates {
                ops32: [1.0; CLASSES],
                ops64: [2.0; CLASSES],
                latency: 1.0,
                co_issue,
                stream: Curve::constant(1.0),
                strided: 1.0,
                gather: Curve::constant(1.0),
            };
            rates.units(&work)
        };
        assert_eq!(units(0.0), 80.0);
        assert_eq!(units(0.5), 65.0);
        assert_eq!(units(1.0), 50.0);
    }
}
