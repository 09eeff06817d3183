use kernel_runtime::kernel;

#[kernel]
fn scale(a: f64, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = a * x[i];
    }
}

fn main() {}
