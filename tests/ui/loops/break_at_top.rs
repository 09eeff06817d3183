use kernel_runtime::kernel;

#[kernel]
fn until_zero(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        if x[i] == 0.0 {
            break;
        }
        y[i] = x[i];
    }
}

fn main() {}
