use kernel_runtime::kernel;

#[kernel]
fn moments(x: &[f32]) -> [[f32; 2]; 2] {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i];
    }
    [[sum, 1.0], [1.0, sum]]
}

fn main() {}
