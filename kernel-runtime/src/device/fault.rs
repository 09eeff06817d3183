//! The record in which a shader reports why it stopped.
//!
//! Eight words: `claimed` (the first invocation that fails sets it, and alone writes the rest), `kind` (0 index, 1 division, 2 assertion),
//! `site`, a spare one, the index as a 64-bit integer (low word, high word), its sign (1 if the index is negative), and the array's length.

use crate::stage::Fault;

/// The record's size.
pub(super) const BYTES: u64 = 32;

/// What the record says.
pub(super) fn read(record: &[u8]) -> Option<Fault> {
    let mut words = [0u32; 8];
    for (word, bytes) in words.iter_mut().zip(record.chunks_exact(4)) {
        *word = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    }
    let [claimed, kind, site, _, low, high, negative, len] = words;
    let bits = u64::from(high) << 32 | u64::from(low);
    let index = if negative == 1 {
        i128::from(bits.cast_signed())
    } else {
        i128::from(bits)
    };
    match (claimed, kind) {
        (0, _) => None,
        (_, 0) => Some(Fault::Index {
            site,
            index,
            len: len as usize,
        }),
        (_, 1) => Some(Fault::Divide { site }),
        (_, _) => Some(Fault::Assert { site }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(words: [u32; 8]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    #[test]
    fn a_record_is_read() {
        assert_eq!(read(&record([0; 8])), None);
        let minus_one = record([1, 0, 7, 0, u32::MAX, u32::MAX, 1, 10]);
        let (site, index, len) = (7, -1, 10);
        assert_eq!(read(&minus_one), Some(Fault::Index { site, index, len }));
        let large = record([1, 0, 7, 0, 1, 1, 0, 10]);
        let index = (1 << 32) + 1;
        assert_eq!(read(&large), Some(Fault::Index { site, index, len }));
        let divide = record([1, 1, 3, 0, 0, 0, 0, 0]);
        assert_eq!(read(&divide), Some(Fault::Divide { site: 3 }));
        let assert = record([1, 2, 4, 0, 0, 0, 0, 0]);
        assert_eq!(read(&assert), Some(Fault::Assert { site: 4 }));
    }
}
