//! The documented bounds: they are read from the documentation itself, so what is tested is what is promised.

/// The table of the documentation of vector math.
const TABLE: &str = include_str!("../../../kernel-runtime/src/simd/math/bounds.md");

/// A row of the table.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bounds {
    /// The function.
    pub name: &'static str,
    /// The largest error of `f32`, in units in the last place.
    pub f32: f64,
    /// The largest error of `f64`, in units in the last place.
    pub f64: f64,
}

/// The rows.
pub fn bounds() -> impl Iterator<Item = Bounds> {
    TABLE.lines().filter_map(row)
}

/// The row of a function.
pub fn of(name: &str) -> Option<Bounds> {
    bounds().find(|row| row.name == name)
}

/// Reads a line `` | `name` | f32 | f64 | … | ``.
fn row(line: &'static str) -> Option<Bounds> {
    let mut cells = line.split('|').map(str::trim).skip(1);
    let name = cells.next()?.strip_prefix('`')?.strip_suffix('`')?;
    let [f32, f64] = [cells.next()?.parse().ok()?, cells.next()?.parse().ok()?];
    Some(Bounds { name, f32, f64 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::{OF_F32, OF_F64};

    #[test]
    fn every_function_has_one_row_and_every_row_a_function() {
        let mut rows: Vec<_> = bounds().map(|row| row.name).collect();
        rows.sort_unstable();
        for names in [
            OF_F32
                .iter()
                .map(|function| function.name)
                .collect::<Vec<_>>(),
            OF_F64.iter().map(|function| function.name).collect(),
        ] {
            let mut names = names;
            names.sort_unstable();
            assert_eq!(rows, names);
        }
    }
}
