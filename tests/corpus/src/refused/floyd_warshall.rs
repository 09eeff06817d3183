//! PolyBench's `floyd-warshall` in place: round `k` reads row and column `k` while it writes them. That the order does not matter needs `path[k][k] >= 0`.

/// The lengths of the shortest paths between all pairs of `n` nodes.
pub fn floyd_warshall(n: usize, path: &mut [i32]) {
    for k in 0..n {
        for i in 0..n {
            for j in 0..n {
                let through = path[i * n + k] + path[k * n + j];
                if through < path[i * n + j] {
                    path[i * n + j] = through;
                }
            }
        }
    }
}
