//! Time steps on the ranks of a cluster: how they scale, and whether more is sent than must be.

pub mod many;

use std::time::Instant;

use kernel_runtime::{Cluster, DistArray, Error};

use crate::kernels::heat::heat;
use crate::measure::Time;

/// A box's side, and the planes of it that a rank has where boxes grow with the ranks.
const SIDE: usize = 160;
const PLANES: usize = 80;

/// Steps that are timed together, and how often.
const STEPS: usize = 20;
const RUNS: usize = 9;

/// How much more than the least may be sent.
const BAR: f64 = 1.05;

/// What becomes of the box as ranks are added.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Scaling {
    /// It stays as it is.
    Strong,
    /// It grows with them.
    Weak,
}

/// One number of ranks.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What becomes of the box.
    pub scaling: Scaling,
    /// The ranks.
    pub ranks: usize,
    /// The box.
    pub sizes: [usize; 3],
    /// A step, in seconds.
    pub step: Time,
    /// The bytes that are sent in a step.
    pub sent: f64,
    /// The bytes of what ranks read of their neighbours' elements, each once.
    pub least: f64,
}

impl Row {
    /// Measures on all ranks.
    ///
    /// # Errors
    ///
    /// A step fails.
    pub fn measure(cluster: &Cluster, scaling: Scaling) -> Result<Row, Error> {
        let ranks = cluster.ranks();
        let [wide, high, deep] = match scaling {
            Scaling::Strong => [SIDE, SIDE, SIDE],
            Scaling::Weak => [SIDE, SIDE, PLANES * ranks],
        };
        let values = cluster.is_root().then(|| {
            let plane = wide * high;
            let mut values = vec![0.0; plane * deep];
            values[plane..plane * (deep - 1)].fill(1.0);
            values
        });
        let mut now = DistArray::from_root(cluster, values.as_ref())?;
        let mut next = DistArray::from_root(cluster, values.as_ref())?;
        let mut steps = |count: usize| -> Result<(), Error> {
            for _ in 0..count {
                heat::dispatch(wide, high, deep, &now, &mut next)?;
                std::mem::swap(&mut now, &mut next);
            }
            Ok(())
        };
        // Parts come to their ranks.
        steps(STEPS)?;
        let before = cluster.traffic().bytes;
        let mut times = Vec::new();
        for _ in 0..RUNS {
            let begin = Instant::now();
            steps(STEPS)?;
            times.push(begin.elapsed().as_secs_f64() / STEPS as f64);
        }
        let sent = cluster.traffic().bytes - before;
        times.sort_by(f64::total_cmp);
        let borders = 2 * (ranks - 1);
        Ok(Row {
            scaling,
            ranks,
            sizes: [wide, high, deep],
            step: Time {
                min: times[0],
                median: times[RUNS / 2],
            },
            sent: sent as f64 / (RUNS * STEPS) as f64,
            least: (borders * (wide - 2) * (high - 2) * size_of::<f64>()) as f64,
        })
    }

    /// How much more is sent than must be.
    fn excess(&self) -> f64 {
        match self.ranks {
            1 => 1.0 + self.sent,
            _ => self.sent / self.least,
        }
    }

    /// Whether no more is sent than may be.
    pub fn is_met(&self) -> bool {
        self.excess() <= BAR
    }

    /// The row of the table.
    pub fn line(&self) -> String {
        let [wide, high, deep] = self.sizes;
        format!(
            "{:8} {:>5}  {:15} {:>9.1} {:>9.1} {:>9.1} {:>12.0} {:>12.0} {:>6.3}  {}",
            format!("{:?}", self.scaling).to_lowercase(),
            self.ranks,
            format!("{wide}x{high}x{deep}"),
            self.step.min * 1e6,
            self.step.median * 1e6,
            (wide * high * deep) as f64 / self.step.min * 1e-6,
            self.sent,
            self.least,
            self.excess(),
            if self.is_met() { "met" } else { "NOT MET" }
        )
    }

    /// The row as JSON.
    pub fn json(&self) -> String {
        let [wide, high, deep] = self.sizes;
        format!(
            "  {{\"scaling\": \"{}\", \"ranks\": {}, \"sizes\": [{wide}, {high}, {deep}], \"min_s\": {:e}, \"median_s\": {:e}, \"sent_bytes\": {}, \"least_bytes\": {}}}",
            format!("{:?}", self.scaling).to_lowercase(),
            self.ranks,
            self.step.min,
            self.step.median,
            self.sent,
            self.least,
        )
    }
}

/// The names of the table's columns.
pub fn header() -> String {
    format!(
        "{:8} {:>5}  {:15} {:>9} {:>9} {:>9} {:>12} {:>12} {:>6}",
        "scaling", "ranks", "box", "min us", "med us", "Mpoint/s", "bytes sent", "least", "ratio"
    )
}
