//! A sum over the rows that a filter left.

use kernel_runtime::kernel;

/// The sum of the values whose mask is not zero.
#[kernel]
pub fn masked_sum(values: &[i32], mask: &[u8]) -> i64 {
    let mut total = 0;
    for (value, &keep) in values.iter().zip(mask) {
        if keep == 0 {
            continue;
        }
        total += *value as i64;
    }
    total
}
