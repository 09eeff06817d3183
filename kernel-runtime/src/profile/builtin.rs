//! Rates for a machine that has not been measured: those of a modest one, so that a time made from them is rather too long.

use super::rates::{Curve, Pool, Rates, SIZES};
use crate::stage::CLASSES;

const NS: f64 = 1e-9;

/// One lane. In the order of [`crate::stage::Class`].
pub(crate) const SCALAR: Rates = Rates {
    ops32: scaled(
        [
            0.3, 0.3, 0.5, 1.5, 2.0, 0.3, 0.25, 0.4, 3.0, 0.5, 8.0, 8.0, 25.0, 12.0, 15.0,
        ],
        NS,
    ),
    ops64: scaled(
        [
            0.3, 0.3, 0.5, 2.0, 3.0, 0.3, 0.25, 0.5, 6.0, 0.5, 12.0, 12.0, 40.0, 20.0, 25.0,
        ],
        NS,
    ),
    latency: 1.5 * NS,
    co_issue: 0.0,
    stream: Curve([
        0.06 * NS,
        0.06 * NS,
        0.07 * NS,
        0.08 * NS,
        0.1 * NS,
        0.12 * NS,
        0.15 * NS,
    ]),
    strided: 0.5 * NS,
    gather: GATHER,
};

/// 128-bit vectors.
pub(crate) const SIMD: Rates = Rates {
    ops32: scaled(SCALAR.ops32, 0.3),
    ops64: scaled(SCALAR.ops64, 0.6),
    latency: 0.2 * NS,
    co_issue: 0.0,
    stream: Curve([
        0.03 * NS,
        0.04 * NS,
        0.05 * NS,
        0.06 * NS,
        0.08 * NS,
        0.1 * NS,
        0.15 * NS,
    ]),
    strided: 0.5 * NS,
    gather: GATHER,
};

/// Seconds for one byte in order from a near cache.
pub(super) const NEAR_BYTE: f64 = SIMD.stream.0[2];

/// Seconds for one element from memory.
pub(super) const FAR_ELEMENT: f64 = GATHER.0[SIZES - 1];

/// A pool of that many threads.
pub(crate) fn pool(threads: usize) -> Pool {
    // Threads of one core share its units, and all share the memory.
    let speedup = (threads as f64 * 0.7).max(1.0);
    let shared = speedup.min(3.0);
    let mut stream = SIMD.stream;
    for (point, cost) in stream.0.iter_mut().enumerate() {
        *cost /= if point < SIZES - 2 { speedup } else { shared };
    }
    Pool {
        threads,
        fork_join: 5e-6,
        speedup,
        stream,
    }
}

const GATHER: Curve = Curve([
    0.6 * NS,
    0.8 * NS,
    1.2 * NS,
    2.0 * NS,
    4.0 * NS,
    8.0 * NS,
    15.0 * NS,
]);

const fn scaled(mut rates: [f64; CLASSES], factor: f64) -> [f64; CLASSES] {
    let mut class = 0;
    while class < CLASSES {
        rates[class] *= factor;
        class += 1;
    }
    rates
}
