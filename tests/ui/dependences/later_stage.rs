use kernel_runtime::kernel;

// The first loop is parallel, the second is not: the kernel is refused for the second.
#[kernel]
fn square_and_sum(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = x[i] * x[i];
    }
    for i in 1..y.len() {
        y[i] += y[i - 1];
    }
}

fn main() {}
