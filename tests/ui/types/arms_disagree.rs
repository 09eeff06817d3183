use kernel_runtime::kernel;

#[kernel]
fn choose(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = if x[i] > 0.0 { x[i] } else { 0 };
    }
}

fn main() {}
