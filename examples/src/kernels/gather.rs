//! Reads at places known only at run time.

use kernel_runtime::kernel;

/// `y[i] = table[index[i]]`. An index outside the table is an error that names it.
///
/// ```
/// use kernel_examples::gather;
///
/// let mut y = [0.0; 3];
/// gather::dispatch(&[10.0, 20.0, 30.0], &[2, 0, 2], &mut y)?;
/// assert_eq!(y, [30.0, 10.0, 30.0]);
/// assert!(gather::dispatch(&[10.0], &[0, 1, 0], &mut y).is_err());
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn gather(table: &[f32], index: &[u32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = table[index[i] as usize];
    }
}
