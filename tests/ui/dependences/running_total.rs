use kernel_runtime::kernel;

#[kernel]
fn running_total(x: &[f32], y: &mut [f32]) {
    let mut total = 0.0;
    for i in 0..y.len() {
        total += x[i];
        y[i] = total;
    }
}

fn main() {}
