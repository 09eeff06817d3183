use kernel_runtime::kernel;

#[kernel]
fn powers(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let power = [1.0; 3];
        for k in 1..3 {
            power[k] = power[k - 1] * x[i];
        }
        y[i] = power[2];
    }
}

fn main() {}
