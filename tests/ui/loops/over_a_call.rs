use kernel_runtime::kernel;

#[kernel]
fn every(x: &[f32], y: &mut [f32]) {
    for i in (0..y.len()).filter(|i| i % 2 == 0) {
        y[i] = x[i];
    }
}

fn main() {}
