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

/// Chains of additions, and as many of multiplications beside them: all that the registers of every level hold.
const MIXED_CHAINS: usize = 3;

/// The same for one lane: a core then works on several points of a loop at once, and what the compiler can put into the vectors that every
/// processor has, it does, here as in a loop.
const CHAINS_ALONE: usize = 16;
const LONG_CHAINS_ALONE: usize = 16;
const MIXED_CHAINS_ALONE: usize = 12;

/// What a loop is made of.
#[derive(Clone, Copy)]
enum Loop {
    /// Ops of one class.
    Of(Class),
    /// Additions of which each waits for the one before it.
    Waiting,
    /// Additions and multiplications.
    Mixed,
}

/// A loop.
struct Probe<'a> {
    of: Loop,
    wide: bool,
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
    let round = seconds(|rounds| enter_with(isa, Loop::Waiting, false, rounds));
    round / lanes(isa) as f64
}

/// The share of the shorter of additions and multiplications that is done beside the longer, given what each takes by itself.
pub(super) fn co_issue(isa: Isa, alone: &[f64; CLASSES]) -> f64 {
    let round = seconds(|rounds| enter_with(isa, Loop::Mixed, false, rounds));
    let chains = match isa {
        Isa::OneLane => MIXED_CHAINS_ALONE,
        _ => MIXED_CHAINS,
    };
    let both = round / (chains * lanes(isa)) as f64;
    let [add, mul] = [Class::Add, Class::Mul].map(|class| alone[class as usize]);
    ((add + mul - both) / add.min(mul)).clamp(0.0, 1.0)
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
    enter_with(isa, Loop::Of(class), wide, rounds);
}

fn enter_with(isa: Isa, of: Loop, wide: bool, rounds: usize) {
    let seed = black_box((1.000_001, 0x9e37_79b9_7f4a_7c15));
    let probe = Probe {
        of,
        wide,
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
    macro_rules! chains {
        ($chains:ident, $first:expr, $x:ident => $step:expr) => {{
            let mut chains = [$first; $chains];
            for _ in part.lo[0]..part.hi[0] {
                for chain in &mut chains {
                    let $x = *chain;
                    *chain = $step;
                }
            }
            black_box(chains);
        }};
    }
    macro_rules! rounds {
        ($chains:ident, $ty:ty, $start:expr, $x:ident => $step:expr) => {
            chains!($chains, Vector::<S, $ty>::splat(s, $start), $x => $step)
        };
    }
    macro_rules! classes {
        ($class:ident, $chains:ident, $long:ident, $float:ty, $int:ty, $uint:ty) => {{
            let one = Vector::<S, $float>::splat(s, near as $float);
            let half = Vector::<S, $float>::splat(s, 0.5 * near as $float);
            let odd = Vector::<S, $uint>::splat(s, bits as $uint | 1);
            match $class {
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
    macro_rules! mixed {
        ($chains:ident) => {{
            let one = Vector::<S, f32>::splat(s, near as f32);
            let half = Vector::<S, f32>::splat(s, 0.5 * near as f32);
            chains!($chains, [one; 2], x => [x[0].add(half), x[1].mul(one)]);
        }};
    }
    let half = Vector::<S, f32>::splat(s, 0.5 * near as f32);
    match (probe.of, S::LANES, probe.wide) {
        (Loop::Waiting, ..) => rounds!(ONE_CHAIN, f32, 1.0, x => x.add(half)),
        (Loop::Mixed, 1, _) => mixed!(MIXED_CHAINS_ALONE),
        (Loop::Mixed, ..) => mixed!(MIXED_CHAINS),
        (Loop::Of(class), 1, false) => {
            classes!(class, CHAINS_ALONE, LONG_CHAINS_ALONE, f32, i32, u32)
        }
        (Loop::Of(class), 1, true) => {
            classes!(class, CHAINS_ALONE, LONG_CHAINS_ALONE, f64, i64, u64)
        }
        (Loop::Of(class), _, false) => classes!(class, CHAINS, LONG_CHAINS, f32, i32, u32),
        (Loop::Of(class), _, true) => classes!(class, CHAINS, LONG_CHAINS, f64, i64, u64),
    }
    Ok(())
}
