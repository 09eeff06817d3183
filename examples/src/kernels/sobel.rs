//! Edges of a picture.

use kernel_runtime::kernel;

/// The steepness of the brightness at each inner pixel, by Sobel's operator, limited to 255. The border of `edges` is left as it is.
///
/// ```
/// use kernel_examples::sobel;
///
/// let picture = [0.0, 0.0, 50.0, 0.0, 0.0, 50.0, 0.0, 0.0, 50.0];
/// let mut edges = [0; 9];
/// sobel::dispatch(3, 3, &picture, &mut edges)?;
/// assert_eq!(edges, [0, 0, 0, 0, 200, 0, 0, 0, 0]);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn sobel(w: usize, h: usize, picture: &[f32], edges: &mut [u8]) {
    for y in 1..h - 1 {
        for x in 1..w - 1 {
            let above = (y - 1) * w + x;
            let here = y * w + x;
            let below = (y + 1) * w + x;
            let right = picture[above + 1] + 2.0 * picture[here + 1] + picture[below + 1];
            let left = picture[above - 1] + 2.0 * picture[here - 1] + picture[below - 1];
            let top = picture[above - 1] + 2.0 * picture[above] + picture[above + 1];
            let bottom = picture[below - 1] + 2.0 * picture[below] + picture[below + 1];
            let across = right - left;
            let down = bottom - top;
            edges[here] = (across * across + down * down).sqrt().min(255.0) as u8;
        }
    }
}
