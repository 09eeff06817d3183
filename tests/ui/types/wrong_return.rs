use kernel_runtime::kernel;

#[kernel]
fn sum(x: &[f32]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        total += x[i];
    }
    total
}

fn main() {}
