//! Measures this machine, by short loops over the vector layer.

mod check;
mod memory;
mod ops;
mod threads;

use std::hint::black_box;
use std::time::{Duration, Instant};

pub(super) use check::still_holds;

use super::Profile;
use super::contention::Contention;
use super::rates::{Curve, Rates, SIZES, size};
use crate::simd::Isa;

/// A run is repeated more often until it takes this long: some hundred times what the clock costs.
const LONG_ENOUGH: Duration = Duration::from_micros(150);

/// The shortest of so many runs counts: what disturbs a run makes it longer.
const RUNS: usize = 5;

/// The same for runs on all threads, which anything else on the machine disturbs.
const RUNS_TOGETHER: usize = 12;

/// A profile, and whether threads had to wait for a core meanwhile.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) profile: Profile,
    pub(super) is_disturbed: bool,
}

/// Measures everything, in a fraction of a second; `None` where the system grants no thread for it.
///
/// It works on a thread and a pool of its own. On a thread of the caller's pool, waiting would take up other tasks of the pool, which may
/// need the profile themselves.
pub(super) fn measure(threads: usize) -> Option<Measured> {
    let thread = std::thread::Builder::new()
        .name("kernel-profile".to_owned())
        .spawn(move || measure_here(threads));
    thread.ok()?.join().ok()?
}

fn measure_here(threads: usize) -> Option<Measured> {
    let contention = Contention::watch();
    // The array of each working set, from small to large, is the beginning of this one.
    let mut data = vec![1.0f32; size(SIZES - 1) / size_of::<f32>()];
    let levels: Vec<(String, Rates)> = Isa::available()
        .map(|isa| (isa.name().to_owned(), rates(isa, &mut data)))
        .collect();
    let best = Isa::available().last()?;
    let pool = threads::pool(best, threads, &mut data)?;
    black_box(&data);
    Some(Measured {
        profile: Profile { levels, pool },
        is_disturbed: contention.was_there(),
    })
}

/// Measures one level on one thread.
fn rates(isa: Isa, data: &mut [f32]) -> Rates {
    let ops32 = ops::narrow(isa);
    Rates {
        ops32,
        ops64: ops::wide(isa),
        latency: ops::latency(isa),
        co_issue: ops::co_issue(isa, &ops32),
        stream: curve(data, |data| memory::stream(isa, data)),
        strided: memory::strided(isa, data),
        gather: curve(data, |data| memory::gather(isa, data)),
    }
}

/// Measures a cost at each size of the working set.
fn curve(data: &mut [f32], mut cost: impl FnMut(&mut [f32]) -> f64) -> Curve {
    Curve(std::array::from_fn(|point| {
        cost(&mut data[..size(point) / size_of::<f32>()])
    }))
}

/// Seconds of one round of something, given a function that runs that many of them.
fn seconds(run: impl FnMut(usize)) -> f64 {
    shortest(RUNS, run)
}

/// The shortest of so many runs, by the round.
fn shortest(runs: usize, mut run: impl FnMut(usize)) -> f64 {
    let mut rounds = 1;
    let mut time = Duration::ZERO;
    // The first run also warms what there is to warm, and is not counted unless one round is long enough.
    while time < LONG_ENOUGH {
        let start = Instant::now();
        run(rounds);
        time = start.elapsed();
        if time < LONG_ENOUGH {
            let missing = LONG_ENOUGH.as_secs_f64() / time.as_secs_f64().max(1e-9);
            rounds = (rounds as f64 * missing.clamp(1.5, 64.0)).ceil() as usize;
        }
    }
    let again = (1..runs).map(|_| {
        let start = Instant::now();
        run(rounds);
        start.elapsed()
    });
    again.fold(time, Duration::min).as_secs_f64() / rounds as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    // Figures are not compared: they depend on what else the machine does.
    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
    fn a_measured_profile_makes_sense() {
        let profile = measure(2).expect("a thread can be had").profile;
        assert!(profile.is_sane(), "{profile:#?}");
        assert_eq!(profile.levels.len(), Isa::available().count());
    }
}
