pub fn hash(seed: u32, keys: &[u32], out: &mut [u32]) {
    for i in 0..out.len() {
        let mut h = keys[i] ^ seed;
        h ^= h >> 16;
        h = h.wrapping_mul(0x85eb_ca6b);
        h ^= h >> 13;
        h = h.wrapping_mul(0xc2b2_ae35);
        out[i] = h ^ (h >> 16);
    }
}
