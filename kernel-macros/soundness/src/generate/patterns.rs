//! What people write of reductions, tables of counts and choices: the best value with its place, histograms, `match`.

use super::Writer;

impl Writer {
    /// The best value of a loop, and where it is.
    pub(super) fn best(&mut self) -> Vec<String> {
        let element = self.element;
        let (best, at) = (self.name("best"), self.name("place"));
        let start = match self.random.percent(50) {
            true => "x[0]".to_owned(),
            false => self.literal(element),
        };
        self.line(&format!("let mut {best}: {element} = {start};"));
        self.line(&format!("let mut {at}: usize = 0;"));
        let compare = *self.random.pick(&[">", "<", ">=", "<="]);
        self.for_loop(|writer| {
            let counter = writer.counter();
            let index = match writer.random.percent(70) {
                true => counter.clone(),
                false => writer.index(),
            };
            let value = match writer.random.below(3) {
                0 => format!("x[{index}] + a"),
                _ => format!("x[{index}]"),
            };
            let name = writer.name("v");
            writer.line(&format!("let {name} = {value};"));
            let place = match writer.random.percent(80) {
                true => counter,
                false => format!("{counter} * w"),
            };
            writer.block(&format!("if {name} {compare} {best}"), |writer| {
                writer.line(&format!("{best} = {name};"));
                writer.line(&format!("{at} = {place};"));
            });
            if !writer.clean && writer.random.percent(20) {
                let target = writer.target();
                writer.line(&format!("y[{target}] = {best};"));
            }
        });
        vec![best, format!("({at} as {element})")]
    }

    /// A count, or a sum, of what falls to one element.
    pub(super) fn bins(&mut self) {
        let (counter, size) = (self.counter(), self.size());
        let bin = match self.random.below(4) {
            0 => format!("p[{counter}] as usize"),
            1 => format!("p[{counter}] as usize % {size}"),
            2 => format!("(p[{counter}] & 3) as usize"),
            _ => format!("{counter} % {size}"),
        };
        let other = self.other;
        let line = match self.random.below(6) {
            0 | 1 => format!("z[{bin}] += 1 as {other};"),
            2 => format!("z[{bin}] += x[{counter}] as {other};"),
            3 => format!("z[{bin}] = z[{bin}].max(x[{counter}] as {other});"),
            4 => {
                format!("let bin = &mut z[{bin}]; if x[{counter}] > a {{ *bin += 1 as {other}; }}")
            }
            _ => format!("z[{bin}] *= 2 as {other};"),
        };
        self.line(&line);
    }

    /// A reference to an element, through which it may be written.
    pub(super) fn reference(&mut self) {
        let (name, target, cond) = (self.name("r"), self.target(), self.condition());
        let element = self.element;
        let value = self.literal(element);
        // Nothing else may read `y` while the reference lives.
        let cond = match cond.contains("y[") || cond.contains("y.") {
            true => "n > 2".to_owned(),
            false => cond,
        };
        self.line(&format!("let {name} = &mut y[{target}];"));
        match self.random.percent(50) {
            true => self.line(&format!("if {cond} {{ *{name} = {value}; }}")),
            false => self.line(&format!("*{name} += {value};")),
        }
    }

    /// A `match` on a tuple.
    pub(super) fn chosen(&mut self, left: &str, right: &str) -> String {
        let (counter, other) = (self.counter(), self.counter());
        let cond = self.condition();
        let element = self.element;
        let third = self.literal(element);
        match self.random.below(3) {
            0 => format!(
                "(match ({counter} % 3, {other} > 1) {{ (0, true) | (1, false) => {left}, (2, _) => {right}, _ => {third} }})"
            ),
            1 => format!(
                "(match ({counter}, {other}) {{ (0, _) => {left}, (g, h) if g == h || {cond} => {right}, (1..=2 | 5.., _) => {third}, _ => a }})"
            ),
            _ => format!("(match {counter} {{ 0 => {left}, 1 | 3..=4 => {right}, _ => {third} }})"),
        }
    }
}
