//! Bytes with a stride.

use kernel_runtime::kernel;

/// The luma of each pixel of an interleaved RGB picture, in the weights of BT.601.
///
/// ```
/// use kernel_examples::rgb_to_gray;
///
/// let mut gray = [0; 2];
/// rgb_to_gray::dispatch(&[255, 255, 255, 255, 0, 0], &mut gray)?;
/// assert_eq!(gray, [255, 76]);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn rgb_to_gray(rgb: &[u8], gray: &mut [u8]) {
    for i in 0..gray.len() {
        let r = rgb[3 * i] as u32;
        let g = rgb[3 * i + 1] as u32;
        let b = rgb[3 * i + 2] as u32;
        gray[i] = ((77 * r + 150 * g + 29 * b) >> 8) as u8;
    }
}
