use kernel_runtime::kernel;

#[kernel]
fn mask(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = x[i] & 1.0;
    }
}

fn main() {}
