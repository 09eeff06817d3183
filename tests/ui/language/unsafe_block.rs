use kernel_runtime::kernel;

#[kernel]
fn copy(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = unsafe { *x.as_ptr().add(i) };
    }
}

fn main() {}
