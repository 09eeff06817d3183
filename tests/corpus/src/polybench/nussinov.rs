//! PolyBench's `nussinov`: how a strand of RNA folds.

use kernel_runtime::kernel;

/// The most pairs that a sequence of bases can fold into.
#[kernel]
pub fn nussinov(seq: &[u8], table: &mut [i32]) {
    let n = seq.len();
    for i in (0..n).rev() {
        for j in i + 1..n {
            let mut best = table[i * n + j].max(table[i * n + j - 1]);
            if i + 1 < n {
                best = best.max(table[(i + 1) * n + j]);
                let pairs = if i < j - 1 && seq[i] + seq[j] == 3 {
                    1
                } else {
                    0
                };
                best = best.max(table[(i + 1) * n + j - 1] + pairs);
            }
            for k in i + 1..j {
                best = best.max(table[i * n + k] + table[(k + 1) * n + j]);
            }
            table[i * n + j] = best;
        }
    }
}
