use kernel_runtime::kernel;

#[kernel]
fn compact(x: &[f32], y: &mut [f32]) {
    for (i, v) in x.iter().filter(|v| **v > 0.0).enumerate() {
        y[i] = *v;
    }
}

fn main() {}
