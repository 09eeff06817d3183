//! Time steps on as many ranks as nobody has here: simulated, over what one and two ranks were measured to take.

use std::time::Instant;

use kernel_runtime::{Cluster, DistArray, Error};
use serde::{Deserialize, Serialize};

use crate::kernels::heat::heat;

/// A box of so many elements along each dimension is 8 GiB of `f64`.
pub const SIDE: usize = 1024;

/// A box's side and planes that a step is measured on: as wide as the planes of the large one, and far out of the caches.
const MEASURED: [usize; 3] = [SIDE, SIDE, 18];
/// A box of which a step is nothing but what a step costs before it computes.
const TINY: [usize; 3] = [3, 3, 6];

/// Steps that are timed one by one.
const STEPS: usize = 60;
const TINY_STEPS: usize = 3000;
/// Steps that are simulated.
const SIMULATED: usize = 400;

/// What one and two ranks were measured to take.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Measured {
    /// Seconds for a plane of the box, of the least step.
    pub plane: f64,
    /// Of each step how many times longer it took than the least.
    pub noise: Vec<f64>,
    /// Seconds for what a rank does at each step before and after it computes, without messages.
    pub books: f64,
    /// Of each small message how many times longer it took than the least.
    pub jitter: Vec<f64>,
    /// The network between two ranks here.
    pub network: Option<Network>,
}

/// What connects the ranks.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Network {
    /// Its name.
    pub name: String,
    /// Seconds until a small message is there.
    pub latency: f64,
    /// Seconds for a byte more.
    pub byte: f64,
}

/// Networks as their makers describe them: 200 Gbit/s with 1.5 µs from program to program, and 10 Gbit/s by TCP with 25 µs.
const OTHERS: [(&str, f64, f64); 2] = [
    ("200 Gbit/s", 1.5e-6, 1.0 / 23e9),
    ("10 Gbit/s TCP", 25e-6, 1.0 / 1.1e9),
];

impl Network {
    fn new(name: &str, latency: f64, byte: f64) -> Self {
        Network {
            name: name.to_owned(),
            latency,
            byte,
        }
    }
}

impl Measured {
    /// Measures: on one rank steps, on two what messages add.
    ///
    /// # Errors
    ///
    /// A step fails.
    pub fn measure(&mut self, cluster: &Cluster) -> Result<(), Error> {
        let tiny = times(cluster, TINY, TINY_STEPS)?;
        match cluster.ranks() {
            1 => {
                let steps = times(cluster, MEASURED, STEPS)?;
                self.plane = steps[0] / (MEASURED[2] - 2) as f64;
                self.noise = relative(&steps);
                self.books = tiny[TINY_STEPS / 2];
            }
            _ => {
                self.jitter = relative(&tiny);
                let latency = cluster.latency().as_secs_f64();
                let byte = cluster.bandwidth().recip();
                self.network = Some(Network::new("as measured here", latency, byte));
            }
        }
        Ok(())
    }
}

/// What each of so many steps took, in order of size.
fn times(
    cluster: &Cluster,
    [wide, high, deep]: [usize; 3],
    count: usize,
) -> Result<Vec<f64>, Error> {
    let mut now = DistArray::zeroed(cluster, wide * high * deep)?;
    let mut next = DistArray::zeroed(cluster, wide * high * deep)?;
    let mut times = Vec::new();
    // The first steps touch memory for the first time, and plan.
    for step in 0..count + 6 {
        let begin = Instant::now();
        heat::dispatch(wide, high, deep, &now, &mut next)?;
        if step >= 6 {
            times.push(begin.elapsed().as_secs_f64());
        }
        std::mem::swap(&mut now, &mut next);
    }
    times.sort_by(f64::total_cmp);
    Ok(times)
}

/// The times in order, in units of the least.
fn relative(times: &[f64]) -> Vec<f64> {
    times.iter().map(|time| time / times[0]).collect()
}

/// How time steps are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Steps {
    /// The kernel has the loop over them: ranks wait for their neighbours alone.
    Inside,
    /// Each is a call, on which all ranks agree.
    Calls,
}

/// What a number of ranks would take.
#[derive(Clone, Debug)]
pub struct Row {
    network: Network,
    ranks: usize,
    /// A step in seconds, as the kernel has the loop, and as each step is a call.
    inside: f64,
    calls: f64,
    /// How many times faster than one rank, with the loop inside.
    speedup: f64,
    /// The share of a step that a rank computes.
    computing: f64,
}

impl Row {
    /// All networks, and ranks by powers of two up to one a plane.
    pub fn all(measured: &Measured) -> Vec<Row> {
        let others = OTHERS.map(|(name, latency, byte)| Network::new(name, latency, byte));
        let networks = measured.network.iter().cloned().chain(others);
        networks
            .flat_map(|network| {
                let alone = simulate(measured, &network, 1, Steps::Inside);
                (0..=SIDE.ilog2()).map(move |log| {
                    let ranks = 1 << log;
                    let step = |steps| simulate(measured, &network, ranks, steps);
                    let inside = step(Steps::Inside);
                    let planes = (SIDE - 2).div_ceil(ranks) as f64;
                    Row {
                        network: network.clone(),
                        ranks,
                        inside,
                        calls: step(Steps::Calls),
                        speedup: alone / inside,
                        computing: planes * measured.plane / inside,
                    }
                })
            })
            .collect()
    }

    /// The row of the table.
    pub fn line(&self) -> String {
        format!(
            "{:16} {:>6} {:>12.1} {:>9.1}x {:>8.0} % {:>8.0} % {:>12.1}",
            self.network.name,
            self.ranks,
            self.inside * 1e6,
            self.speedup,
            100.0 * self.speedup / self.ranks as f64,
            100.0 * self.computing,
            self.calls * 1e6,
        )
    }

    /// The row as JSON.
    pub fn json(&self) -> String {
        format!(
            "  {{\"network\": \"{}\", \"latency_s\": {:e}, \"byte_s\": {:e}, \"ranks\": {}, \"step_s\": {:e}, \"call_s\": {:e}, \"speedup\": {:.2}, \"computing\": {:.3}}}",
            self.network.name,
            self.network.latency,
            self.network.byte,
            self.ranks,
            self.inside,
            self.calls,
            self.speedup,
            self.computing,
        )
    }
}

/// The names of the table's columns.
pub fn header() -> String {
    format!(
        "{:16} {:>6} {:>12} {:>10} {:>10} {:>10} {:>12}",
        "network", "ranks", "us a step", "speed-up", "efficiency", "computing", "as calls, us"
    )
}

/// Seconds a step of the box that is cut into slabs of planes, as the runtime does it: the planes at both ends of a slab go to the neighbours while the
/// planes between them are computed, and the planes at the ends follow once the neighbours' are there.
fn simulate(measured: &Measured, network: &Network, ranks: usize, steps: Steps) -> f64 {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let planes = SIDE - 2;
    let bytes = (SIDE * SIDE * size_of::<f64>()) as f64;
    // A rank sends and receives two planes at once, one after the other on its wire.
    let neighbours = |rank: usize| usize::from(rank > 0) + usize::from(rank + 1 < ranks);
    let rounds = f64::from(2 * ranks.next_power_of_two().trailing_zeros());
    let mut done = vec![0.0f64; ranks];
    for _ in 0..SIMULATED {
        if steps == Steps::Calls {
            let last = done.iter().copied().fold(0.0, f64::max);
            let agreed = rounds * network.latency * random.of(&measured.jitter);
            done.fill(last + agreed);
        }
        let sent: Vec<f64> = (0..ranks)
            .map(|rank| {
                let wire = neighbours(rank) as f64 * bytes * network.byte;
                done[rank] + wire + network.latency * random.of(&measured.jitter)
            })
            .collect();
        let next = (0..ranks).map(|rank| {
            let mine = (rank + 1) * planes / ranks - rank * planes / ranks;
            let ends = neighbours(rank).min(mine);
            let noise = random.of(&measured.noise);
            let middle = (mine - ends) as f64 * measured.plane * noise;
            let below = rank.checked_sub(1).map_or(0.0, |below| sent[below]);
            let above = sent.get(rank + 1).copied().unwrap_or(0.0);
            let ready = (done[rank] + measured.books + middle).max(below).max(above);
            ready + ends as f64 * measured.plane * noise
        });
        done = next.collect();
    }
    done.into_iter().fold(0.0, f64::max) / SIMULATED as f64
}

/// A generator of random numbers (xorshift), the same at every run.
struct Random(u64);

impl Random {
    /// One of the values; 1 where there are none.
    fn of(&mut self, values: &[f64]) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let at = (self.0 >> 11) as usize % values.len().max(1);
        values.get(at).copied().unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ideal() -> Network {
        Network::new("ideal", 0.0, 0.0)
    }

    fn machine() -> Measured {
        Measured {
            plane: 1e-3,
            noise: vec![1.0],
            ..Measured::default()
        }
    }

    #[test]
    fn without_noise_and_network_it_scales_by_planes() {
        for ranks in [1, 2, 7, 511, 1024] {
            let planes = (SIDE - 2).div_ceil(ranks) as f64;
            let step = simulate(&machine(), &ideal(), ranks, Steps::Inside);
            assert!(
                (step / (planes * 1e-3) - 1.0).abs() < 1e-9,
                "{ranks}: {step}"
            );
        }
    }

    #[test]
    fn what_is_sent_is_hidden_until_the_middle_is_too_thin() {
        let slow = Network {
            byte: 1e-2 / (2 * SIDE * SIDE * size_of::<f64>()) as f64,
            ..ideal()
        };
        // Two planes take ten times a plane's computing: beside 18 and more there is time for them.
        let step = |ranks| simulate(&machine(), &slow, ranks, Steps::Inside);
        assert!((step(32) / 32e-3 - 1.0).abs() < 1e-3, "{}", step(32));
        assert!(step(512) > 10e-3, "{}", step(512));
    }

    #[test]
    fn calls_wait_for_the_slowest_rank() {
        let noisy = Measured {
            noise: vec![1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 3.0],
            ..machine()
        };
        let step = |steps| simulate(&noisy, &ideal(), 256, steps);
        assert!(step(Steps::Calls) > 1.2 * step(Steps::Inside));
    }
}
