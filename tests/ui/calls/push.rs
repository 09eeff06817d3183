use kernel_runtime::kernel;

#[kernel]
fn collect(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let mut found = Vec::new();
        found.push(x[i]);
        y[i] = found[0];
    }
}

fn main() {}
