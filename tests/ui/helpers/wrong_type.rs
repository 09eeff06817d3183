use kernel_runtime::kernel;

#[kernel(helper)]
fn scaled(v: f32, times: usize) -> f32 {
    v * times as f32
}

#[kernel]
fn caller(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = scaled(x[i], x[i]);
    }
}

fn main() {}
