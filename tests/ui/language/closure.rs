use kernel_runtime::kernel;

#[kernel]
fn square(x: &[f32], y: &mut [f32]) {
    let square = |v: f32| v * v;
    for i in 0..y.len() {
        y[i] = square(x[i]);
    }
}

fn main() {}
