use kernel_runtime::kernel;

#[kernel]
fn shift(y: &mut [f32]) {
    for i in 0..y.len() - 1 {
        y[i] = y[i + 1];
    }
}

fn main() {}
