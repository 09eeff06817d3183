use kernel_runtime::kernel;

fn weight(x: f32) -> f32 {
    1.0 / (1.0 + x * x)
}

#[kernel]
fn weigh(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = weight(x[i]);
    }
}

fn main() {}
