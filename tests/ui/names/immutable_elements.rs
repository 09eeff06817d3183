use kernel_runtime::kernel;

#[kernel]
fn halve(y: &mut [f32]) {
    for v in y.iter() {
        *v *= 0.5;
    }
}

fn main() {}
