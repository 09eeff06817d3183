//! Colours as brightness and two differences.

use kernel_runtime::kernel;

/// BT.601 in fixed point, interleaved.
#[kernel]
pub fn rgb_to_yuv(rgb: &[u8], yuv: &mut [u8]) {
    for (src, dst) in rgb.chunks_exact(3).zip(yuv.chunks_exact_mut(3)) {
        let (r, g, b) = (src[0] as i32, src[1] as i32, src[2] as i32);
        dst[0] = ((66 * r + 129 * g + 25 * b + 128 >> 8) + 16) as u8;
        dst[1] = ((-38 * r - 74 * g + 112 * b + 128 >> 8) + 128) as u8;
        dst[2] = ((112 * r - 94 * g - 18 * b + 128 >> 8) + 128) as u8;
    }
}
