fn histogram(p: &[u32], bins: &mut [u32]) {
    for i in 0..p.len() {
        bins[p[i] as usize] += 1;
    }
}
