//! A smoothed series.

use kernel_runtime::kernel;

/// The mean of each `width` neighbours.
#[kernel]
pub fn moving_average(width: usize, series: &[f64], smooth: &mut [f64]) {
    for i in 0..smooth.len() {
        let window = &series[i..i + width];
        let mut sum = 0.0;
        for v in window {
            sum += v;
        }
        smooth[i] = sum / width as f64;
    }
}
