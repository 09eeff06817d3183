//! The throughput of each class of ops, on values in registers.

use std::hint::black_box;

use super::seconds;
use crate::simd::{Bits, Float, Isa, Level, Number, Value, Vector};
use crate::stage::{CLASSES, Class, Fault, Space};

/// Independent chains of cheap ops, so that none waits for another.
const CHAINS: usize = 4;

/// Independent chains of ops that are long themselves.
const LONG_CHAINS: usize = 2;

/// Where each op is to wait for the one before it.
const ONE_CHAIN: usize = 1;

/// The same for one lane: a core then works on several points of a loop at once, and what the compiler can put into the vectors that every
/// processor has, it does, here as in a loop.
const CHAINS_ALONE: usize = 16;
const LONG_CHAINS_ALONE: usize = 16;

/// A loop over ops of one class.
struct Probe<'a> {
    class: Class,
    wide: bool,
    /// Whether each op waits for the one before it.
    waits: bool,
    /// Values that the compiler cannot know: near one, and near one as a bit pattern of an integer.
    seed: &'a (f64, u64),
}

/// Seconds for an op of each class on 32-bit values.
pub(super) fn narrow(isa: Isa) -> [f64; CLASSES] {
    Class::ALL.map(|class| cost(isa, class, false))
}

/// Seconds for an op of each class on 64-bit values.
pub(super) fn wide(isa: Isa) -> [f64; CLASSES] {
    Class::ALL.map(|class| cost(isa, class, true))
}

/// Seconds for one op of one lane.
pub(super) fn cost(isa: Isa, class: Class, wide: bool) -> f64 {
    let round = seconds(|rounds| run(isa, class, wide, rounds));
    let (short, long) = match isa {
        Isa::OneLane => (CHAINS_ALONE, LONG_CHAINS_ALONE),
        _ => (CHAINS, LONG_CHAINS),
    };
    let (chains, ops) = match class {
        Class::Exp | Class::Ln | Class::Pow | Class::Trig | Class::Tanh => (long, 1),
        Class::Compare => (short, 3),
        Class::Integer | Class::Convert => (short, 2),
        _ => (short, 1),
    };
    round / (chains * ops * lanes(isa)) as f64
}

/// Seconds for one lane's part of a float addition that has to wait for another.
pub(super) fn latency(isa: Isa) -> f64 {
    let round = seconds(|rounds| enter_with(isa, Class::Add, false, true, rounds));
    round / lanes(isa) as f64
}

/// The lanes of a gang of two registers.
fn lanes(isa: Isa) -> usize {
    match isa {
        Isa::OneLane => 1,
        _ => 2 * isa.lanes(),
    }
}

/// Runs rounds of a probe.
pub(super) fn run(isa: Isa, class: Class, wide: bool, rounds: usize) {
    enter_with(isa, class, wide, false, rounds);
}

fn enter_with(isa: Isa, class: Class, wide: bool, waits: bool, rounds: usize) {
    let seed = black_box((1.000_001, 0x9e37_79b9_7f4a_7c15));
    let probe = Probe {
        class,
        wide,
        waits,
        seed: &seed,
    };
    // SAFETY: callers take the level from `Isa::available`; the probe touches no memory.
    let result = unsafe { enter(isa, &probe, &Space::new([rounds])) };
    debug_assert_eq!(result, Ok(()), "nothing in it can fail");
}

crate::__entries! { enter = enter, gang = 2, body = body, stage = Probe, partial = () }

/// The loops.
///
/// # Safety
///
/// None: it is `unsafe` since `entries!` wants it so.
#[inline(always)]
unsafe fn body<S: Level>(s: S, probe: &Probe<'_>, part: &Space) -> Result<(), Fault> {
    let &(near, bits) = probe.seed;

    // Each expression keeps its value within bounds for any number of rounds, and cannot be summed up without running them.
    macro_rules! rounds {
        ($chains:ident, $ty:ty, $start:expr, $x:ident => $step:expr) => {{
            let mut chains = [Vector::<S, $ty>::splat(s, $start); $chains];
            for _ in part.lo[0]..part.hi[0] {
                for chain in &mut chains {
                    let $x = *chain;
                    *chain = $step;
                }
            }
            black_box(chains);
        }};
    }
    macro_rules! classes {
        ($chains:ident, $long:ident, $float:ty, $int:ty, $uint:ty) => {{
            let one = Vector::<S, $float>::splat(s, near as $float);
            let half = Vector::<S, $float>::splat(s, 0.5 * near as $float);
            let odd = Vector::<S, $uint>::splat(s, bits as $uint | 1);
            match probe.class {
                Class::Add => rounds!($chains, $float, 1.0, x => x.add(half)),
                Class::Mul => rounds!($chains, $float, 1.0, x => x.mul(one)),
                Class::MulAdd => rounds!($chains, $float, 1.0, x => x.mul_add(half, one)),
                Class::Div => rounds!($chains, $float, 2.0, x => one.div(x)),
                Class::Sqrt => rounds!($chains, $float, 2.0, x => x.sqrt()),
                Class::Compare => {
                    rounds!($chains, $float, 1.0, x => Value::select(x.lt(one), x.add(half), half))
                }
                Class::Integer => rounds!($chains, $uint, bits as $uint, x => Number::add(x.xor(odd), odd)),
                Class::IntegerMul => rounds!($chains, $uint, bits as $uint, x => x.mul(odd).xor(odd)),
                Class::IntegerDiv => rounds!($chains, $uint, bits as $uint, x => odd.div(x)),
                Class::Convert => {
                    rounds!($chains, $float, near as $float, x => x.cast::<$int>().cast::<$float>())
                }
                Class::Exp => rounds!($long, $float, 1.0, x => x.neg().exp()),
                Class::Ln => rounds!($long, $float, 1.0, x => x.add(one).ln()),
                Class::Pow => rounds!($long, $float, 2.0, x => x.powf(half)),
                Class::Trig => rounds!($long, $float, 1.0, x => x.add(one).sin()),
                Class::Tanh => rounds!($long, $float, 1.0, x => x.add(one).tanh()),
            }
        }};
    }
    if probe.waits {
        let half = Vector::<S, f32>::splat(s, 0.5 * near as f32);
        rounds!(ONE_CHAIN, f32, 1.0, x => x.add(half));
        return Ok(());
    }
    match (S::LANES, probe.wide) {
        (1, false) => classes!(CHAINS_ALONE, LONG_CHAINS_ALONE, f32, i32, u32),
        (1, true) => classes!(CHAINS_ALONE, LONG_CHAINS_ALONE, f64, i64, u64),
        (_, false) => classes!(CHAINS, LONG_CHAINS, f32, i32, u32),
        (_, true) => classes!(CHAINS, LONG_CHAINS, f64, i64, u64),
    }
    Ok(())
}
