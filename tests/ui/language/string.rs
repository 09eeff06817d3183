use kernel_runtime::kernel;

#[kernel]
fn text(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let name = "x";
        y[i] = x[i];
    }
}

fn main() {}
