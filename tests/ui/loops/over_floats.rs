use kernel_runtime::kernel;

#[kernel]
fn sample(y: &mut [f32]) {
    for t in 0.0..1.0 {
        y[t as usize] = t;
    }
}

fn main() {}
