use kernel_runtime::kernel;

#[kernel]
fn copy(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = z[i];
    }
}

fn main() {}
