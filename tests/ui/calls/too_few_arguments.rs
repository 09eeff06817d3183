use kernel_runtime::kernel;

#[kernel]
fn limit(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = x[i].max();
    }
}

fn main() {}
