use kernel_runtime::kernel;

#[kernel]
fn smooth(a: f32, x: &[f32], y: &mut [f32]) {
    let mut state = 0.0;
    for i in 0..y.len() {
        state = a * state + x[i];
        y[i] = state;
    }
}

fn main() {}
