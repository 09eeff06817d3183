//! Statements: the function that runs one point of the box.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::analyse::{Reduction, Stage, update};
use crate::emit::names;
use crate::ir::{Block, Expr, Kernel, LoopId, Scalar, Set, SiteId, Stmt, StmtKind, VarId};

use super::blocks::Several;
use super::copies::Copies;
use super::invariant;
use super::range::{Range, comparable};
use super::{Refusal, Width, types};

/// Writes statements of the stage's body.
pub(super) struct Writer<'p> {
    pub(super) kernel: &'p Kernel,
    pub(super) stage: &'p Stage,
    pub(super) width: Width,
    /// What is known of immutable `usize` and `isize` variables.
    pub(super) ranges: BTreeMap<VarId, Range>,
    /// The immutable float variables that only name a loaded element.
    pub(super) leaves: Set<VarId>,
    /// The bytes of local arrays so far.
    pub(super) private_bytes: u64,
    /// What the point uses of the parameters, by the names it has for it, with the expressions that read it.
    pub(super) parameters: BTreeMap<String, String>,
    /// The loads that have been made before the loop that they stand in.
    pub(super) held: BTreeMap<SiteId, String>,
    /// The points of an invocation, where it runs several.
    pub(super) several: Option<&'p Several>,
    /// The arrays of which a workgroup may have copies to accumulate into.
    pub(super) copies: &'p Copies,
    /// In a loop that takes elements through workgroup memory, its counter and the first round that is there.
    pub(super) base: Option<(VarId, String)>,
    /// Whether an invocation may find a fault.
    faults: bool,
    text: String,
    depth: usize,
    names: u32,
    /// The loops around the present place, innermost last.
    loops: Vec<LoopId>,
    /// The loops that some inner loop leaves or goes on with.
    jumps: Vec<LoopId>,
}

impl<'p> Writer<'p> {
    pub(super) fn new(
        kernel: &'p Kernel,
        stage: &'p Stage,
        width: Width,
        copies: &'p Copies,
    ) -> Result<Self, Refusal> {
        let sizes = |ty| matches!(ty, Scalar::Usize | Scalar::Isize);
        let array = |used: &crate::analyse::Use| sizes(kernel.array(used.array).element);
        // Elements of 64 bits are read as such, and a count of points may outgrow 32.
        let wide = stage.arrays.iter().any(array)
            || stage.reductions.iter().any(|reduction| sizes(reduction.ty));
        if wide && width == Width::Narrow {
            return Err(Refusal::TooNarrow);
        }
        let captured = stage.captures.iter();
        let ranges = captured
            .map(|&var| (var, Range::of(kernel.var(var).ty)))
            .collect();
        Ok(Writer {
            kernel,
            stage,
            width,
            ranges,
            leaves: Set::new(),
            private_bytes: 0,
            parameters: BTreeMap::new(),
            held: BTreeMap::new(),
            several: None,
            copies,
            base: None,
            faults: false,
            text: String::new(),
            depth: 0,
            names: 0,
            loops: Vec::new(),
            jumps: Vec::new(),
        })
    }

    /// The function `kernel_point`, which takes the point's coordinates counted from zero.
    pub(super) fn point(mut self) -> Result<(String, bool), Refusal> {
        self.indented(|writer| {
            for (d, dim) in writer.stage.dims.iter().enumerate() {
                writer.coordinate(dim.var, d, &format!("at{d}"))?;
            }
            writer.body()
        })?;
        Ok(self.function("fn kernel_point(at0: u32, at1: u32, at2: u32) {"))
    }

    /// Gives a counter of a dimension its value, given the coordinate counted from zero.
    pub(super) fn coordinate(&mut self, var: VarId, d: usize, at: &str) -> Result<(), Refusal> {
        let dim = &self.stage.dims[d];
        let ty = self.kernel.var(var).ty;
        let start = self.expr(&dim.start)?;
        let at = match types::name(ty, self.width) {
            "u32" => at.to_owned(),
            wgsl => format!("{wgsl}({at})"),
        };
        let sum = types::wrap(format!("({start} + {at})"), ty);
        let name = names::var(self.kernel, var);
        let sum = types::bare(&sum);
        self.line(&format!("let {name}: {} = {sum};", self.ty(ty)));
        self.counter(var, &dim.start, &dim.end)
    }

    pub(super) fn body(&mut self) -> Result<(), Refusal> {
        self.block(&self.stage.body)
    }

    /// The function of that head, whose statements have been written, and whether it may find a fault.
    pub(super) fn function(mut self, head: &str) -> (String, bool) {
        let body = std::mem::take(&mut self.text);
        self.line(head);
        for (name, held) in std::mem::take(&mut self.parameters) {
            self.line(&format!("    let {name} = {held};"));
        }
        self.text.push_str(&body);
        self.line("}");
        (self.text, self.faults)
    }

    /// Notes what a loop's counter can be.
    fn counter(&mut self, var: VarId, start: &Expr, end: &Expr) -> Result<(), Refusal> {
        let (start, end) = (self.range(start), self.range(end));
        let ty = self.kernel.var(var).ty;
        self.require(comparable(start, end, ty), ty)?;
        let last = (end.high - 1).max(start.low);
        self.ranges.insert(var, Range::new(start.low, last));
        Ok(())
    }

    /// Refuses a narrow shader where a size would not mean the same.
    pub(super) fn require(&self, holds: bool, ty: Scalar) -> Result<(), Refusal> {
        let size = matches!(ty, Scalar::Usize | Scalar::Isize);
        if holds || !size || self.width == Width::Wide {
            Ok(())
        } else {
            Err(Refusal::TooNarrow)
        }
    }

    pub(super) fn ty(&self, ty: Scalar) -> &'static str {
        types::name(ty, self.width)
    }

    pub(super) fn line(&mut self, line: &str) {
        let indent = self.depth * 4;
        writeln!(self.text, "{:indent$}{line}", "").expect("a String takes everything");
    }

    /// A new name for a value.
    pub(super) fn fresh(&mut self, stem: &str) -> String {
        self.names += 1;
        format!("{stem}_{}", self.names)
    }

    /// Gives a value a name, so that it is computed once.
    pub(super) fn named(&mut self, stem: &str, value: &str) -> String {
        let name = self.fresh(stem);
        let value = types::bare(value);
        self.line(&format!("let {name} = {value};"));
        name
    }

    /// Reports a fault and leaves the point where the condition holds.
    pub(super) fn fault_if(&mut self, condition: &str, report: &str) {
        self.faults = true;
        self.line(&format!("if ({condition}) {{ {report}; return; }}"));
    }

    fn block(&mut self, block: &Block) -> Result<(), Refusal> {
        block.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn nested(&mut self, block: &Block) -> Result<(), Refusal> {
        self.indented(|writer| writer.block(block))
    }

    /// Writes lines inside of those around.
    pub(super) fn indented(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        self.depth += 1;
        let result = write(self);
        self.depth -= 1;
        result
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result<(), Refusal> {
        match &stmt.kind {
            StmtKind::Let { var, value } => self.introduce(*var, value.as_ref()),
            StmtKind::Assign { var, value } => {
                let value = self.expr(value)?;
                let name = names::var(self.kernel, *var);
                self.line(&format!("{name} = {};", types::bare(&value)));
                Ok(())
            }
            StmtKind::Store {
                array,
                index,
                value,
                site,
            } => match update(stmt) {
                Some(update) if self.stage.accumulator(*array).is_some() => {
                    self.accumulate(&update, index, *site)
                }
                _ => self.store(*array, index, value, *site),
            },
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                let cond = self.expr(cond)?;
                self.line(&format!("if ({}) {{", types::bare(&cond)));
                self.nested(then)?;
                if !otherwise.is_empty() {
                    self.line("} else {");
                    self.nested(otherwise)?;
                }
                self.line("}");
                Ok(())
            }
            StmtKind::For {
                id,
                var,
                start,
                end,
                body,
            } => self.count(*id, *var, start, end, body),
            StmtKind::Loop { id, body } => {
                self.open(*id, body);
                self.line("loop {");
                self.repeat(*id, body)
            }
            StmtKind::Break(id) => {
                self.jump(*id, "break");
                Ok(())
            }
            StmtKind::Continue(id) => {
                self.jump(*id, "continue");
                Ok(())
            }
            StmtKind::Assert { site, .. } | StmtKind::Check { site, .. }
                if self.stage.is_lifted(*site) =>
            {
                Ok(())
            }
            StmtKind::Assert { cond, site } => {
                let cond = self.expr(cond)?;
                let report = format!("kernel_fault(2u, {}u, 0u, 0u, 0u, 0u)", site.0);
                self.fault_if(&format!("!({})", types::bare(&cond)), &report);
                Ok(())
            }
            StmtKind::Check { index, len, site } => self.bounds_check(index, len, *site),
            StmtKind::LetArray { array, values } => self.local_array(*array, values),
            StmtKind::Swap(..) | StmtKind::Stage(_) => unreachable!("the host runs these"),
        }
    }

    fn introduce(&mut self, var: VarId, value: Option<&Expr>) -> Result<(), Refusal> {
        let name = names::var(self.kernel, var);
        let of = self.kernel.var(var);
        let ty = self.ty(of.ty);
        let Some(value) = value else {
            self.line(&format!("var {name}: {ty};"));
            return Ok(());
        };
        let text = self.expr(value)?;
        if of.mutable {
            self.line(&format!("var {name}: {ty} = {};", types::bare(&text)));
        } else {
            self.line(&format!("let {name}: {ty} = {};", types::bare(&text)));
            let range = self.range(value);
            self.ranges.insert(var, range);
            if self.leaf(value) {
                self.leaves.insert(var);
            }
        }
        Ok(())
    }

    fn count(
        &mut self,
        id: LoopId,
        var: VarId,
        start: &Expr,
        end: &Expr,
        body: &Block,
    ) -> Result<(), Refusal> {
        let (first, last) = (self.expr(start)?, self.expr(end)?);
        let last = self.named("end", &last);
        self.hold(&format!("{} < {last}", types::bare(&first)), var, body)?;
        self.counter(var, start, end)?;
        if self.is_staged(id) {
            return self.staged_loop((id, var), &first, &last, body);
        }
        self.open(id, body);
        let name = names::var(self.kernel, var);
        let of = self.kernel.var(var).ty;
        let (ty, one) = (self.ty(of), types::integer(1, of, self.width));
        self.line(&format!(
            "for (var {name}: {ty} = {first}; {name} < {last}; {name} += {one}) {{"
        ));
        self.repeat(id, body)
    }

    /// Reads the elements that are the same at each round of a loop, if it runs at all.
    fn hold(&mut self, runs: &str, counter: VarId, body: &Block) -> Result<(), Refusal> {
        let mut held: BTreeMap<String, String> = BTreeMap::new();
        let mut reads = String::new();
        for (site, array, index) in invariant::loads_of(self.stage, counter, body) {
            let element = self.load(array, index, site)?;
            let name = match held.get(&element) {
                Some(name) => name.clone(),
                None => {
                    let name = self.fresh("held");
                    let ty = self.ty(self.kernel.array(array).element);
                    self.line(&format!("var {name}: {ty};"));
                    write!(reads, " {name} = {element};").expect("a String takes everything");
                    held.insert(element, name.clone());
                    name
                }
            };
            self.held.insert(site, name);
        }
        if !reads.is_empty() {
            self.line(&format!("if ({runs}) {{{reads} }}"));
        }
        Ok(())
    }

    /// Declares the flag by which inner loops leave this one, if any does.
    fn open(&mut self, id: LoopId, body: &Block) {
        if jumps_across(body, id, false) {
            self.line(&format!("var jump_{}: u32 = 0u;", id.0));
            self.jumps.push(id);
        }
    }

    /// The loop's body and end; then, in an outer loop, what an inner jump still has to do.
    pub(super) fn repeat(&mut self, id: LoopId, body: &Block) -> Result<(), Refusal> {
        self.loops.push(id);
        self.nested(body)?;
        self.loops.pop();
        self.line("}");
        let Some(&parent) = self.loops.last() else {
            return Ok(());
        };
        for target in self.jumps.clone() {
            if !self.loops.contains(&target) || !jumps_across(body, target, true) {
                continue;
            }
            let flag = target.0;
            if target == parent {
                self.line(&format!("if (jump_{flag} == 1u) {{ break; }}"));
                self.line(&format!(
                    "if (jump_{flag} == 2u) {{ jump_{flag} = 0u; continue; }}"
                ));
            } else {
                self.line(&format!("if (jump_{flag} != 0u) {{ break; }}"));
            }
        }
        Ok(())
    }

    /// Leaves a loop or goes on with it. WGSL knows only the innermost one: an outer one gets a flag. Going on with a loop of the box
    /// ends the point.
    fn jump(&mut self, target: LoopId, how: &str) {
        if self.loops.last() == Some(&target) {
            self.line(&format!("{how};"));
        } else if self.loops.contains(&target) {
            let code = if how == "break" { 1 } else { 2 };
            self.line(&format!("jump_{} = {code}u;", target.0));
            self.line("break;");
        } else {
            self.line("return;");
        }
    }

    /// Whether the variable's value comes from the host. A reduction starts from its identity.
    pub(super) fn captured(&self, var: VarId) -> bool {
        let reduced = |reduction: &Reduction| reduction.var == var;
        self.stage.captures.contains(&var) && !self.stage.reductions.iter().any(reduced)
    }
}

/// Whether a block jumps to a loop from within a loop inside it; `inner` says that it stands in one already.
fn jumps_across(block: &Block, target: LoopId, inner: bool) -> bool {
    block.iter().any(|stmt| match &stmt.kind {
        StmtKind::If {
            then, otherwise, ..
        } => jumps_across(then, target, inner) || jumps_across(otherwise, target, inner),
        StmtKind::For { body, .. } | StmtKind::Loop { body, .. } => {
            jumps_across(body, target, true)
        }
        StmtKind::Break(id) | StmtKind::Continue(id) => inner && *id == target,
        _ => false,
    })
}
