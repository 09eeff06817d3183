use kernel_runtime::kernel;

#[kernel]
fn nonzero(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        if x[i] {
            y[i] = 1;
        }
    }
}

fn main() {}
