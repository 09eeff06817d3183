//! Says in words what was understood.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::analyse::{Access, Check, Lanes, Poly, Range, Reduce, Reduction, Stage, Symbol, Use};
use crate::cost::{Formula, Work};
use crate::ir::{Expr, Kernel, SiteKind};
use crate::prove::Proved;

/// The plan and the cost formulas, for people.
pub struct Description {
    /// The plan: dimensions, the lane loop and why, reductions, how each array is used and kept in bounds.
    pub plan: String,
    /// The cost formulas, one a line, and the complexity class.
    pub cost: String,
}

/// Describes a kernel.
pub fn describe(proved: &Proved, work: &Work) -> Description {
    Description {
        plan: plan(proved.kernel(), &proved.plan().stage),
        cost: cost(proved.kernel(), work),
    }
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

fn plan(kernel: &Kernel, stage: &Stage) -> String {
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
    let counter = &kernel.var(stage.lane_counter()).name;
    let place = match &stage.lanes {
        Lanes::Dim(_) => "",
        Lanes::Inner { .. } => " (inside each point)",
    };
    lines.say("lanes", format!("{counter}{place}; {}", stage.reason));
    if let Lanes::Inner { reductions, .. } = &stage.lanes {
        reduced(kernel, reductions, &mut lines);
    }
    reduced(kernel, &stage.reductions, &mut lines);
    for used in &stage.arrays {
        array(kernel, stage, used, &mut lines);
    }
    for bound in &stage.bounds {
        lines.say(
            "entry",
            format!("{} does not wrap", range(kernel, &bound.range)),
        );
    }
    lines.text()
}

/// A loop bound as written, as far as it is a polynomial of the arguments.
fn bound(kernel: &Kernel, expr: &Expr) -> String {
    match crate::analyse::polynomial(kernel, expr) {
        Some(poly) => poly.display(kernel),
        None => "…".to_owned(),
    }
}

fn reduced(kernel: &Kernel, reductions: &[Reduction], lines: &mut Lines) {
    for reduction in reductions {
        let sign = match reduction.op {
            Reduce::Add => "+",
            Reduce::Mul => "*",
            Reduce::Min => "min",
            Reduce::Max => "max",
            Reduce::And => "&",
            Reduce::Or => "|",
            Reduce::Xor => "^",
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
