//! Whether a profile from an earlier day is still this machine's: a few of its figures are taken again, in a few milliseconds.

use std::hint::black_box;

use super::{memory, ops};
use crate::profile::Profile;
use crate::profile::contention::Contention;
use crate::profile::rates::{Rates, size};
use crate::simd::Isa;
use crate::stage::Class;

/// A figure that is this many times what it was, or that part of it, has drifted: another clock, or another machine under the same name.
const DRIFT: f64 = 1.6;

/// Whether the figures of the best level are what they were. They are believed to be if anything else had a core of ours meanwhile, as what is measured
/// then is that.
pub(in crate::profile) fn still_holds(profile: &Profile) -> bool {
    let Some(isa) = Isa::available().last() else {
        return true;
    };
    let contention = Contention::watch();
    let now = figures_now(isa);
    contention.was_there() || alike(&figures(profile.rates(isa)), &now)
}

/// What is looked at: cheap ops, the divider, what waits, and the nearest cache.
type Figures = [f64; 4];

fn figures(rates: &Rates) -> Figures {
    let op = |class: Class| rates.ops32[class as usize];
    [
        op(Class::MulAdd),
        op(Class::Div),
        rates.latency,
        rates.stream.0[0],
    ]
}

fn figures_now(isa: Isa) -> Figures {
    let mut data = vec![1.0f32; size(0) / size_of::<f32>()];
    let figures = [
        ops::cost(isa, Class::MulAdd, false),
        ops::cost(isa, Class::Div, false),
        ops::latency(isa),
        memory::stream(isa, &mut data),
    ];
    black_box(&data);
    figures
}

/// Whether no figure has drifted.
fn alike(then: &Figures, now: &Figures) -> bool {
    let ratios = then.iter().zip(now).map(|(then, now)| now / then);
    ratios
        .into_iter()
        .all(|ratio| (1.0 / DRIFT..=DRIFT).contains(&ratio))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_may_move_but_not_drift() {
        let then = [1e-10, 4e-10, 5e-10, 2e-11];
        assert!(alike(&then, &then));
        assert!(alike(&then, &then.map(|figure| 1.3 * figure)));
        for place in 0..then.len() {
            for factor in [0.5, 2.0, f64::NAN] {
                let mut now = then;
                now[place] *= factor;
                assert!(!alike(&then, &now), "{place} {factor}");
            }
        }
    }
}
