use kernel_runtime::kernel;

#[kernel]
fn either(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        y[i] = match (x[i], y[i]) {
            (0, v) | (v, 0) => v,
            _ => 1,
        };
    }
}

fn main() {}
