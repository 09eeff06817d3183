fn matvec_chunks(n: usize, a: &[f32], x: &[f32], y: &mut [f32]) {
    for (i, (row, y)) in a.chunks_exact(n).zip(y.iter_mut()).enumerate() {
        let sum = row.iter().zip(x).map(|(a, x)| a * x).sum::<f32>();
        *y = sum * row[i % n];
    }
}
