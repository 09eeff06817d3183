//! A prefix sum: each total needs the one before it.

/// `sums[i] = x[0] + … + x[i]`
pub fn cumulative_sum(x: &[f64], sums: &mut [f64]) {
    let mut total = 0.0;
    for (s, &v) in sums.iter_mut().zip(x) {
        total += v;
        *s = total;
    }
}
