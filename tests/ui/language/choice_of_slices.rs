use kernel_runtime::kernel;

#[kernel]
fn either(first: bool, a: &[f32], b: &[f32], y: &mut [f32]) {
    let source = if first { a } else { b };
    for i in 0..y.len() {
        y[i] = source[i];
    }
}

fn main() {}
