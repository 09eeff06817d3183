//! What an element asks of the machine, and the least time that this takes.

use super::machine::{Machine, Peaks};

/// What one element takes, whatever the code: the arithmetic of the source with its math functions written out, and each array's bytes once.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Demand {
    /// Additions, subtractions and multiplications.
    pub flops: f64,
    /// Divisions and square roots.
    pub divisions: f64,
    /// Elements loaded from places that depend on data.
    pub gathers: f64,
    /// Bytes loaded.
    pub loads: f64,
    /// Bytes stored.
    pub stores: f64,
    /// Bytes of the arrays: all elements' together are the working set.
    pub held: f64,
}

/// What bounds a kernel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// The units that add and multiply.
    Flops,
    /// The unit that divides and takes roots.
    Divisions,
    /// Gathers.
    Gathers,
    /// The ports that load.
    Loads,
    /// The ports that store.
    Stores,
    /// A cache behind the first, or memory.
    Bandwidth,
}

impl Bound {
    /// The name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Bound::Flops => "flops",
            Bound::Divisions => "divisions",
            Bound::Gathers => "gathers",
            Bound::Loads => "load ports",
            Bound::Stores => "store ports",
            Bound::Bandwidth => "bandwidth",
        }
    }
}

/// The least time of an element.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Limit {
    /// What sets it.
    pub bound: Bound,
    /// Nanoseconds an element.
    pub ns: f64,
}

impl Demand {
    /// Nothing: what a demand leaves out.
    pub const NONE: Demand = Demand {
        flops: 0.0,
        divisions: 0.0,
        gathers: 0.0,
        loads: 0.0,
        stores: 0.0,
        held: 0.0,
    };

    /// The limit of so many elements: the slowest unit, all of them working at once.
    ///
    /// Where the arrays fit the first-level cache, loads and stores go through ports of their own; beyond it they share the bandwidth
    /// that a copy of as many bytes reaches.
    pub fn limit(&self, elements: usize, peaks: &Peaks, fused: bool) -> Limit {
        let working_set = self.held * elements as f64;
        let memory = if working_set <= Machine::FIRST_LEVEL {
            vec![
                (Bound::Loads, self.loads * peaks.load),
                (Bound::Stores, self.stores * peaks.store),
            ]
        } else if self.stores == 0.0 {
            vec![(Bound::Bandwidth, self.loads * peaks.read.at(working_set))]
        } else {
            let bytes = self.loads + self.stores;
            vec![(Bound::Bandwidth, bytes * peaks.copy.at(working_set))]
        };
        let arithmetic = [
            (
                Bound::Flops,
                self.flops * if fused { peaks.fused } else { peaks.flops },
            ),
            (Bound::Divisions, self.divisions * peaks.division),
            (Bound::Gathers, self.gathers * peaks.gather),
        ];
        let (bound, ns) = memory
            .into_iter()
            .chain(arithmetic)
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .expect("arithmetic is always among them");
        Limit { bound, ns }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::machine::Curve;

    const PEAKS: Peaks = Peaks {
        flops: 0.1,
        fused: 0.05,
        division: 1.0,
        gather: 1.0,
        load: 0.01,
        store: 0.02,
        read: Curve([0.03; Curve::POINTS.len()]),
        copy: Curve([0.04; Curve::POINTS.len()]),
    };

    const SAXPY: Demand = Demand {
        flops: 2.0,
        loads: 8.0,
        stores: 4.0,
        held: 8.0,
        ..Demand::NONE
    };

    #[test]
    fn near_data_go_through_their_own_ports() {
        let limit = SAXPY.limit(1024, &PEAKS, true);
        assert_eq!((limit.bound, limit.ns), (Bound::Flops, 0.1));
        let heavy = Demand {
            stores: 16.0,
            ..SAXPY
        };
        assert_eq!(heavy.limit(1024, &PEAKS, true).bound, Bound::Stores);
    }

    #[test]
    fn far_data_share_the_bandwidth_of_a_copy_or_of_a_read() {
        let limit = SAXPY.limit(1 << 24, &PEAKS, false);
        assert_eq!((limit.bound, limit.ns), (Bound::Bandwidth, 12.0 * 0.04));
        let dot = Demand {
            stores: 0.0,
            ..SAXPY
        };
        assert_eq!(dot.limit(1 << 24, &PEAKS, false).ns, 8.0 * 0.03);
    }
}
