//! Statements of a loop's body.

use super::Writer;

impl Writer {
    /// A statement; `depth` is how deep statements may stand in it.
    pub(super) fn statement(&mut self, depth: usize) {
        match self.random.below(47) {
            0..=9 => self.store(),
            10..=12 => self.compound(),
            13..=15 => self.local(),
            16 | 17 => {
                let value = self.index();
                let name = self.name("at");
                self.line(&format!("let {name}: usize = {value};"));
                self.indices.push(name);
            }
            18 | 19 => self.combine(),
            20..=22 if depth > 0 => {
                let cond = self.condition();
                self.block(&format!("if {cond}"), |writer| writer.statement(depth - 1));
                if self.random.percent(30) {
                    // The brace before it stays where it is: Rust does not mind the line.
                    self.block("else", |writer| writer.statement(depth - 1));
                }
            }
            23 if depth > 0 => {
                let cond = self.condition();
                let label = self.label();
                self.block(&format!("if {cond}"), |writer| {
                    writer.line(&format!("continue{label};"))
                });
            }
            24 if depth > 0 && self.counters.len() > 1 => {
                let cond = self.condition();
                self.block(&format!("if {cond}"), |writer| writer.line("break;"));
            }
            25..=28 if depth > 0 && self.counters.len() < 5 => {
                self.for_loop(|writer| {
                    for _ in 0..1 + writer.random.below(2) {
                        writer.statement(depth - 1);
                    }
                });
            }
            29..=31 if depth > 0 && self.counters.len() < 5 => self.accumulate(depth),
            32 if depth > 0 => self.while_loop(depth),
            33 => self.pair(),
            34 => self.exchange(),
            35 => {
                let value = self.value(1);
                let (index, other) = (self.target(), self.other);
                self.line(&format!("z[{index}] = {value} as {other};"));
            }
            36 => self.walker(),
            40 | 41 => self.bins(),
            42 => self.reference(),
            43 | 44 if depth > 0 => self.local_array(depth),
            45 => self.fill_array(),
            _ => self.store(),
        }
    }

    fn label(&mut self) -> String {
        let labels: Vec<&String> = self
            .loops
            .iter()
            .filter(|label| !label.is_empty())
            .collect();
        match labels.is_empty() || self.random.percent(50) {
            true => String::new(),
            false => format!(" {}", self.random.pick(&labels)),
        }
    }

    pub(super) fn store(&mut self) {
        let value = self.value(2);
        let index = self.target();
        self.line(&format!("y[{index}] = {value};"));
    }

    fn compound(&mut self) {
        let value = self.value(1);
        let index = self.target();
        let op = *self.random.pick(&["+=", "-=", "*="]);
        self.line(&format!("y[{index}] {op} {value};"));
    }

    fn local(&mut self) {
        let value = self.value(2);
        let name = self.name("v");
        let element = self.element;
        self.line(&format!("let {name}: {element} = {value};"));
        self.locals.push(name);
    }

    /// Combines into a variable from outside the nest: mostly a reduction.
    fn combine(&mut self) {
        if self.accumulators.is_empty() {
            return self.store();
        }
        let value = self.value(1);
        let name = self.random.pick(&self.accumulators).clone();
        let text = match self.random.below(if self.clean { 5 } else { 10 }) {
            0..=2 => format!("{name} += {value};"),
            3 => format!("{name} = {name}.max({value});"),
            4 => {
                let index = self.index();
                format!("if x[{index}] > {name} {{ {name} = x[{index}]; }}")
            }
            5 => format!("{name} -= {value};"),
            6 => format!("{name} *= {value};"),
            7 => format!("{name} = {value} - {name};"),
            8 => format!("{name} = {value};"),
            _ => format!("y[{}] = {name};", self.target()),
        };
        self.line(&text);
    }

    /// A sum over a loop of its own, stored after it.
    fn accumulate(&mut self, depth: usize) {
        let (name, element) = (self.name("sum"), self.element);
        let start = self.literal(element);
        self.line(&format!("let mut {name}: {element} = {start};"));
        let target = self.target();
        self.for_loop(|writer| {
            if writer.random.percent(15) {
                writer.statement(depth - 1);
            }
            let value = writer.value(1);
            let op = *writer.random.pick(&["+=", "+=", "*=", "-="]);
            writer.line(&format!("{name} {op} {value};"));
        });
        self.line(&format!("y[{target}] = {name};"));
    }

    fn while_loop(&mut self, depth: usize) {
        let (name, size) = (self.name("q"), self.size());
        self.line(&format!("let mut {name}: usize = 0;"));
        self.block(&format!("while {name} < {size}"), |writer| {
            writer.indices.push(name.clone());
            writer.statement(depth - 1);
            if writer.random.percent(30) {
                let cond = writer.condition();
                writer.line(&format!("if {cond} {{ break; }}"));
            }
            writer.line(&format!("{name} += 1;"));
        });
    }

    /// Two stores that lie between one another.
    fn pair(&mut self) {
        let index = self.row_major();
        let (first, second) = (self.value(1), self.value(1));
        let (step, apart) = match self.clean {
            true => ("2", "1"),
            false => (
                *self.random.pick(&["2", "3", "s", "w"]),
                *self.random.pick(&["1", "2", "w", "s"]),
            ),
        };
        self.line(&format!("y[{step} * ({index})] = {first};"));
        self.line(&format!("y[{step} * ({index}) + {apart}] = {second};"));
    }

    /// Two elements change places.
    fn exchange(&mut self) {
        let name = self.name("t");
        let (a, b) = (self.target(), self.target());
        self.line(&format!("let {name} = y[{a}];"));
        self.line(&format!("y[{a}] = y[{b}];"));
        self.line(&format!("y[{b}] = {name};"));
    }

    /// An index that is a mutable variable.
    fn walker(&mut self) {
        let (name, start, by) = (self.name("at"), self.target(), self.size());
        self.line(&format!("let mut {name}: usize = {start};"));
        let cond = self.condition();
        self.line(&format!("if {cond} {{ {name} += {by}; }}"));
        let value = self.value(1);
        let array = if self.clean { "x" } else { "y" };
        match array {
            "y" => self.line(&format!("y[{name}] = {value};")),
            _ => {
                let target = self.target();
                self.line(&format!("y[{target}] = {value} + x[{name}];"));
            }
        }
    }
}
