//! Loops over slices and their parts, and values that iterators compute.

use super::Writer;

impl Writer {
    /// A loop over items in place of a loop nest.
    pub(super) fn items_loop(&mut self) {
        let size = self.size();
        match self.random.below(9) {
            0 => self.walk("for (v, u) in y.iter_mut().zip(x)", "*u"),
            1 => self.walk("for (v, u) in y.iter_mut().zip(x).rev()", "*u"),
            2 => self.walk(
                &format!("for (v, u) in y.iter_mut().skip(s).zip(x.iter().take({size}))"),
                "*u",
            ),
            3 => self.numbered("for (q, v) in y.iter_mut().enumerate()"),
            4 => self.numbered(&format!(
                "for (q, v) in y.iter_mut().enumerate().step_by({size})"
            )),
            5 => {
                let width = self.width();
                self.walk(
                    &format!("for (v, part) in y.iter_mut().zip(x.windows({width}))"),
                    "part[0]",
                );
            }
            6 => {
                let (width, gives) = (self.width(), self.of_part("part"));
                self.walk(
                    &format!("for (part, v) in x.chunks_exact({width}).zip(y.iter_mut())"),
                    &gives,
                );
            }
            7 => self.rows(),
            _ => {
                let (width, gives) = (self.width(), self.of_part("part"));
                self.walk(
                    &format!("for (part, v) in x.chunks({width}).zip(y.iter_mut())"),
                    &gives,
                );
            }
        }
    }

    /// How long the parts of a slice are.
    fn width(&mut self) -> String {
        let size = self.size();
        (*self.random.pick(&["w", "w", "s", "1", "3", size.as_str()])).into()
    }

    /// Writes through `v` what is made of an item.
    fn walk(&mut self, head: &str, item: &str) {
        let element = self.element;
        let op = *self.random.pick(&["=", "=", "+=", "*="]);
        let left = self.literal(element);
        self.block(head, |writer| {
            let value = match writer.random.below(4) {
                0 => format!("{item} + a"),
                1 => format!("{item} * {left}"),
                2 => format!("{item}.min({left})"),
                _ => item.to_owned(),
            };
            match writer.random.percent(25) {
                true => writer.line(&format!("if {item} > a {{ *v {op} {value}; }}")),
                false => writer.line(&format!("*v {op} {value};")),
            }
        });
    }

    /// The same with the item's position.
    fn numbered(&mut self, head: &str) {
        let element = self.element;
        self.block(head, |writer| {
            let index = (*writer.random.pick(&["q", "q", "q * w", "w + q", "q / 2"])).to_owned();
            if writer.random.percent(15) {
                let size = writer.size_without_y();
                writer.line(&format!("if q >= {size} {{ break; }}"));
            }
            let line = match writer.random.below(3) {
                0 => format!("*v = x[{index}];"),
                1 => format!("*v = q as {element} + a;"),
                _ => format!("if q > 1 {{ *v += x[{index}]; }}"),
            };
            writer.line(&line);
        });
    }

    /// Rows of `y`, with a loop over each.
    fn rows(&mut self) {
        let (width, start) = (self.width(), self.literal(self.element));
        let head = match self.random.below(3) {
            0 => format!("for row in y.chunks_exact_mut({width})"),
            1 => format!("for (row, u) in y.chunks_exact_mut({width}).zip(x)"),
            _ => format!("for (row, from) in y.chunks_mut({width}).zip(x.chunks_exact({width}))"),
        };
        let inside = match (head.contains("(row, u)"), head.contains("from")) {
            (true, _) => "*v += *u;".to_owned(),
            (_, true) => "*v = from[0];".to_owned(),
            _ => format!("*v = *v * {start};"),
        };
        self.block(&head, |writer| match writer.random.below(4) {
            0 => writer.block("for v in row.iter_mut()", |writer| writer.line(&inside)),
            1 => writer.block("for j in 0..row.len()", |writer| {
                let index = match writer.random.percent(20) {
                    true => "j / 2",
                    false => "j",
                };
                writer.line(&format!("row[{index}] += {start};"));
            }),
            2 => writer.line("row[0] = a;"),
            _ => writer.line(&format!("row.fill({start});")),
        });
    }

    /// What an iterator computes of a part of `x`.
    fn of_part(&mut self, part: &str) -> String {
        let element = self.element;
        let start = self.literal(element);
        match self.random.below(7) {
            0 => format!("{part}.iter().sum::<{element}>()"),
            1 => format!("{part}.iter().fold({start}, |p, &q| p.max(q))"),
            2 => format!("{part}.iter().filter(|&&q| q > a).count() as {element}"),
            3 => format!("{part}.iter().map(|&q| q * {start}).sum::<{element}>()"),
            4 => format!("(if {part}.iter().any(|&q| q > a) {{ {start} }} else {{ a }})"),
            5 => format!("{part}.iter().zip(x).map(|(p, q)| p * q).sum::<{element}>()"),
            _ => format!("({part}.len() as {element})"),
        }
    }

    /// A value that an iterator computes of all of `x`.
    pub(super) fn of_all(&mut self) -> String {
        self.of_part("x")
    }

    fn size_without_y(&mut self) -> String {
        (*self.random.pick(&["n", "w", "s", "3", "x.len()"])).into()
    }
}
