pub fn gather(table: &[f32], index: &[u32], out: &mut [f32]) {
    for i in 0..out.len() {
        out[i] = table[index[i] as usize];
    }
}
