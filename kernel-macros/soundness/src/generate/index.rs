//! Indices: rows and columns, affine forms, and what only looks like them.

use super::Writer;

impl Writer {
    /// An index to write at.
    pub(super) fn target(&mut self) -> String {
        if self.clean || self.random.percent(50) {
            let index = self.row_major();
            if !self.clean && self.random.percent(60) {
                return self.perturbed(index);
            }
            return index;
        }
        self.index()
    }

    /// The counters as rows and columns, each element once: `(i * w + j) * n + k`.
    pub(super) fn row_major(&mut self) -> String {
        let depth = match self.clean {
            true => self.counters.len(),
            false => 1 + self.random.below(self.counters.len().max(1)),
        };
        let mut index = String::new();
        for counter in self.counters.iter().take(depth.min(3)) {
            index = match (index.is_empty(), &counter.extent) {
                (true, _) => counter.index.clone(),
                (false, Some(extent)) if index.contains(' ') => {
                    format!("({index}) * {extent} + {}", counter.index)
                }
                (false, Some(extent)) => format!("{index} * {extent} + {}", counter.index),
                (false, None) if index.contains(' ') => {
                    format!("({index}) * w + {}", counter.index)
                }
                (false, None) => format!("{index} * w + {}", counter.index),
            };
        }
        if index.is_empty() { "0".into() } else { index }
    }

    /// Nearly that index.
    fn perturbed(&mut self, index: String) -> String {
        let size = self.size();
        let counter = self.counter();
        match self.random.below(15) {
            0 => format!("{index} + 1"),
            1 => format!("{index} + s"),
            2 => format!("2 * ({index})"),
            3 => format!("2 * ({index}) + 1"),
            4 => format!("({index}) * s"),
            5 => format!("({index}) / 2"),
            6 => format!("({index}) % {size}"),
            7 => format!("({index}).min({size})"),
            8 => format!("{size} - 1 - ({index})"),
            9 => format!("({index}) as u8 as usize"),
            10 => format!("({index}).saturating_sub(1)"),
            11 => index.replacen(" * w", " * n", 1),
            12 => format!("{index} + {counter}"),
            13 => format!("({index}) * 3 + {counter}"),
            _ => format!("{index} - {size}"),
        }
    }

    /// A counter as a `usize`.
    pub(super) fn counter(&mut self) -> String {
        match self.counters.is_empty() {
            true => "s".into(),
            false => self.random.pick(&self.counters).index.clone(),
        }
    }

    /// Any index.
    pub(super) fn index(&mut self) -> String {
        match self.random.below(22) {
            0..=4 => self.row_major(),
            5..=9 => self.affine(),
            10 => {
                let index = self.row_major();
                self.perturbed(index)
            }
            11 => {
                let counter = self.counter();
                format!("p[{counter}] as usize")
            }
            12 => {
                let (counter, size) = (self.counter(), self.size());
                format!("({counter} + 1).min({size} - 1)")
            }
            13 => {
                let counter = self.counter();
                format!("{counter}.saturating_sub(1)")
            }
            14 => {
                let (counter, size) = (self.counter(), self.size());
                format!("{size} - 1 - {counter}")
            }
            15 => {
                let (counter, size) = (self.counter(), self.size());
                format!("{counter}.clamp(1, {size})")
            }
            16 if !self.indices.is_empty() => {
                let variable = self.random.pick(&self.indices).clone();
                match self.random.percent(50) {
                    true => variable,
                    false => format!("{variable} + {}", self.counter()),
                }
            }
            _ => self.counter(),
        }
    }

    fn affine(&mut self) -> String {
        let terms: Vec<String> = (0..1 + self.random.below(3)).map(|_| self.term()).collect();
        let mut text = terms.join(" + ");
        if self.random.percent(12) {
            let size = self.size();
            let less = *self.random.pick(&["1", "2", "w", size.as_str()]);
            text = format!("{text} - {less}");
        }
        text
    }

    fn term(&mut self) -> String {
        let counter = self.counter();
        match self.random.below(14) {
            0..=3 => counter,
            4 => format!("2 * {counter}"),
            5 => format!("{counter} * 3"),
            6 | 7 => format!("{counter} * w"),
            8 => format!("{counter} * n"),
            9 => format!("{counter} * s"),
            10 => format!("{counter} * (w + 1)"),
            11 => (*self.random.pick(&["1", "2", "s", "w"])).into(),
            12 => format!("({counter} << 1)"),
            _ => {
                let other = self.counter();
                format!("{counter} * {other}")
            }
        }
    }
}
