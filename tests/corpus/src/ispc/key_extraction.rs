//! ISPC's `sort`: floats as keys that sort as integers.

use kernel_runtime::kernel;

/// For each float an integer of the same order, and its digit of `bits` bits at `shift`.
#[kernel]
pub fn key_extraction(values: &[f32], shift: u32, bits: u32, keys: &mut [u32], digits: &mut [u8]) {
    let mask = (1u32 << bits) - 1;
    for ((&value, key), digit) in values.iter().zip(keys).zip(digits) {
        let raw = value.to_bits();
        let flip = if raw >> 31 == 1 { u32::MAX } else { 1 << 31 };
        *key = raw ^ flip;
        *digit = (*key >> shift & mask) as u8;
    }
}
