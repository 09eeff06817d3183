//! How many rows match.

use kernel_runtime::kernel;

/// The number of rows with `low ≤ price < high` and a positive quantity.
#[kernel]
pub fn count_if(prices: &[f32], quantities: &[i32], low: f32, high: f32) -> usize {
    prices
        .iter()
        .zip(quantities)
        .filter(|&(&p, &q)| (low..high).contains(&p) && q > 0)
        .count()
}
