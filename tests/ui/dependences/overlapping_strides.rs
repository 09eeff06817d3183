use kernel_runtime::kernel;

#[kernel]
fn pairs(x: &[f32], y: &mut [f32]) {
    for i in 0..x.len() {
        y[2 * i] = x[i];
        y[2 * i + 2] = -x[i];
    }
}

fn main() {}
