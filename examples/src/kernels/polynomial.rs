//! A polynomial of degree seven, in double precision.

use kernel_runtime::kernel;

/// The polynomial with these coefficients, the constant first, at each `x`.
///
/// ```
/// use kernel_examples::polynomial;
///
/// let mut y = [0.0; 2];
/// polynomial::dispatch(&[1.0, 2.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0], &[0.0, 3.0], &mut y)?;
/// assert_eq!(y, [1.0, 34.0]);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn polynomial(c: &[f64; 8], x: &[f64], y: &mut [f64]) {
    for i in 0..y.len() {
        let t = x[i];
        let mut value = c[7];
        value = value * t + c[6];
        value = value * t + c[5];
        value = value * t + c[4];
        value = value * t + c[3];
        value = value * t + c[2];
        value = value * t + c[1];
        value = value * t + c[0];
        y[i] = value;
    }
}
