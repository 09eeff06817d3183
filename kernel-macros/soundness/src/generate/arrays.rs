//! Local arrays, and tables of the whole kernel.

use super::Writer;

/// How many elements each has.
pub(super) const SIZE: usize = 4;

impl Writer {
    /// A local array, and a loop that fills it.
    pub(super) fn local_array(&mut self, depth: usize) {
        let (name, element) = (self.name("t"), self.element);
        let start = self.literal(element);
        match self.random.percent(60) {
            true => self.line(&format!(
                "let mut {name}: [{element}; {SIZE}] = [{start}; {SIZE}];"
            )),
            false => {
                let items: Vec<String> = (0..SIZE).map(|_| self.value(0)).collect();
                self.line(&format!("let mut {name} = [{}];", items.join(", ")));
            }
        }
        if self.random.percent(60) && self.counters.len() < 5 {
            let (counter, value) = (self.name("e"), self.value(1));
            let place = match self.random.below(4) {
                0 => format!("{counter} / 2"),
                1 => format!("{} - {counter}", SIZE - 1),
                _ => counter.clone(),
            };
            let op = *self.random.pick(&["=", "=", "+=", "*="]);
            let before = match self.random.percent(25) {
                true => format!(" + {name}[{counter} / 2]"),
                false => String::new(),
            };
            self.block(&format!("for {counter} in 0..{SIZE}"), |writer| {
                writer.line(&format!("{name}[{place}] {op} {value}{before};"));
            });
        }
        self.arrays.push(name.clone());
        if self.random.percent(40) && depth > 0 {
            self.statement(depth - 1);
        }
        if self.random.percent(70) {
            let (target, value) = (self.target(), self.of_array(&name));
            self.line(&format!("y[{target}] = {value};"));
        }
    }

    /// A table before all loops.
    pub(super) fn table(&mut self) {
        let (name, element) = (self.name("table"), self.element);
        let items: Vec<String> = (0..SIZE).map(|_| self.literal(element)).collect();
        self.line(&format!("let {name} = [{}];", items.join(", ")));
        self.arrays.push(name);
    }

    /// A write to a local array.
    pub(super) fn fill_array(&mut self) {
        let changing: Vec<String> = self
            .arrays
            .iter()
            .filter(|name| name.starts_with('t') && !name.starts_with("table"))
            .cloned()
            .collect();
        if changing.is_empty() {
            return self.store();
        }
        let (name, value) = (self.random.pick(&changing).clone(), self.value(1));
        let place = self.place();
        let op = *self.random.pick(&["=", "+=", "-="]);
        self.line(&format!("{name}[{place}] {op} {value};"));
    }

    /// An element of a local array.
    pub(super) fn of_array(&mut self, name: &str) -> String {
        let element = self.element;
        match self.random.below(8) {
            0 => format!("{name}.iter().sum::<{element}>()"),
            1 => format!("({name}.len() as {element})"),
            _ => format!("{name}[{}]", self.place()),
        }
    }

    /// An index into a local array: mostly one that fits.
    fn place(&mut self) -> String {
        let (counter, last) = (self.counter(), SIZE - 1);
        match self.random.below(7) {
            0 => "0".into(),
            1 => last.to_string(),
            2 => format!("{counter} % {SIZE}"),
            3 => format!("{counter}.min({last})"),
            4 => format!("p[{counter}] as usize & {last}"),
            5 => format!("({counter} + 1) & {last}"),
            _ => counter,
        }
    }
}
