//! Writes random kernels: loops over arrays such as people write, and such as they had better not. About half of what is written
//! keeps clear of conflicts, the other half is close to it.

mod arrays;
mod index;
mod iterators;
mod loops;
mod patterns;
mod stmts;
mod values;

use crate::random::Random;

/// The types that the kernels' arrays hold.
const ELEMENTS: &[&str] = &[
    "f32", "f32", "f64", "i32", "u32", "i64", "u8", "i16", "u16", "i8", "usize",
];

/// Assertions that relate sizes.
const ASSERTIONS: &[&str] = &[
    "n >= w",
    "w >= n",
    "w > 0",
    "w >= 3",
    "n > 1 && w > 1",
    "s >= w",
    "s > w",
    "s != 0",
    "y.len() == x.len()",
    "y.len() >= n",
    "y.len() >= n * w",
    "y.len() == n * w",
    "n + s <= y.len()",
    "s >= n * w",
    "n <= s && w <= s",
    "w >= n + s",
];

/// A kernel's source.
pub fn kernel(random: &mut Random) -> String {
    let element = *random.pick(ELEMENTS);
    let writer = Writer {
        random: random.clone(),
        element,
        other: ELEMENTS[random.below(ELEMENTS.len())],
        counters: Vec::new(),
        locals: Vec::new(),
        indices: Vec::new(),
        sizes: Vec::new(),
        arrays: Vec::new(),
        accumulators: Vec::new(),
        loops: Vec::new(),
        clean: random.percent(55),
        swaps: false,
        names: 0,
        text: String::new(),
        depth: 1,
    };
    // The generator goes on from somewhere else, so that kernels do not depend on how many numbers this one takes.
    random.bits();
    writer.write()
}

/// A loop around what is being written.
#[derive(Clone)]
struct Counter {
    /// Its name, and the same as a `usize`.
    name: String,
    index: String,
    /// The number of its values as an expression of `usize`, if it starts at 0 and its end is simple.
    extent: Option<String>,
}

struct Writer {
    random: Random,
    /// The type of `x`, `y` and `a`, and that of `z`.
    element: &'static str,
    other: &'static str,
    counters: Vec<Counter>,
    /// Variables of type `element`.
    locals: Vec<String>,
    /// Variables of type `usize`.
    indices: Vec<String>,
    /// Of these, those that are computed before any loop.
    sizes: Vec<String>,
    /// Arrays of the kernel's own.
    arrays: Vec<String>,
    /// Variables that the nest reduces into.
    accumulators: Vec<String>,
    /// Labels of the loops around.
    loops: Vec<String>,
    /// Whether writes keep clear of conflicts.
    clean: bool,
    /// Whether `x` and `y` change places.
    swaps: bool,
    names: usize,
    text: String,
    depth: usize,
}

impl Writer {
    fn write(mut self) -> String {
        let element = self.element;
        for _ in 0..self.random.below(3).saturating_sub(usize::from(self.clean)) {
            let assertion = *self.random.pick(ASSERTIONS);
            self.line(&format!("assert!({assertion});"));
        }
        if self.random.percent(25) {
            for _ in 0..1 + self.random.below(2) {
                let value = match self.random.below(4) {
                    0 => "n - w + 1".into(),
                    1 => "w - s".into(),
                    _ => self.size(),
                };
                let name = self.name("l");
                self.line(&format!("let {name} = {value};"));
                self.indices.push(name.clone());
                self.sizes.push(name);
            }
        }
        if self.random.percent(10) {
            self.table();
        }
        let mut returns = None;
        if self.random.percent(20) {
            let start = self.literal(element);
            for _ in 0..1 + self.random.below(2) {
                let name = self.name("acc");
                self.line(&format!("let mut {name}: {element} = {start};"));
                self.accumulators.push(name);
            }
            returns = Some(self.accumulators.join(" + "));
        }
        match self.random.below(20) {
            0 | 1 => self.items_loop(),
            2 => {
                let best = self.best();
                returns = Some(best.join(" + "));
            }
            3 => {
                // Steps of time.
                let steps = *self.random.pick(&["3", "s", "w"]);
                self.swaps = self.random.percent(50);
                self.block(&format!("for _ in 0..{steps}"), |writer| {
                    writer.nest();
                    match writer.swaps {
                        true => writer.line("std::mem::swap(&mut x, &mut y);"),
                        false => writer.nest(),
                    }
                });
            }
            _ => self.nest(),
        }
        while self.random.percent(20) {
            if self.random.percent(20) {
                let (value, name, element) = (self.of_all(), self.name("v"), self.element);
                self.line(&format!("let {name}: {element} = {value};"));
                self.locals.push(name);
            }
            match self.random.percent(15) {
                true => self.items_loop(),
                false => self.nest(),
            }
        }
        let gives = match &returns {
            Some(result) => {
                self.line(result);
                format!(" -> {element}")
            }
            None => String::new(),
        };
        let other = self.other;
        let (m, c) = (
            *self.random.pick(&["u8", "i32", "u32", "i64", "u16"]),
            "i32",
        );
        let (lifetime, x, y) = match self.swaps {
            true => ("<'a>", "mut x: &'a mut", "mut y: &'a mut"),
            false => ("", "x: &", "y: &mut"),
        };
        format!(
            "fn k{lifetime}(n: usize, w: usize, s: usize, m: {m}, c: {c}, a: {element}, {x} [{element}], p: &[u32], {y} [{element}], z: &mut [{other}]){gives} {{\n{}}}\n",
            self.text
        )
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(&"    ".repeat(self.depth));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Writes a block behind a head; what it declares is forgotten at its end.
    fn block(&mut self, head: &str, inside: impl FnOnce(&mut Writer)) {
        self.line(&format!("{head} {{"));
        self.depth += 1;
        let (locals, indices) = (self.locals.len(), self.indices.len());
        let arrays = self.arrays.len();
        inside(self);
        self.locals.truncate(locals);
        self.indices.truncate(indices);
        self.arrays.truncate(arrays);
        self.depth -= 1;
        self.line("}");
    }

    fn name(&mut self, stem: &str) -> String {
        self.names += 1;
        format!("{stem}{}", self.names)
    }
}
