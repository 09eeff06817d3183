use kernel_runtime::kernel;

#[kernel]
fn scale((a, b): (f32, f32), y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = a * y[i] + b;
    }
}

fn main() {}
