//! Hashes of keys.

use kernel_runtime::kernel;

/// FNV-1a of the eight bytes of each key.
#[kernel]
pub fn fnv_hash(keys: &[u64], hashes: &mut [u64]) {
    for (i, &key) in keys.iter().enumerate() {
        let mut hash = 0xcbf2_9ce4_8422_2325u64;
        for shift in (0..64).step_by(8) {
            hash ^= key >> shift & 0xff;
            hash = hash.wrapping_mul(0x0000_0100_0000_01b3);
        }
        hashes[i] = hash;
    }
}
