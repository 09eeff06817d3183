//! The dependence test against brute force: whatever it calls independent must not meet at any small size.

use crate::analyse::{Before, Model, analyse};
use crate::ir::StageId;
use crate::{check, lower, parse};

use super::{prove, witness};

/// A small deterministic generator (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len() as u64) as usize]
    }

    /// An index of two or three terms.
    fn index(&mut self) -> String {
        const TERMS: &[&str] = &[
            "i",
            "i",
            "j",
            "j",
            "2 * i",
            "2 * j",
            "3 * i",
            "i * w",
            "i * w",
            "j * w",
            "i * n",
            "j * n",
            "i * (w + 1)",
            "t",
            "t",
            "t * w",
            "1",
            "2",
            "w",
            "n",
        ];
        let terms: Vec<&str> = (0..2 + self.below(2)).map(|_| self.pick(TERMS)).collect();
        terms.join(" + ")
    }

    /// A kernel over `i` and `j` with a loop over `t` inside, which reads and writes one array.
    fn kernel(&mut self) -> String {
        let rows = self.pick(&["0..n", "1..n", "0..w", "1..n + 1"]);
        let columns = self.pick(&[
            "0..w", "0..n", "1..w", "0..3", "0..w + 1", "i..w", "0..i + 1",
        ]);
        let inside = self.pick(&["0..2", "0..w", "0..j + 1"]);
        let assert = self.pick(&[
            "",
            "",
            "assert!(n >= w);",
            "assert!(w >= 3);",
            "assert!(w >= n + n);",
        ]);
        let (write, read, other) = (self.index(), self.index(), self.index());
        let store = match self.below(3) {
            0 => format!("y[{write}] = s;"),
            1 => format!("y[{write}] = s + y[{read}];"),
            _ => format!("y[{write}] = s; y[{other}] = 2.0;"),
        };
        format!(
            "fn k(n: usize, w: usize, y: &mut [f32]) {{ {assert} for i in {rows} {{ for j in {columns} {{ let mut s = 0.0; for t in {inside} {{ s += 1.0; {store} }} }} }} }}"
        )
    }
}

#[test]
fn what_is_proved_never_meets() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut proved_kernels = 0;
    for _ in 0..600 {
        let source = random.kernel();
        let tokens = source.parse().expect("the kernel is made of Rust tokens");
        let parsed = parse::parse(Default::default(), tokens)
            .unwrap_or_else(|errors| panic!("{source}\n{errors:#?}"));
        let types = check::check(&parsed).unwrap_or_else(|errors| panic!("{source}\n{errors:#?}"));
        let mut kernel =
            lower::lower(&parsed, &types).unwrap_or_else(|errors| panic!("{source}\n{errors:#?}"));
        let Ok(proved) = analyse(&mut kernel).and_then(|plan| prove(kernel, plan)) else {
            continue;
        };
        proved_kernels += 1;
        let plan = proved.plan();
        let stage = &plan.stages[0];
        let before = Before::of(&plan.host, StageId(0));
        let model = Model::new(proved.kernel(), &before, &stage.dims, &stage.body);
        for write in model.accesses.iter().filter(|seen| seen.write) {
            for other in model
                .accesses
                .iter()
                .filter(|seen| seen.array == write.array)
            {
                let met = witness::find(&model, write, other);
                assert!(
                    met.is_none(),
                    "{source}\n{:?} and {:?}",
                    met.as_ref().map(|m| &m.first),
                    met.as_ref().map(|m| &m.second)
                );
            }
        }
    }
    // Enough of them are proved for the test to mean something.
    assert!(proved_kernels >= 60, "{proved_kernels}");
}
