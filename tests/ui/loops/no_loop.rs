use kernel_runtime::kernel;

#[kernel]
fn first(x: &[f32], y: &mut [f32]) {
    y[0] = x[0];
}

fn main() {}
