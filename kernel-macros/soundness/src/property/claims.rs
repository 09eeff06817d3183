//! Holds each event of a stage's run against what the plan says of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel_compiler::analyse::{Check, Lanes, Shape, Stage, find_loop};
use kernel_compiler::ir::{ArrayId, Expr, Kernel, LoopId, SiteId, VarId};

use crate::interp::{Machine, Stop, Touch, Value, Watch};

use super::meet::Touched;
use super::reach::Parts;
use super::{entry, locals};

/// Watches the points of a stage.
pub(super) struct Claims<'s> {
    kernel: &'s Kernel,
    stage: &'s Stage,
    /// Which guarded accesses fit at entry.
    fits: &'s BTreeMap<SiteId, bool>,
    /// Parts of the box with what they touch.
    parts: &'s Parts,
    /// The point's number, and its position in each dimension.
    point: u64,
    at: Vec<u64>,
    /// With a dimension as lanes: the row of lanes that the point belongs to, and its place there.
    row: u64,
    lane: u64,
    /// Elements touched by the points, and by the iterations of the lane loop in the present run of it.
    by_points: Touched,
    by_lanes: Touched,
    /// What the first lane to come by did, by row, place in the code and rounds of the loops around.
    shapes: HashMap<(u64, SiteId, u64), First>,
    uniform: HashMap<(u64, *const Expr, u64), Value>,
    rounds: HashMap<(u64, LoopId, u64), u64>,
    /// What the lane loops within the body carry.
    carried: BTreeSet<VarId>,
    /// The arrays in which points need not keep apart, and those in which iterations of a lane loop need not: each has its own, or they only
    /// accumulate.
    point_arrays: BTreeSet<ArrayId>,
    lane_arrays: BTreeSet<ArrayId>,
}

/// The first lane's index.
struct First {
    lane: u64,
    index: usize,
    stride: usize,
}

/// Where in the gang an event happens.
struct Place {
    row: u64,
    lane: u64,
    /// The rounds of the loops that lanes go through together.
    path: u64,
}

impl<'s> Claims<'s> {
    pub(super) fn new(
        kernel: &'s Kernel,
        stage: &'s Stage,
        fits: &'s BTreeMap<SiteId, bool>,
        parts: &'s Parts,
    ) -> Claims<'s> {
        let carried = match &stage.lanes {
            Lanes::Dim(_) => BTreeSet::new(),
            Lanes::Inner(loops) => loops
                .iter()
                .flat_map(|lanes| &lanes.reductions)
                .map(|reduction| reduction.var)
                .collect(),
        };
        // Where points only accumulate they may meet.
        let accumulated = stage.accumulators.iter().map(|one| one.array);
        let lane_arrays: BTreeSet<ArrayId> = match &stage.lanes {
            Lanes::Dim(_) => BTreeSet::new(),
            Lanes::Inner(loops) => loops
                .iter()
                .filter_map(|lanes| find_loop(&stage.body, lanes.id))
                .flat_map(|(_, body)| locals::of(body))
                .collect(),
        };
        Claims {
            kernel,
            stage,
            fits,
            parts,
            point: 0,
            at: Vec::new(),
            row: 0,
            lane: 0,
            by_points: Touched::default(),
            by_lanes: Touched::default(),
            shapes: HashMap::new(),
            uniform: HashMap::new(),
            rounds: HashMap::new(),
            carried,
            point_arrays: locals::of(&stage.body)
                .into_iter()
                .chain(accumulated.clone())
                .collect(),
            lane_arrays: lane_arrays.into_iter().chain(accumulated).collect(),
        }
    }

    /// Goes to a point of the box, by its position in each dimension.
    pub(super) fn go_to(&mut self, point: u64, at: &[u64]) {
        self.point = point;
        self.at = at.to_vec();
        if let Lanes::Dim(dim) = &self.stage.lanes {
            self.lane = at[*dim];
            let others = at.iter().enumerate().filter(|(d, _)| d != dim);
            self.row = others.fold(1, |hash, (_, at)| mix(hash, *at));
        }
    }

    /// Where an event happens, if lanes run there.
    fn place(&self, machine: &Machine<'_>) -> Option<Place> {
        let path = |rounds: &[(LoopId, u64)], first| {
            rounds.iter().fold(first, |hash, (id, round)| {
                mix(mix(hash, id.0.into()), *round)
            })
        };
        match &self.stage.lanes {
            Lanes::Dim(_) => Some(Place {
                row: self.row,
                lane: self.lane,
                path: path(&machine.rounds, 1),
            }),
            lanes @ Lanes::Inner(_) => {
                let mut rounds = machine.rounds.iter();
                let at = rounds.position(|(id, _)| lanes.inner(*id).is_some())?;
                Some(Place {
                    row: path(&machine.rounds[..at], mix(1, self.point)),
                    lane: machine.rounds[at].1,
                    path: path(&machine.rounds[at + 1..], 1),
                })
            }
        }
    }

    fn name(&self, touch: Touch) -> String {
        let array = &self.kernel.array(touch.array).name;
        let what = if touch.write { "write" } else { "read" };
        format!(
            "the {what} of {array}[{}] at site {}",
            touch.index, touch.site.0
        )
    }

    fn bounds(&self, machine: &Machine<'_>, touch: Touch, check: &Check) -> Result<(), Stop> {
        let inside = touch.index < touch.len;
        match check {
            Check::Proved if !inside => Err(wrong(format!(
                "{} is out of bounds ({}), though proved",
                self.name(touch),
                touch.len
            ))),
            Check::Entry(_) if !inside => Err(wrong(format!(
                "{} is out of bounds ({}), though its range fitted at entry",
                self.name(touch),
                touch.len
            ))),
            Check::Guarded(_) if !inside && self.fits.get(&touch.site) == Some(&true) => {
                Err(wrong(format!(
                    "{} is out of bounds ({}), though its guarded range fitted at entry",
                    self.name(touch),
                    touch.len
                )))
            }
            Check::Entry(range) => {
                let (low, high) = (
                    entry::exact(machine, &range.low)?,
                    entry::exact(machine, &range.high)?,
                );
                let index = touch.index as i128;
                if low.is_some_and(|low| index < low) || high.is_some_and(|high| index > high) {
                    return Err(wrong(format!(
                        "{} lies outside its range {low:?}..={high:?}",
                        self.name(touch)
                    )));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn shape(&mut self, machine: &Machine<'_>, touch: Touch, shape: &Shape) -> Result<(), Stop> {
        let stride = match shape {
            Shape::Uniform => 0,
            Shape::Contiguous => 1,
            Shape::Strided(stride) => entry::wrapped(machine, stride)?,
            Shape::Gather => return Ok(()),
        };
        let Some(Place { row, lane, path }) = self.place(machine) else {
            return Ok(());
        };
        let first = self.shapes.entry((row, touch.site, path)).or_insert(First {
            lane,
            index: touch.index,
            stride,
        });
        let steps = (lane as usize).wrapping_sub(first.lane as usize);
        if first.stride != stride
            || first.index.wrapping_add(steps.wrapping_mul(stride)) != touch.index
        {
            let (before, at) = (first.index, first.lane);
            return Err(wrong(format!(
                "{} by lane {lane} is not {shape:?}: lane {at} is at {before}",
                self.name(touch)
            )));
        }
        Ok(())
    }
}

impl Watch for Claims<'_> {
    fn access(&mut self, machine: &Machine<'_>, touch: Touch) -> Result<(), Stop> {
        let stage = self.stage;
        let Some(access) = stage.accesses.get(&touch.site) else {
            return Err(wrong(format!("{} is not in the plan", self.name(touch))));
        };
        if access.array != touch.array || access.write != touch.write {
            return Err(wrong(format!(
                "{} is another access in the plan",
                self.name(touch)
            )));
        }
        let private = self.point_arrays.contains(&touch.array);
        let used = stage.arrays.iter().find(|used| used.array == touch.array);
        if !private && !used.is_some_and(|used| if touch.write { used.writes } else { used.reads })
        {
            return Err(wrong(format!(
                "{} is not among the plan's uses",
                self.name(touch)
            )));
        }
        if let Some(index) = &access.index
            && entry::wrapped(machine, index)? != touch.index
        {
            let text = index.display(self.kernel);
            return Err(wrong(format!("{} is not at {text}", self.name(touch))));
        }
        self.bounds(machine, touch, &access.check)?;
        self.shape(machine, touch, &access.shape)?;
        if touch.index >= touch.len {
            return Ok(());
        }
        let own = used.is_none();
        if !own && !self.parts.tell_of(&self.at, touch) {
            return Err(wrong(format!(
                "{} by point {:?} is not among what its part touches",
                self.name(touch),
                self.at
            )));
        }
        if !private && let Some((point, site)) = self.by_points.note(touch, self.point) {
            return Err(wrong(format!(
                "{} by point {} meets point {point} at site {}",
                self.name(touch),
                self.point,
                site.0
            )));
        }
        if matches!(stage.lanes, Lanes::Inner(_))
            && !self.lane_arrays.contains(&touch.array)
            && let Some(place) = self.place(machine)
            && let Some((lane, site)) = self.by_lanes.note(touch, place.lane)
        {
            return Err(wrong(format!(
                "{} by iteration {} of the lane loop meets iteration {lane} at site {}",
                self.name(touch),
                place.lane,
                site.0
            )));
        }
        Ok(())
    }

    fn read(
        &mut self,
        machine: &Machine<'_>,
        expr: &Expr,
        var: VarId,
        value: Value,
    ) -> Result<(), Stop> {
        if self.stage.varying.vars.contains(&var) || self.carried.contains(&var) {
            return Ok(());
        }
        let Some(Place { row, lane, path }) = self.place(machine) else {
            return Ok(());
        };
        let first = *self
            .uniform
            .entry((row, std::ptr::from_ref(expr), path))
            .or_insert(value);
        if !first.same(value) {
            let name = &self.kernel.var(var).name;
            return Err(wrong(format!(
                "`{name}` is said to be uniform, but is {first} and, in lane {lane}, {value}"
            )));
        }
        Ok(())
    }

    fn enter(&mut self, _machine: &Machine<'_>, id: LoopId) -> Result<(), Stop> {
        if self.stage.lanes.inner(id).is_some() {
            self.by_lanes.clear();
        }
        Ok(())
    }

    fn leave(&mut self, machine: &Machine<'_>, id: LoopId, rounds: u64) -> Result<(), Stop> {
        if self.stage.divergent.contains(&id) {
            return Ok(());
        }
        let Some(Place { row, lane, path }) = self.place(machine) else {
            return Ok(());
        };
        let first = *self.rounds.entry((row, id, path)).or_insert(rounds);
        if first != rounds {
            let name = &self.kernel.loops[id.index()].name;
            return Err(wrong(format!(
                "the loop `{name}` is said not to diverge, but runs {first} times and, in lane {lane}, {rounds} times"
            )));
        }
        Ok(())
    }
}

/// Mixes a number into a hash.
fn mix(hash: u64, value: u64) -> u64 {
    let mixed =
        (hash ^ value.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 32)
}

fn wrong(what: String) -> Stop {
    Stop::Broken(what)
}
