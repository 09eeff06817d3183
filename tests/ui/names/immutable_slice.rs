use kernel_runtime::kernel;

#[kernel]
fn scale(a: f32, x: &[f32]) {
    for i in 0..x.len() {
        x[i] = a * x[i];
    }
}

fn main() {}
