//! The lines and words of a text.

use kernel_runtime::kernel;

/// The number of line feeds, and of words: bytes above a space behind one that is not.
#[kernel]
pub fn count_lines(text: &[u8]) -> (u32, u32) {
    let mut lines = 0;
    let mut words = 0;
    for i in 0..text.len() {
        if text[i] == b'\n' {
            lines += 1;
        }
        let starts = text[i] > b' ' && (i == 0 || text[i - 1] <= b' ');
        words += starts as u32;
    }
    (lines, words)
}
