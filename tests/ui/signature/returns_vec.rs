use kernel_runtime::kernel;

#[kernel]
fn doubled(x: &[f32]) -> Vec<f32> {
    let mut y = vec![0.0; x.len()];
    for i in 0..x.len() {
        y[i] = 2.0 * x[i];
    }
    y
}

fn main() {}
