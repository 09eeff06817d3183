use kernel_runtime::kernel;

#[kernel]
fn polynomial(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let value = x[i];
        value = value * x[i] + 1.0;
        y[i] = value;
    }
}

fn main() {}
