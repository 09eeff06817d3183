use kernel_runtime::kernel;

#[kernel]
fn scale(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let shifted = x[i] + offset;
        y[i] = factor * shifted;
    }
}

fn main() {}
