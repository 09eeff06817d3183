//! Blocks: an invocation runs several points, and a workgroup takes what they share through its memory.
//!
//! A point beyond the box runs as the box's last one and stores nothing, so all invocations meet at the barriers, and whatever is loaded is
//! what some point of the box loads. Rounds beyond a loop's end are not run.
//!
//! `kernel_staged` is a constant of the runtime's: where workgroup memory is no faster than any other, elements are loaded as the body says.

use std::collections::BTreeMap;

use crate::analyse::{Blocks, DEPTH, Poly, SIDE, Stage, Staged, Symbol, varying_with};
use crate::emit::jam::{Points, jam};
use crate::emit::names;
use crate::ir::{Block, Kernel, LoopId, SiteId, VarId};

use super::stmt::Writer;
use super::{Refusal, types};

/// A kernel and a stage whose body is that of an invocation.
pub(super) struct Several {
    pub(super) kernel: Kernel,
    pub(super) stage: Stage,
    pub(super) blocks: Blocks,
    /// For each of the two dimensions its points' counters, and whether they lie in the box.
    counters: [Vec<VarId>; 2],
    guards: [Vec<VarId>; 2],
    /// The tiles in workgroup memory.
    tiles: Vec<Tile>,
    /// The loads from them: which tile, and which of the invocation's points.
    sites: BTreeMap<SiteId, (usize, usize)>,
}

/// What a workgroup loads for some rounds of a loop.
struct Tile {
    staged: Staged,
    name: String,
    /// From round to round.
    stride: usize,
    /// Whether neighbours in memory are neighbours along the dimension, and not from round to round.
    along_points: bool,
}

impl Several {
    pub(super) fn new(kernel: &Kernel, stage: &Stage, blocks: Blocks) -> Several {
        let mut several = Several {
            kernel: kernel.clone(),
            stage: stage.clone(),
            counters: [Vec::new(), Vec::new()],
            guards: [Vec::new(), Vec::new()],
            tiles: Vec::new(),
            sites: BTreeMap::new(),
            blocks,
        };
        let (tiles, mut sites) = tiles(stage, &several.blocks);
        for (side, of) in several.blocks.sides.iter().enumerate() {
            let counter = stage.dims[of.dim].var;
            let jammed = jam(
                &several.kernel,
                &several.stage,
                &Points {
                    dim: of.dim,
                    count: of.points,
                    moving: &varying_with(&several.stage.body, counter),
                    guarded: true,
                },
            );
            for (copy, (site, point)) in jammed.copies {
                if let Some(&(tile, _)) = sites.get(&site) {
                    sites.insert(copy, (tile, point));
                }
            }
            (several.kernel, several.stage) = (jammed.kernel, jammed.stage);
            several.counters[side] = jammed.counters;
            several.guards[side] = jammed.guards;
        }
        (several.tiles, several.sites) = (tiles, sites);
        several
    }

    /// Whether anything goes through workgroup memory.
    pub(super) fn is_staged(&self) -> bool {
        !self.tiles.is_empty()
    }

    /// The tiles' declarations.
    pub(super) fn declarations(&self) -> String {
        let declaration = |tile: &Tile| {
            let (name, size) = (&tile.name, tile.stride * DEPTH);
            let ty = types::name(
                self.kernel.array(tile.staged.array).element,
                super::Width::Narrow,
            );
            format!("var<workgroup> {name}: array<{ty}, {size}>;\n")
        };
        self.tiles.iter().map(declaration).collect()
    }

    /// Where an invocation's point lies among those of its workgroup: apart along the first dimension, so that neighbours run neighbours.
    fn place(&self, side: usize, point: usize) -> String {
        let points = self.blocks.sides[side].points;
        match (side, points, point) {
            (0, _, 0) => "local.x".to_owned(),
            (0, _, _) => format!("local.x + {}u", point * SIDE),
            (_, 1, _) => "local.y".to_owned(),
            (_, _, 0) => format!("local.y * {points}u"),
            (_, _, _) => format!("local.y * {points}u + {point}u"),
        }
    }
}

/// The tiles of all loads; those of one element share one.
fn tiles(stage: &Stage, blocks: &Blocks) -> (Vec<Tile>, BTreeMap<SiteId, (usize, usize)>) {
    let (mut tiles, mut sites) = (Vec::<Tile>::new(), BTreeMap::new());
    for staged in &blocks.staged {
        let same = |tile: &Tile| {
            let other = &tile.staged;
            (other.array, other.id) == (staged.array, staged.id) && other.index == staged.index
        };
        let at = tiles.iter().position(same).unwrap_or_else(|| {
            let counter = stage.dims[blocks.sides[staged.along].dim].var;
            let by_one = |var| staged.index.linear(Symbol::Var(var)) == Some(Poly::constant(1));
            let along_points = by_one(counter) || !by_one(staged.counter);
            // Invocations that write round after round are not to meet in one bank of the memory.
            let stride = blocks.span(staged.along) + usize::from(!along_points);
            tiles.push(Tile {
                staged: staged.clone(),
                name: format!("kernel_tile_{}", tiles.len()),
                stride,
                along_points,
            });
            tiles.len() - 1
        });
        sites.insert(staged.site, (at, 0));
    }
    (tiles, sites)
}

impl<'p> Writer<'p> {
    /// The function `kernel_points`, which runs the points of an invocation.
    pub(super) fn points(mut self, several: &'p Several) -> Result<(String, bool), Refusal> {
        self.several = Some(several);
        self.indented(|writer| {
            for d in 0..writer.stage.dims.len() {
                writer.coordinates(several, d)?;
            }
            if several.tiles.is_empty() {
                let inside = writer.any_inside();
                writer.line(&format!("if (!({inside})) {{ return; }}"));
            }
            writer.body()
        })?;
        Ok(self.function("fn kernel_points(group: vec3<u32>, local: vec3<u32>) {"))
    }

    /// The counters of a dimension for all points of the invocation.
    fn coordinates(&mut self, several: &Several, d: usize) -> Result<(), Refusal> {
        let dim = &self.stage.dims[d];
        let Some(side) = several.blocks.sides.iter().position(|side| side.dim == d) else {
            // The third dimension has a workgroup for each point.
            self.line(&format!("let at{d} = kernel_params.lo{d} + group.z;"));
            return self.coordinate(dim.var, d, &format!("at{d}"));
        };
        let (axis, span) = (["x", "y"][side], several.blocks.span(side));
        self.line(&format!(
            "let first{d} = kernel_params.lo{d} + group.{axis} * {span}u;"
        ));
        self.line(&format!("let last{d} = kernel_params.hi{d} - 1u;"));
        let points = several.counters[side].iter().zip(&several.guards[side]);
        for (point, (&counter, &guard)) in points.enumerate() {
            let place = several.place(side, point);
            let at = self.named("at", &format!("first{d} + {place}"));
            let guard = names::var(self.kernel, guard);
            self.line(&format!("let {guard}: bool = {at} <= last{d};"));
            self.coordinate(counter, d, &format!("min({at}, last{d})"))?;
        }
        Ok(())
    }

    /// The tiles of a loop.
    fn tiles(&self, id: LoopId) -> Vec<&'p Tile> {
        let tiles = self.several.iter().flat_map(|several| &several.tiles);
        tiles.filter(|tile| tile.staged.id == id).collect()
    }

    /// Whether a loop takes elements through workgroup memory.
    pub(super) fn is_staged(&self, id: LoopId) -> bool {
        !self.tiles(id).is_empty()
    }

    /// A loop some rounds at a time, between barriers. The names are those of the first round's and the bound's values.
    pub(super) fn staged_loop(
        &mut self,
        (id, var): (LoopId, VarId),
        first: &str,
        last: &str,
        body: &Block,
    ) -> Result<(), Refusal> {
        let name = names::var(self.kernel, var);
        let (base, rounds, stop) = (self.fresh("base"), self.fresh("rounds"), self.fresh("stop"));
        let (depth, inside) = (format!("{DEPTH}u"), self.any_inside());
        self.line(&format!(
            "for (var {base}: u32 = {first}; {base} < {last}; ) {{"
        ));
        self.indented(|writer| {
            writer.line(&format!(
                "let {rounds} = select({last} - {base}, min({depth}, {last} - {base}), kernel_staged);"
            ));
            writer.line("if (kernel_staged) {");
            writer.indented(|writer| {
                for tile in writer.tiles(id) {
                    writer.fill(tile, &base, &rounds)?;
                }
                writer.line("workgroupBarrier();");
                Ok(())
            })?;
            writer.line("}");
            // Invocations that have no point in the box only help to load.
            writer.line(&format!("let {stop} = select({base}, {base} + {rounds}, {inside});"));
            writer.line(&format!(
                "for (var {name}: u32 = {base}; {name} < {stop}; {name} += 1u) {{"
            ));
            writer.base = Some((var, base.clone()));
            let done = writer.repeat(id, body);
            writer.base = None;
            done?;
            writer.line("if (kernel_staged) { workgroupBarrier(); }");
            writer.line(&format!("{base} += {rounds};"));
            Ok(())
        })?;
        self.line("}");
        Ok(())
    }

    /// Whether some point of the invocation lies in the box: the first does if any.
    fn any_inside(&self) -> String {
        let guards = self.several.iter().flat_map(|several| &several.guards);
        let first = guards.filter_map(|guards| guards.first());
        let names: Vec<String> = first
            .map(|&guard| names::var(self.kernel, guard).to_string())
            .collect();
        names.join(" && ")
    }

    /// Loads a tile, each element once.
    fn fill(&mut self, tile: &Tile, base: &str, rounds: &str) -> Result<(), Refusal> {
        let Some(several) = self.several else {
            return Ok(());
        };
        let Tile {
            staged,
            name,
            stride,
            ..
        } = tile;
        let (span, count) = (several.blocks.span(staged.along), SIDE * SIDE);
        let d = several.blocks.sides[staged.along].dim;
        let dim = &self.stage.dims[d];
        let (place, round) = match tile.along_points {
            true => (format!("to % {span}u"), format!("to / {span}u")),
            false => (format!("to / {DEPTH}u"), format!("to % {DEPTH}u")),
        };
        let size = span * DEPTH;
        self.line(&format!(
            "for (var to = local.y * {SIDE}u + local.x; to < {size}u; to += {count}u) {{"
        ));
        self.indented(|writer| {
            writer.line(&format!("let place = {place};"));
            writer.line(&format!("let round = {round};"));
            // The names shadow those of the points and of the loop.
            let at = format!("min(first{d} + place, last{d})");
            writer.coordinate(dim.var, d, &at)?;
            let counter = names::var(writer.kernel, staged.counter);
            writer.line(&format!(
                "let {counter}: u32 = {base} + min(round, {rounds} - 1u);"
            ));
            let index = writer.polynomial(&staged.index);
            let element = writer.element(staged.array, &index);
            writer.line(&format!("{name}[round * {stride}u + place] = {element};"));
            Ok(())
        })?;
        self.line("}");
        Ok(())
    }

    /// An index that is a polynomial, in 32 bits as in any others.
    fn polynomial(&mut self, poly: &Poly) -> String {
        let terms: Vec<String> = poly
            .terms()
            .map(|(monomial, coefficient)| {
                let symbols: Vec<_> = monomial.symbols().collect();
                let mut factors: Vec<String> = symbols
                    .into_iter()
                    .map(|symbol| self.symbol(symbol))
                    .collect();
                if coefficient != 1 || factors.is_empty() {
                    factors.insert(0, format!("{}u", coefficient.rem_euclid(1 << 32)));
                }
                factors.join(" * ")
            })
            .collect();
        match terms.is_empty() {
            true => "0u".to_owned(),
            false => terms.join(" + "),
        }
    }

    fn symbol(&mut self, symbol: Symbol) -> String {
        match symbol {
            Symbol::Len(array) => self.len(array),
            Symbol::Var(var) => {
                let name = self.variable(var);
                match self.ty(self.kernel.var(var).ty) {
                    "u32" => name,
                    _ => format!("bitcast<u32>({name})"),
                }
            }
        }
    }

    /// An element as a tile has it, if this load is from one.
    pub(super) fn tiled(&mut self, site: SiteId) -> Option<String> {
        let several = self.several?;
        let (counter, base) = self.base.clone()?;
        let &(tile, point) = several.sites.get(&site)?;
        let tile = &several.tiles[tile];
        let (name, stride) = (&tile.name, tile.stride);
        let place = several.place(tile.staged.along, point);
        let counter = names::var(self.kernel, counter);
        Some(format!(
            "{name}[({counter} - {base}) * {stride}u + {place}]"
        ))
    }
}
