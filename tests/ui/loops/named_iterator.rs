use kernel_runtime::kernel;

#[kernel]
fn doubled(x: &[f32], y: &mut [f32]) {
    let pairs = y.iter_mut().zip(x);
    for (y, x) in pairs {
        *y = 2.0 * x;
    }
}

fn main() {}
