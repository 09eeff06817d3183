use kernel_runtime::kernel;

#[kernel]
fn grow(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        y[i] = x[i].exp();
    }
}

fn main() {}
