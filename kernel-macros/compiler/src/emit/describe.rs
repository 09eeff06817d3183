//! Says in words what was understood.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::analyse::{
    Access, Blocks, Check, Interior, Lanes, Poly, Range, Reduce, Reduction, Shape, Stage, Symbol,
    Use, blocks,
};
use crate::cost::{Formula, Work};
use crate::ir::{Block, Expr, Kernel, SiteKind, StmtKind};
use crate::prove::Proved;

/// The plan and the cost formulas, for people.
pub struct Description {
    /// The plan: dimensions, the lane loop and why, reductions, how each array is used and kept in bounds.
    pub plan: String,
    /// The cost formulas, one a line, and the complexity class.
    pub cost: String,
}

/// Describes a kernel.
pub fn describe(proved: &Proved, work: &[Work]) -> Description {
    let (kernel, plan) = (proved.kernel(), proved.plan());
    let costs: Vec<String> = work.iter().map(|work| cost(kernel, work)).collect();
    let cost = match costs.as_slice() {
        [cost] => cost.clone(),
        costs => (1..)
            .zip(costs)
            .map(|(number, cost)| format!("stage {number}\n{}", indented(cost)))
            .collect(),
    };
    let mut text = String::new();
    host(proved, &plan.host, 0, &mut text);
    Description { plan: text, cost }
}

/// What the host does, as far as it is more than running one stage: each stage, and what stands around it.
fn host(proved: &Proved, block: &Block, depth: usize, text: &mut String) {
    let (kernel, plan) = (proved.kernel(), proved.plan());
    for stmt in block {
        let heading = match &stmt.kind {
            StmtKind::Stage(id) => {
                let Some(stage) = plan.stages.get(id.index()) else {
                    continue;
                };
                let mut depth = depth;
                if plan.stages.len() > 1 {
                    say(text, depth, &format!("stage {}", id.0 + 1));
                    depth += 1;
                }
                let interiors = proved.interiors(*id);
                for line in self::stage(kernel, stage, interiors).lines() {
                    say(text, depth, line);
                }
                continue;
            }
            StmtKind::Swap(a, b) => {
                let [a, b] = [a, b].map(|array| &kernel.array(*array).name);
                say(text, depth, &format!("swap {a} and {b}"));
                continue;
            }
            StmtKind::Store { array, .. } => {
                let array = &kernel.array(*array).name;
                say(
                    text,
                    depth,
                    &format!("write an element of {array} on the host"),
                );
                continue;
            }
            StmtKind::For {
                var, start, end, ..
            } => format!(
                "in sequence {} in {}..{}",
                kernel.var(*var).name,
                bound(kernel, start),
                bound(kernel, end)
            ),
            StmtKind::Loop { id, .. } => format!("in sequence {}", kernel.loops[id.index()].name),
            StmtKind::If { .. } => "if".to_owned(),
            _ => continue,
        };
        let (mut inside, mut otherwise) = (String::new(), String::new());
        match &stmt.kind {
            StmtKind::For { body, .. } | StmtKind::Loop { body, .. } => {
                host(proved, body, depth + 1, &mut inside);
            }
            StmtKind::If {
                then,
                otherwise: other,
                ..
            } => {
                host(proved, then, depth + 1, &mut inside);
                host(proved, other, depth + 1, &mut otherwise);
            }
            _ => {}
        }
        if !inside.is_empty() || !otherwise.is_empty() {
            say(text, depth, &heading);
            text.push_str(&inside);
        }
        if !otherwise.is_empty() {
            say(text, depth, "else");
            text.push_str(&otherwise);
        }
    }
}

fn say(text: &mut String, depth: usize, line: &str) {
    let indent = 2 * depth;
    writeln!(text, "{:indent$}{line}", "").expect("writing to a string cannot fail");
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}

/// Lines of a short name and what is said of it, aligned.
#[derive(Default)]
struct Lines(Vec<(String, String)>);

impl Lines {
    fn say(&mut self, name: impl Into<String>, what: impl Into<String>) {
        self.0.push((name.into(), what.into()));
    }

    fn text(self) -> String {
        let width = self
            .0
            .iter()
            .map(|(name, _)| name.chars().count())
            .max()
            .unwrap_or(0);
        let mut text = String::new();
        for (name, what) in self.0 {
            let line = format!("{name:width$}  {what}");
            writeln!(text, "{}", line.trim_end()).expect("writing to a string cannot fail");
        }
        text
    }
}

fn stage(kernel: &Kernel, stage: &Stage, interiors: &[Interior]) -> String {
    let mut lines = Lines::default();
    let dims: Vec<String> = stage
        .dims
        .iter()
        .map(|dim| {
            let name = &kernel.var(dim.var).name;
            format!(
                "{name} in {}..{}",
                bound(kernel, &dim.start),
                bound(kernel, &dim.end)
            )
        })
        .collect();
    lines.say("box", dims.join(", "));
    if kernel.contract {
        lines.say(
            "contract",
            "a * b + c is rounded once where that is one instruction",
        );
    }
    if kernel.fast_math {
        lines.say("fast_math", "exp, ln, sin and their like are less precise");
    }
    let counters: Vec<String> = stage
        .lane_counters()
        .into_iter()
        .map(|counter| kernel.var(counter).name.to_string())
        .collect();
    let place = match &stage.lanes {
        Lanes::Dim(_) => "",
        Lanes::Inner(_) => " (inside each point)",
    };
    let counters = counters.join(", ");
    lines.say("lanes", format!("{counters}{place}; {}", stage.reason));
    for interior in interiors {
        let counter = &kernel.var(interior.counter).name;
        let shapes = interior.stage.accesses.values().map(|access| &access.shape);
        let gathered = shapes.filter(|shape| **shape == Shape::Gather).count();
        let what = match gathered {
            0 => "nothing gathered".to_owned(),
            some => format!("{some} gathered"),
        };
        lines.say(
            "interior",
            format!("{counter} away from the borders; {what}"),
        );
    }
    if let Some(tile) = &stage.tile {
        let counter = &kernel.var(stage.dims[tile.dim].var).name;
        let points = tile.points;
        let mut what = format!("{points} points along {counter} share what they load");
        for pack in &tile.packs {
            let array = &kernel.array(pack.array).name;
            write!(what, "; {array} is packed").expect("writing to a string cannot fail");
        }
        lines.say("tile", what);
    }
    if let Some(blocks) = blocks(kernel, stage) {
        lines.say("device", on_device(kernel, stage, &blocks));
    }
    if let Lanes::Inner(loops) = &stage.lanes {
        for lanes in loops {
            reduced(kernel, &lanes.reductions, &mut lines);
        }
    }
    reduced(kernel, &stage.reductions, &mut lines);
    for one in &stage.accumulators {
        let name = &kernel.array(one.array).name;
        let order = if one.ordered { ", in order" } else { "" };
        let what = format!("into {name} by {}{order}", sign(one.op));
        lines.say("combines", what);
    }
    for used in &stage.arrays {
        array(kernel, stage, used, &mut lines);
    }
    for (site, condition) in stage.conditions() {
        let what = match &kernel.sites[site.index()].kind {
            SiteKind::Assert { text } => text.clone(),
            SiteKind::Index { array, text } => format!("{array}[{text}]"),
            SiteKind::Divide => continue,
        };
        let room = range(kernel, &condition.range);
        lines.say("entry", format!("{what} holds: {room} is not negative"));
    }
    for bound in &stage.bounds {
        let Range { low, high, .. } = &bound.range;
        let what = if high.is_zero() {
            format!("{} is not negative", low.display(kernel))
        } else {
            format!("{} does not wrap", range(kernel, &bound.range))
        };
        lines.say("entry", what);
    }
    lines.text()
}

/// How an invocation of a shader and its workgroup share what they load.
fn on_device(kernel: &Kernel, stage: &Stage, blocks: &Blocks) -> String {
    let [x, y] = blocks.sides.each_ref().map(|side| {
        let counter = &kernel.var(stage.dims[side.dim].var).name;
        format!("{} along {counter}", side.points)
    });
    let mut text = format!("an invocation runs {x} by {y}");
    let mut names: Vec<String> = Vec::new();
    for staged in &blocks.staged {
        let name = kernel.array(staged.array).name.to_string();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if !names.is_empty() {
        let names = names.join(", ");
        write!(text, "; {names} through workgroup memory")
            .expect("writing to a string cannot fail");
    }
    text
}

/// A loop bound as written, as far as it is a polynomial of the arguments.
fn bound(kernel: &Kernel, expr: &Expr) -> String {
    match crate::analyse::polynomial(kernel, expr) {
        Some(poly) => poly.display(kernel),
        None => "…".to_owned(),
    }
}

fn sign(op: Reduce) -> &'static str {
    match op {
        Reduce::Add => "+",
        Reduce::Mul => "*",
        Reduce::Min => "min",
        Reduce::Max => "max",
        Reduce::And => "&",
        Reduce::Or => "|",
        Reduce::Xor => "^",
    }
}

fn reduced(kernel: &Kernel, reductions: &[Reduction], lines: &mut Lines) {
    for reduction in reductions {
        if reduction.is_along() {
            continue;
        }
        let sign = match (reduction.pick, reduction.op) {
            (Some(_), Reduce::Max) => "argmax",
            (Some(_), _) => "argmin",
            (None, op) => sign(op),
        };
        let name = &kernel.var(reduction.var).name;
        lines.say(
            "reduces",
            format!("{name} by {sign} ({})", reduction.ty.name()),
        );
    }
}

/// How an array is used, and each of its indices with its check.
fn array(kernel: &Kernel, stage: &Stage, used: &Use, lines: &mut Lines) {
    let array = kernel.array(used.array);
    let name = match (used.reads, used.writes) {
        (true, false) => "reads",
        (false, true) => "writes",
        (true, true) => "updates",
        (false, false) => "measures",
    };
    let accesses = stage
        .accesses
        .iter()
        .filter(|(_, access)| access.array == used.array);
    let mut told = BTreeSet::new();
    let mut said = false;
    for (site, access) in accesses {
        let SiteKind::Index { text, .. } = &kernel.sites[site.index()].kind else {
            continue;
        };
        let what = format!("{}[{text}], {}", array.name, check(kernel, access));
        if told.insert(what.clone()) {
            lines.say(if said { "" } else { name }, what);
            said = true;
        }
    }
    if !said {
        lines.say(name, format!("{}.len", array.name));
    }
}

fn check(kernel: &Kernel, access: &Access) -> String {
    match &access.check {
        Check::Proved => "in bounds".to_owned(),
        Check::Entry(range) => format!("checked at entry: {}", self::range(kernel, range)),
        Check::Guarded(range) => format!(
            "checked at entry, else in each lane: {}",
            self::range(kernel, range)
        ),
        Check::Lane => "checked in each lane".to_owned(),
    }
}

/// `0..=n - 1`
fn range(kernel: &Kernel, range: &Range) -> String {
    let text = |poly: &Poly| poly.display(kernel);
    match range.low == range.high {
        true => text(&range.low),
        false => format!("{}..={}", text(&range.low), text(&range.high)),
    }
}

fn cost(kernel: &Kernel, work: &Work) -> String {
    let name = |symbol: Symbol| symbol.name(kernel);
    let mut lines = Lines::default();
    let mut say = |what: &str, formula: &Formula| {
        if !formula.is_zero() {
            lines.say(what, format!("= {}", formula.display(&name)));
        }
    };
    say("points", &work.points);
    for (class, count) in &work.ops32 {
        say(&snake(&format!("{class:?}")), count);
    }
    for (class, count) in &work.ops64 {
        say(&format!("{}64", snake(&format!("{class:?}"))), count);
    }
    say("contiguous bytes", &work.contiguous);
    say("broadcast bytes", &work.broadcast);
    say("strided", &work.strided);
    say("gathered", &work.gathered);
    say("chained", &work.chained);
    say("folds", &work.folds);
    say("streamed bytes", &work.streamed);
    say("scattered bytes", &work.scattered);
    say("footprint", &work.footprint);
    say("reads", &work.reads);
    say("writes", &work.writes);
    let guessed = if work.guessed {
        ", trip counts guessed"
    } else {
        ""
    };
    lines.say("complexity", format!("{}{guessed}", work.complexity(&name)));
    lines.text()
}

/// `IntegerMul` as `integer_mul`.
fn snake(name: &str) -> String {
    let mut text = String::new();
    for (position, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && position > 0 {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
    }
    text
}
