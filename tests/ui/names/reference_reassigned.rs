use kernel_runtime::kernel;

#[kernel]
fn zeroed(y: &mut [f32]) {
    for v in y.iter_mut() {
        v = 0.0;
    }
}

fn main() {}
