//! Checksums of records.

use kernel_runtime::kernel;

/// CRC-32 (polynomial 0xEDB88320) of each record of `size` bytes, bit by bit.
#[kernel]
pub fn row_crc(size: usize, records: &[u8], crcs: &mut [u32]) {
    for (record, crc) in records.chunks_exact(size).zip(crcs.iter_mut()) {
        let mut state = !0u32;
        for &byte in record {
            state ^= byte as u32;
            for _ in 0..8 {
                state = if state & 1 != 0 {
                    state >> 1 ^ 0xedb8_8320
                } else {
                    state >> 1
                };
            }
        }
        *crc = !state;
    }
}
