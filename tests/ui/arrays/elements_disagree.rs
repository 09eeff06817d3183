use kernel_runtime::kernel;

#[kernel]
fn mixed(x: &[f32], n: &[u32], y: &mut [f32]) {
    for i in 0..y.len() {
        let values = [x[i], n[i]];
        y[i] = values[0] + values[1];
    }
}

fn main() {}
