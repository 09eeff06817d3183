use kernel_runtime::kernel;

#[kernel]
fn doubled(y: &mut [f32]) {
    for v in y.iter_mut() {
        *v = v * 2.0;
    }
}

fn main() {}
