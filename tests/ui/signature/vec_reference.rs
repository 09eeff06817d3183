use kernel_runtime::kernel;

#[kernel]
fn scale(a: f32, x: &Vec<f32>, y: &mut Vec<f32>) {
    for i in 0..y.len() {
        y[i] = a * x[i];
    }
}

fn main() {}
