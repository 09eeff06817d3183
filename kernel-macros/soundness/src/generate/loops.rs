//! Loops: their ranges, and how they stand inside one another.

use super::{Counter, Writer};

impl Writer {
    /// The loop nest of a kernel.
    pub(super) fn nest(&mut self) {
        let depth = 1 + self.random.below(3);
        self.level(depth);
    }

    fn level(&mut self, below: usize) {
        self.for_loop(|writer| {
            if writer.random.percent(4) {
                let (counter, size) = (writer.counter(), writer.size());
                writer.line(&format!("if {counter} >= {size} {{ break; }}"));
            }
            if below > 1 {
                if writer.random.percent(15) {
                    writer.statement(1);
                }
                writer.level(below - 1);
                if writer.random.percent(12) {
                    writer.statement(1);
                }
            } else {
                for _ in 0..1 + writer.random.below(3) {
                    writer.statement(2);
                }
            }
        });
    }

    /// A `for` loop around what is written inside.
    pub(super) fn for_loop(&mut self, inside: impl FnOnce(&mut Writer)) {
        let letter = ["i", "j", "k", "t", "u", "v"][self.counters.len().min(5)];
        let name = self.name(letter);
        let (range, ty, extent) = self.range();
        let index = match ty {
            "usize" => name.clone(),
            _ => format!("({name} as usize)"),
        };
        let label = match self.random.percent(8) {
            true => self.name("'l"),
            false => String::new(),
        };
        let head = match label.is_empty() {
            true => format!("for {name} in {range}"),
            false => format!("{label}: for {name} in {range}"),
        };
        self.counters.push(Counter {
            name,
            index,
            extent,
        });
        self.loops.push(label);
        self.block(&head, inside);
        self.loops.pop();
        self.counters.pop();
    }

    /// A size: a parameter, a small number, a length.
    pub(super) fn size(&mut self) -> String {
        let sizes = [
            "n", "n", "n", "w", "w", "w", "s", "3", "2", "4", "y.len()", "x.len()",
        ];
        match self.random.below(26) {
            24 | 25 if !self.sizes.is_empty() => self.random.pick(&self.sizes).clone(),
            0 => "n * w".into(),
            1 => "n + 1".into(),
            2 => "n.min(w)".into(),
            3 => "n / 2".into(),
            4 => "w - 1".into(),
            5 => "m as usize".into(),
            _ => (*self.random.pick(&sizes)).into(),
        }
    }

    /// A range, its counter's type, and the number of its values where that is simple.
    fn range(&mut self) -> (String, &'static str, Option<String>) {
        let outer = match self.counters.last() {
            Some(counter) => counter.index.clone(),
            None => "s".to_owned(),
        };
        let size = self.size();
        let plain = |end: String| (format!("0..{end}"), "usize", Some(end));
        match self.random.below(40) {
            0..=18 => plain(match self.random.below(4) {
                0 => "n".into(),
                1 => "w".into(),
                2 if !self.sizes.is_empty() => self.random.pick(&self.sizes).clone(),
                _ => size,
            }),
            19 => (format!("1..{size}"), "usize", None),
            20 => (format!("1..{size} - 1"), "usize", None),
            21 => (format!("0..={size}"), "usize", None),
            22 => (format!("(0..{size}).rev()"), "usize", Some(size)),
            23 => {
                let step = *self.random.pick(&["2", "3", "s", "1"]);
                (format!("(0..{size}).step_by({step})"), "usize", Some(size))
            }
            24 => (format!("(1..{size}).rev().step_by(2)"), "usize", Some(size)),
            25 | 26 => (format!("{outer}..{size}"), "usize", Some(size)),
            27 => (format!("{outer} + 1..{size}"), "usize", Some(size)),
            28 | 29 => plain(outer),
            30 => (
                format!("0..{outer} + 1"),
                "usize",
                Some(format!("({outer} + 1)")),
            ),
            31 => (format!("s..s + {size}"), "usize", Some(size)),
            32 => (format!("s..{size}"), "usize", None),
            33 => ("0..m".into(), "m", Some("(m as usize)".into())),
            34 => ("c..m as i32".into(), "i32", None),
            35 => ("-1..c".into(), "i32", None),
            36 => (format!("0..({size}) as u8"), "u8", Some(size)),
            37 => ("0..n as i32".into(), "i32", Some("n".into())),
            38 => {
                let at = self.index();
                (format!("0..p[{at}] as usize"), "usize", None)
            }
            _ => ("c as i64..3".into(), "i64", None),
        }
    }
}
