use kernel_runtime::kernel;

#[kernel]
fn widen(x: &[i32], y: &mut [i64]) {
    for i in 0..y.len() {
        y[i] = x[i];
    }
}

fn main() {}
