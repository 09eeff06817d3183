use kernel_runtime::kernel;

#[kernel]
fn kept(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let mut last = [0.0; 3];
        last = [x[i], 1.0, 2.0, 3.0];
        y[i] = last[2];
    }
}

fn main() {}
