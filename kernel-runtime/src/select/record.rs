//! What measured times say of one variant: a running mean that a single disturbed run hardly moves, and that follows when the machine has changed.

use serde::{Deserialize, Serialize};

/// The weight of a new sample never falls below this.
const LEAST_WEIGHT: f32 = 0.25;

/// A sample that is off by more than this, or by [`FAR`] times the usual spread, is an outlier until others follow it. In logarithms.
const OUTLIER: f32 = 0.15;
const FAR: f32 = 3.0;

/// So many outliers in a row on one side are a change: what was learned before them is forgotten.
const CHANGE: i8 = 3;

/// The samples after which a record is taken to be settled, so that not every run is timed.
const SETTLED: u8 = 4;

/// No error counts for more than this: a prediction a thousand times off.
const LIMIT: f32 = 7.0;

/// What measured times were, relative to predictions. Means and spreads are of `ln(measured / predicted)`.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Record {
    /// The mean.
    pub(crate) mean: f32,
    /// How far samples usually are from it.
    pub(crate) spread: f32,
    /// The samples, up to as many as matter. The first one is dropped: it pays for what is made at first use.
    pub(crate) samples: u8,
    /// Outliers in a row, negative for those below the mean.
    #[serde(skip)]
    pub(crate) streak: i8,
    /// When the last one was taken, in samples of all variants together.
    #[serde(skip)]
    pub(crate) seen: u16,
}

impl Record {
    /// Takes in a sample. Says whether it has shown a change.
    pub(crate) fn observe(&mut self, error: f64, now: u16) -> bool {
        let error = (error as f32).clamp(-LIMIT, LIMIT);
        self.seen = now;
        self.samples = self.samples.saturating_add(1);
        if self.samples <= 2 {
            // The second replaces the first.
            self.mean = error;
            self.spread = OUTLIER / FAR;
            self.streak = 0;
            return false;
        }
        let off = error - self.mean;
        let far = OUTLIER.max(FAR * self.spread);
        if off.abs() <= far {
            self.streak = 0;
        } else if (off > 0.0) == (self.streak >= 0) {
            self.streak += if off > 0.0 { 1 } else { -1 };
        } else {
            self.streak = if off > 0.0 { 1 } else { -1 };
        }
        if self.streak.abs() >= CHANGE {
            *self = Record {
                mean: error,
                spread: OUTLIER / FAR,
                samples: 2,
                streak: 0,
                seen: now,
            };
            return true;
        }
        let weight = LEAST_WEIGHT.max(1.0 / f32::from(self.samples - 1));
        self.mean += weight * off.clamp(-far, far);
        self.spread += weight * (off.abs().min(2.0 * far) - self.spread);
        false
    }

    /// Takes in a sample of many that are told apart by more than noise, such as the errors of several kernels: the mean is that of all, or of the last ones
    /// where there are more than can be counted.
    pub(crate) fn average(&mut self, error: f64) {
        let error = (error as f32).clamp(-LIMIT, LIMIT);
        self.samples = self.samples.saturating_add(1);
        self.mean += (error - self.mean) / f32::from(self.samples);
    }

    /// Whether enough samples agree that the next one is expected to.
    pub(crate) fn is_settled(self) -> bool {
        self.samples >= SETTLED && self.streak == 0
    }

    /// The samples that a record of an earlier process counts for: a few of this one outweigh it.
    pub(crate) const KEPT: u8 = 3;

    /// Whether a correction can be that.
    pub(crate) fn can_be(correction: f32) -> bool {
        correction.abs() <= LIMIT
    }

    /// A record of an earlier process, in one that has taken so many samples: doubted as after a change. What can be no record is none.
    pub(crate) fn aged(self, now: u16) -> Record {
        let sane = Record::can_be(self.mean) && (0.0..=LIMIT).contains(&self.spread);
        match sane && self.samples > 0 {
            true => Record {
                samples: self.samples.min(Record::KEPT),
                streak: 0,
                seen: now.wrapping_sub(super::learn::CHANGED),
                ..self
            },
            false => Record::default(),
        }
    }

    /// The samples that count.
    pub(crate) fn weight(self) -> f64 {
        f64::from(self.samples.saturating_sub(1))
    }

    /// As one word of memory.
    pub(crate) fn pack(self) -> u64 {
        let mean = (self.mean * MEAN_STEPS).round() as i16;
        let spread = (self.spread * SPREAD_STEPS).round() as u16;
        u64::from(mean as u16)
            | u64::from(spread) << 16
            | u64::from(self.samples) << 32
            | u64::from(self.streak as u8) << 40
            | u64::from(self.seen) << 48
    }

    /// From such a word. Any word is a record.
    pub(crate) fn unpack(word: u64) -> Record {
        Record {
            mean: f32::from(word as u16 as i16) / MEAN_STEPS,
            spread: f32::from((word >> 16) as u16) / SPREAD_STEPS,
            samples: (word >> 32) as u8,
            streak: (word >> 40) as u8 as i8,
            seen: (word >> 48) as u16,
        }
    }
}

/// Steps of a packed mean and a packed spread in the unit: fine enough that a thousandth is told from another.
const MEAN_STEPS: f32 = 4096.0;
const SPREAD_STEPS: f32 = 4096.0;

#[cfg(test)]
mod tests {
    use super::*;

    fn after(errors: &[f64]) -> Record {
        let mut record = Record::default();
        for (now, &error) in errors.iter().enumerate() {
            record.observe(error, now as u16);
        }
        record
    }

    #[test]
    fn the_first_sample_is_dropped() {
        let record = after(&[3.0, 0.5]);
        assert_eq!((record.mean, record.weight()), (0.5, 1.0));
    }

    #[test]
    fn one_disturbed_run_hardly_moves_the_mean() {
        let mut record = after(&[0.5; 10]);
        assert!(!record.observe(3.0, 10));
        assert!((record.mean - 0.5).abs() < 0.05, "{record:?}");
    }

    #[test]
    fn three_in_a_row_are_a_change() {
        let mut record = after(&[0.5; 10]);
        assert!(!record.observe(1.2, 10));
        assert!(!record.observe(1.2, 11));
        assert!(record.observe(1.2, 12));
        assert!((record.mean - 1.2).abs() < 1e-3, "{record:?}");
    }

    #[test]
    fn noise_on_both_sides_is_no_change() {
        let mut record = after(&[0.0; 4]);
        for now in 0..100 {
            let error = if now % 2 == 0 { 0.4 } else { -0.4 };
            assert!(!record.observe(error, now));
        }
        assert!(record.mean.abs() < 0.15, "{record:?}");
    }

    #[test]
    fn an_average_is_not_that_of_the_last_few() {
        let mut record = Record::default();
        for number in 0..40 {
            record.average(if number < 36 { 0.0 } else { -2.0 });
        }
        assert!((record.mean + 0.2).abs() < 1e-3, "{record:?}");
    }

    #[test]
    fn a_word_holds_a_record() {
        let record = Record {
            mean: -1.25,
            spread: 0.125,
            samples: 17,
            streak: -2,
            seen: 40_000,
        };
        assert_eq!(Record::unpack(record.pack()), record);
        assert_eq!(Record::unpack(0), Record::default());
        assert_eq!(Record::unpack(Record::default().pack()).pack(), 0);
    }
}
