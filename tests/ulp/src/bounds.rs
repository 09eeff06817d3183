//! The documented bounds: they are read from the documentation itself, so what is tested is what is promised.

/// The table of the documentation of vector math.
const TABLE: &str = include_str!("../../../kernel-runtime/src/simd/math/bounds.md");

/// A row of a table.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bounds {
    /// The function.
    pub name: &'static str,
    /// Whether it is the fast version.
    pub fast: bool,
    /// The largest error of `f32`, in units in the last place; none if that has no such version.
    pub f32: Option<f64>,
    /// The largest error of `f64`, in units in the last place; none if that has no such version.
    pub f64: Option<f64>,
}

/// The rows of both tables.
pub fn bounds() -> impl Iterator<Item = Bounds> {
    TABLE.lines().filter_map(row)
}

/// The row of a function.
pub fn of(name: &str, fast: bool) -> Option<Bounds> {
    bounds().find(|row| row.name == name && row.fast == fast)
}

/// Reads a line `` | `name` | f32 | f64 | `` or `` | `name` (fast) | … | ``.
fn row(line: &'static str) -> Option<Bounds> {
    let mut cells = line.split('|').map(str::trim).skip(1);
    let (name, rest) = cells.next()?.strip_prefix('`')?.split_once('`')?;
    let [f32, f64] = [cells.next()?, cells.next()?].map(|cell| cell.parse().ok());
    Some(Bounds {
        name,
        fast: rest == " (fast)",
        f32,
        f64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::{of_f32, of_f64};

    #[test]
    fn every_function_has_one_bound_and_every_bound_a_function() {
        let sorted = |mut names: Vec<(&'static str, bool)>| {
            names.sort_unstable();
            names
        };
        let bounded = |bound: fn(&Bounds) -> Option<f64>| {
            let rows = bounds().filter(|row| bound(row).is_some());
            sorted(rows.map(|row| (row.name, row.fast)).collect())
        };
        let single = of_f32().map(|function| (function.name, function.fast));
        assert_eq!(bounded(|row| row.f32), sorted(single.collect()));
        let double = of_f64().map(|function| (function.name, function.fast));
        assert_eq!(bounded(|row| row.f64), sorted(double.collect()));
    }
}
