//! PolyBench's `floyd-warshall`, with row `k` set aside.

use kernel_runtime::kernel;

/// The lengths of the shortest paths between all pairs of `n` nodes; `row` is scratch.
#[kernel]
pub fn floyd_warshall(n: usize, path: &mut [i32], row: &mut [i32]) {
    for k in 0..n {
        row.copy_from_slice(&path[k * n..(k + 1) * n]);
        for i in 0..n {
            let to_k = path[i * n + k];
            for j in 0..n {
                let through = to_k + row[j];
                if through < path[i * n + j] {
                    path[i * n + j] = through;
                }
            }
        }
    }
}
