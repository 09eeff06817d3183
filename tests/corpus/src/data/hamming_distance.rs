//! The nearest fingerprint.

use kernel_runtime::kernel;

/// The number of bits in which each fingerprint of two words differs from the query.
#[kernel]
pub fn hamming_distance(query: &[u64; 2], fingerprints: &[u64], distances: &mut [u32]) {
    for (words, distance) in fingerprints.chunks_exact(2).zip(distances) {
        *distance = (words[0] ^ query[0]).count_ones() + (words[1] ^ query[1]).count_ones();
    }
}
