use kernel_runtime::kernel;

#[kernel(helper)]
fn lerp(a: f32, b: f32, t: f32) -> f32 {
    a + t * (b - a)
}

#[kernel]
fn caller(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = lerp(x[i], 1.0);
    }
}

fn main() {}
