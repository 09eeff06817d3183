//! Removes specks.

use kernel_runtime::kernel;

/// The median of the nine pixels around each inner one.
#[kernel]
pub fn median(width: usize, height: usize, src: &[u8], dst: &mut [u8]) {
    for y in 1..height - 1 {
        for x in 1..width - 1 {
            let mut window = [0u8; 9];
            for dy in 0..3 {
                for dx in 0..3 {
                    window[dy * 3 + dx] = src[(y + dy - 1) * width + (x + dx - 1)];
                }
            }
            // The five smallest of nine, by selection.
            for i in 0..5 {
                let mut least = i;
                for j in i + 1..9 {
                    if window[j] < window[least] {
                        least = j;
                    }
                }
                let smallest = window[least];
                window[least] = window[i];
                window[i] = smallest;
            }
            dst[y * width + x] = window[4];
        }
    }
}
