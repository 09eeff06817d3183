use kernel_runtime::kernel;

#[kernel]
fn copy<T: Copy>(x: &[T], y: &mut [T]) {
    for i in 0..y.len() {
        y[i] = x[i];
    }
}

fn main() {}
