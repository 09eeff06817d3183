//! The throughput of each class of ops, on values in registers.

use std::hint::black_box;

use super::seconds;
use crate::simd::{Bits, Float, Isa, Level, Number, Value, Vector};
use crate::stage::{CLASSES, Class, Fault, Space};

/// Independent chains of cheap ops, so that none waits for another.
const CHAINS: usize = 4;

/// Independent chains of ops that are long themselves.
const LONG_CHAINS: usize = 2;

/// A loop over ops of one class.
struct Probe<'a> {
    class: Class,
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
fn cost(isa: Isa, class: Class, wide: bool) -> f64 {
    let round = seconds(|rounds| run(isa, class, wide, rounds));
    let (chains, ops) = match class {
        Class::Exp | Class::Ln | Class::Pow | Class::Trig | Class::Tanh => (LONG_CHAINS, 1),
        Class::Compare => (CHAINS, 3),
        Class::Integer | Class::Convert => (CHAINS, 2),
        _ => (CHAINS, 1),
    };
    round / (chains * ops * lanes(isa)) as f64
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
    let seed = black_box((1.000_001, 0x9e37_79b9_7f4a_7c15));
    let probe = Probe {
        class,
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
        ($float:ty, $int:ty, $uint:ty) => {{
            let one = Vector::<S, $float>::splat(s, near as $float);
            let half = Vector::<S, $float>::splat(s, 0.5 * near as $float);
            let odd = Vector::<S, $uint>::splat(s, bits as $uint | 1);
            match probe.class {
                Class::Add => rounds!(CHAINS, $float, 1.0, x => x.add(half)),
                Class::Mul => rounds!(CHAINS, $float, 1.0, x => x.mul(one)),
                Class::MulAdd => rounds!(CHAINS, $float, 1.0, x => x.mul_add(half, one)),
                Class::Div => rounds!(CHAINS, $float, 2.0, x => one.div(x)),
                Class::Sqrt => rounds!(CHAINS, $float, 2.0, x => x.sqrt()),
                Class::Compare => {
                    rounds!(CHAINS, $float, 1.0, x => Value::select(x.lt(one), x.add(half), half))
                }
                Class::Integer => rounds!(CHAINS, $uint, bits as $uint, x => Number::add(x.xor(odd), odd)),
                Class::IntegerMul => rounds!(CHAINS, $uint, bits as $uint, x => x.mul(odd).xor(odd)),
                Class::IntegerDiv => rounds!(CHAINS, $uint, bits as $uint, x => odd.div(x)),
                Class::Convert => {
                    rounds!(CHAINS, $float, near as $float, x => x.cast::<$int>().cast::<$float>())
                }
                Class::Exp => rounds!(LONG_CHAINS, $float, 1.0, x => x.neg().exp()),
                Class::Ln => rounds!(LONG_CHAINS, $float, 1.0, x => x.add(one).ln()),
                Class::Pow => rounds!(LONG_CHAINS, $float, 2.0, x => x.powf(half)),
                Class::Trig => rounds!(LONG_CHAINS, $float, 1.0, x => x.add(one).sin()),
                Class::Tanh => rounds!(LONG_CHAINS, $float, 1.0, x => x.add(one).tanh()),
            }
        }};
    }
    if probe.wide {
        classes!(f64, i64, u64);
    } else {
        classes!(f32, i32, u32);
    }
    Ok(())
}
