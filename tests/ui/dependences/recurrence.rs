use kernel_runtime::kernel;

#[kernel]
fn prefix_sum(x: &[f32], y: &mut [f32]) {
    for i in 1..y.len() {
        y[i] = y[i - 1] + x[i];
    }
}

fn main() {}
