//! Integer arithmetic that wraps.

use kernel_runtime::kernel;

/// Mixes each key with the finaliser of MurmurHash3.
///
/// ```
/// use kernel_examples::hash;
///
/// let mut mixed = [0; 2];
/// hash::dispatch(0, &[0, 1], &mut mixed)?;
/// assert_eq!(mixed, [0, 0x514e_28b7]);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn hash(seed: u32, keys: &[u32], mixed: &mut [u32]) {
    for i in 0..mixed.len() {
        let mut h = keys[i] ^ seed;
        h ^= h >> 16;
        h = h.wrapping_mul(0x85eb_ca6b);
        h ^= h >> 13;
        h = h.wrapping_mul(0xc2b2_ae35);
        h ^= h >> 16;
        mixed[i] = h;
    }
}
