//! What this machine can do at most, measured by loops that do nothing else.

use kernel_examples::case;
use kernel_examples::cases::Case;
use kernel_runtime::{Error, Isa, Variant, kernel};

use crate::measure::measure;
use crate::ways::Way;

/// Rounds of a loop over values in registers.
const ROUNDS: usize = 256;

/// Independent additions and multiplications, as few as keep both kinds of units busy and as many as the registers hold: six operations
/// a round, none of which waits for another.
#[kernel]
fn flops(rounds: usize, seed: &[f32], out: &mut [f32]) {
    for i in 0..out.len() {
        let s = seed[i];
        let (mut a, mut b, mut c) = (s, 2.0 * s, 3.0 * s);
        let (mut d, mut e, mut f) = (4.0 * s, 5.0 * s, 6.0 * s);
        for _ in 0..rounds {
            a += s;
            d *= s;
            b += s;
            e *= s;
            c += s;
            f *= s;
        }
        out[i] = a + b + c + d + e + f;
    }
}

/// Independent fused multiply-adds: ten operations a round.
#[kernel]
fn fused(rounds: usize, seed: &[f32], out: &mut [f32]) {
    for i in 0..out.len() {
        let s = seed[i];
        let (mut a, mut b, mut c, mut d, mut e) = (s, 2.0 * s, 3.0 * s, 4.0 * s, 5.0 * s);
        for _ in 0..rounds {
            a = a.mul_add(s, s);
            b = b.mul_add(s, s);
            c = c.mul_add(s, s);
            d = d.mul_add(s, s);
            e = e.mul_add(s, s);
        }
        out[i] = a + b + c + d + e;
    }
}

/// Independent divisions: four a round.
#[kernel]
fn divisions(rounds: usize, seed: &[f32], out: &mut [f32]) {
    for i in 0..out.len() {
        let s = seed[i];
        let (mut a, mut b, mut c, mut d) = (s, 2.0 * s, 3.0 * s, 4.0 * s);
        for _ in 0..rounds {
            a = s / a;
            b = s / b;
            c = s / c;
            d = s / d;
        }
        out[i] = a + b + c + d;
    }
}

/// Loads, and a store for eight of them.
#[kernel]
fn loads(a: &[u32], b: &[u32], c: &[u32], d: &[u32], y: &mut [u32]) {
    let half = y.len();
    for i in 0..y.len() {
        y[i] = a[i] ^ a[half + i] ^ b[i] ^ b[half + i] ^ c[i] ^ c[half + i] ^ d[i] ^ d[half + i];
    }
}

/// Loads in one stream.
#[kernel]
fn reads(x: &[u32]) -> u32 {
    let mut all = 0;
    for i in 0..x.len() {
        all ^= x[i];
    }
    all
}

/// Stores and nothing else.
#[kernel]
fn stores(value: f32, y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = value;
    }
}

/// A copy: by the system's own where the function is called itself.
#[kernel]
fn copies(x: &[u32], y: &mut [u32]) {
    y.copy_from_slice(x);
}

/// Gathers from a table in the first-level cache, eight for each store.
#[kernel]
fn gathers(table: &[f32; 1024], p: &[u32], y: &mut [f32]) {
    for i in 0..y.len() {
        let at = p[i];
        let mut sum = 0.0;
        for k in 0..8 {
            sum += table[((at + k * 97) & 1023) as usize];
        }
        y[i] = sum;
    }
}

const FLOPS: Case = case! {
    flops, |n, data| {}
    arguments {
        seed: Vec<f32> = data.floats(n, 1.0, 1.000_001);
        out: Vec<f32> = vec![0.0; n];
    }
    elements n * ROUNDS * 6;
    call (ROUNDS, seed, out);
    writes [out];
};
const FUSED: Case = case! {
    fused, |n, data| {}
    arguments {
        seed: Vec<f32> = data.floats(n, 0.5, 0.6);
        out: Vec<f32> = vec![0.0; n];
    }
    elements n * ROUNDS * 10;
    call (ROUNDS, seed, out);
    writes [out];
};
const DIVISIONS: Case = case! {
    divisions, |n, data| {}
    arguments {
        seed: Vec<f32> = data.floats(n, 1.0, 2.0);
        out: Vec<f32> = vec![0.0; n];
    }
    elements n * ROUNDS * 4;
    call (ROUNDS, seed, out);
    writes [out];
};
const LOADS: Case = case! {
    loads, |n, data| {}
    arguments {
        a: Vec<u32> = data.words(2 * n);
        b: Vec<u32> = data.words(2 * n);
        c: Vec<u32> = data.words(2 * n);
        d: Vec<u32> = data.words(2 * n);
        y: Vec<u32> = vec![0; n];
    }
    elements n * 8 * 4;
    call (a, b, c, d, y);
    writes [y];
};
const READS: Case = case! {
    reads, |n, data| {}
    arguments {
        x: Vec<u32> = data.words(n);
    }
    elements n * 4;
    call (x) -> u32;
    writes [];
};
const STORES: Case = case! {
    stores, |n, data| {}
    arguments {
        y: Vec<f32> = vec![0.0; n];
    }
    elements n * 4;
    call (1.5, y);
    writes [y];
};
const GATHERS: Case = case! {
    gathers, |n, data| {}
    arguments {
        table: [f32; 1024] = std::array::from_fn(|_| data.float(0.0, 1.0));
        p: Vec<u32> = data.indices(n, 1024);
        y: Vec<f32> = vec![0.0; n];
    }
    elements n * 8;
    call (table, p, y);
    writes [y];
};

const COPIES: Case = case! {
    copies, |n, data| {}
    arguments {
        x: Vec<u32> = data.words(n);
        y: Vec<u32> = vec![0; n];
    }
    elements n * 8;
    call (x, y);
    writes [y];
};

/// A cost that depends on the working set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Curve(pub [f64; Curve::POINTS.len()]);

impl Curve {
    /// The working sets that are measured, in bytes: from a second-level cache's to memory's.
    pub const POINTS: [usize; 6] = [1 << 17, 1 << 19, 1 << 21, 1 << 23, 1 << 25, 1 << 27];

    /// The cost at a working set: between two points linear over the logarithm, beyond the ends constant.
    pub fn at(&self, bytes: f64) -> f64 {
        let step = (bytes.log2() - 17.0) / 2.0;
        let step = step.clamp(0.0, (Self::POINTS.len() - 1) as f64);
        let below = (step as usize).min(Self::POINTS.len() - 2);
        let share = step - below as f64;
        self.0[below] + (self.0[below + 1] - self.0[below]) * share
    }
}

/// The least that each thing takes at one instruction set, in nanoseconds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Peaks {
    /// An addition or multiplication, of as many of each.
    pub flops: f64,
    /// The same as half of a fused multiply-add.
    pub fused: f64,
    /// A division.
    pub division: f64,
    /// A gathered element.
    pub gather: f64,
    /// A byte loaded from the first-level cache.
    pub load: f64,
    /// A byte stored to the first-level cache.
    pub store: f64,
    /// A byte loaded from farther away.
    pub read: Curve,
    /// A byte loaded or stored in a copy of arrays that lie farther away.
    pub copy: Curve,
}

/// Each instruction set's peaks.
pub struct Machine(Vec<(Isa, Peaks)>);

impl Machine {
    /// The working set that counts as lying in the first-level cache, in bytes.
    pub const FIRST_LEVEL: f64 = 32768.0;

    /// Measures the machine.
    pub fn measure() -> Result<Machine, Error> {
        let levels = Isa::available().filter(|&isa| isa != Isa::OneLane);
        let peaks = levels.map(|isa| Ok((isa, peaks(isa)?)));
        peaks.collect::<Result<_, _>>().map(Machine)
    }

    /// What an instruction set can do at most.
    pub fn peaks(&self, isa: Isa) -> Option<&Peaks> {
        let found = self.0.iter().find(|(known, _)| *known == isa);
        found.map(|(_, peaks)| peaks)
    }

    /// The table of the peaks.
    pub fn lines(&self) -> Vec<String> {
        let line = |(isa, peaks): &(Isa, Peaks)| {
            let far = Curve::POINTS.len() - 1;
            format!(
                "{:9} {:>9.1} {:>9.1} {:>9.2} {:>9.2} {:>9.1} {:>9.1} {:>9.1} {:>9.1}",
                isa.name(),
                1.0 / peaks.flops,
                1.0 / peaks.fused,
                1.0 / peaks.division,
                1.0 / peaks.gather,
                1.0 / peaks.load,
                1.0 / peaks.store,
                1.0 / peaks.read.0[far],
                1.0 / peaks.copy.0[far],
            )
        };
        let header = format!(
            "{:9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}",
            "isa",
            "flops/ns",
            "fma/ns",
            "div/ns",
            "gather/ns",
            "load B/ns",
            "store",
            "far read",
            "far copy"
        );
        std::iter::once(header)
            .chain(self.0.iter().map(line))
            .collect()
    }
}

fn peaks(isa: Isa) -> Result<Peaks, Error> {
    /// Elements of a loop over values in registers.
    const POINTS: usize = 256;
    /// Elements of an array that fits the first-level cache.
    const NEAR: usize = 4096;
    /// Elements of each of nine arrays that fit it together.
    const NINTH: usize = 768;
    let simd = [Way::At(Variant::Simd, isa)];
    let least = |case: &Case, n: usize, ways: &[Way]| -> Result<f64, Error> {
        let timings = measure(case, n, ways)?;
        Ok(timings
            .iter()
            .map(|timing| timing.min)
            .fold(f64::INFINITY, f64::min))
    };
    let curve = |case: &Case, ways: &[Way], arrays: usize| -> Result<Curve, Error> {
        let mut curve = [0.0; Curve::POINTS.len()];
        for (cost, bytes) in curve.iter_mut().zip(Curve::POINTS) {
            *cost = least(case, bytes / size_of::<u32>() / arrays, ways)?;
        }
        Ok(Curve(curve))
    };
    let flops = least(&FLOPS, POINTS, &simd)?;
    Ok(Peaks {
        flops,
        // Where the instruction set fuses nothing, a fused operation is a long way round.
        fused: least(&FUSED, POINTS, &simd)?.min(flops),
        division: least(&DIVISIONS, POINTS, &simd)?,
        gather: least(&GATHERS, POINTS, &simd)?,
        // Long chains of registers serve the wide ones better, many streams the narrow ones.
        load: least(&LOADS, NINTH, &simd)?.min(least(&READS, NEAR, &simd)?),
        store: least(&STORES, NEAR, &simd)?,
        read: curve(&READS, &simd, 1)?,
        copy: curve(&COPIES, &[Way::Plain, simd[0]], 2)?,
    })
}
