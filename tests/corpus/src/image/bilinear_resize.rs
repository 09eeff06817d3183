//! A picture in another size.

use kernel_runtime::kernel;

/// Bilinear, with the pixels' centres aligned.
#[kernel]
pub fn bilinear_resize(
    src_w: usize,
    src_h: usize,
    src: &[u8],
    dst_w: usize,
    dst_h: usize,
    dst: &mut [u8],
) {
    let sx = src_w as f32 / dst_w as f32;
    let sy = src_h as f32 / dst_h as f32;
    for y in 0..dst_h {
        let fy = ((y as f32 + 0.5) * sy - 0.5).max(0.0);
        let y0 = (fy as usize).min(src_h - 1);
        let y1 = (y0 + 1).min(src_h - 1);
        let ty = fy - y0 as f32;
        for x in 0..dst_w {
            let fx = ((x as f32 + 0.5) * sx - 0.5).max(0.0);
            let x0 = (fx as usize).min(src_w - 1);
            let x1 = (x0 + 1).min(src_w - 1);
            let tx = fx - x0 as f32;
            let top = src[y0 * src_w + x0] as f32 * (1.0 - tx) + src[y0 * src_w + x1] as f32 * tx;
            let bottom =
                src[y1 * src_w + x0] as f32 * (1.0 - tx) + src[y1 * src_w + x1] as f32 * tx;
            dst[y * dst_w + x] = (top * (1.0 - ty) + bottom * ty + 0.5) as u8;
        }
    }
}
