//! Values and conditions.

use super::Writer;

impl Writer {
    /// A literal of that type.
    pub(super) fn literal(&mut self, ty: &str) -> String {
        let digit = self.random.below(5);
        match ty {
            "f32" | "f64" => format!("{digit}.5{ty}")
                .replace("4.5", "4.0")
                .replace("2.5", "2.0"),
            _ => format!("{digit}{ty}"),
        }
    }

    /// A value of the element type.
    pub(super) fn value(&mut self, depth: usize) -> String {
        let element = self.element;
        let float = element.starts_with('f');
        let signed = float || element.starts_with('i');
        if depth == 0 {
            return match self.random.below(8) {
                0 => self.literal(element),
                1 => "a".into(),
                7 if !self.arrays.is_empty() => {
                    let name = self.random.pick(&self.arrays).clone();
                    self.of_array(&name)
                }
                2 if !self.locals.is_empty() => self.random.pick(&self.locals).clone(),
                3 => {
                    let name = match self.counters.is_empty() {
                        true => "s".to_owned(),
                        false => self.random.pick(&self.counters).name.clone(),
                    };
                    format!("({name} as {element})")
                }
                4 if !self.clean => format!("y[{}]", self.index()),
                4 => format!("y[{}]", self.row_major()),
                _ => format!("x[{}]", self.index()),
            };
        }
        let (left, right) = (self.value(depth - 1), self.value(depth - 1));
        match self.random.below(18) {
            0..=3 => format!("({left} + {right})"),
            4 => format!("({left} - {right})"),
            5 | 6 => format!("({left} * {right})"),
            7 => format!("{left}.min({right})"),
            8 => format!("{left}.max({right})"),
            9 => {
                let cond = self.condition();
                format!("(if {cond} {{ {left} }} else {{ {right} }})")
            }
            10 if float => format!("{left}.abs().sqrt()"),
            10 if signed => format!("{left}.abs()"),
            10 => format!("({left} ^ {right})"),
            11 if float => format!("{left}.mul_add({right}, a)"),
            11 => format!("({left} >> 1)"),
            12 if float => format!("({left} / {right})"),
            12 => format!("({left} % {right})"),
            13 => {
                let index = self.row_major();
                format!("(z[{index}] as {element})")
            }
            16 => self.chosen(&left, &right),
            _ => left,
        }
    }

    /// A condition.
    pub(super) fn condition(&mut self) -> String {
        let (counter, other, size) = (self.counter(), self.counter(), self.size());
        match self.random.below(15) {
            13 => format!("(1..{size}).contains(&{counter})"),
            14 => format!("(0..={size}).contains(&({counter} + 1))"),
            0 | 1 => format!("{counter} > 0"),
            2 => format!("{counter} + 1 < {size}"),
            3 => format!("{counter} < {other}"),
            4 => format!("{counter} == {other}"),
            5 => format!("{counter} % 2 == 0"),
            6 => format!("{counter} > 0 && {other} < {size}"),
            7 => format!("{counter} != {size}"),
            8 => {
                let index = self.index();
                format!("x[{index}] > a")
            }
            9 => format!("p[{counter}] < 3 || {other} == 0"),
            10 => format!("!({counter} >= {size})"),
            11 => format!("{counter} < {size} && x[{counter}] != a"),
            _ => format!("{size} > 2"),
        }
    }
}
