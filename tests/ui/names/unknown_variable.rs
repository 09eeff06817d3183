use kernel_runtime::kernel;

#[kernel]
fn scale(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = factor * x[i];
    }
}

fn main() {}
