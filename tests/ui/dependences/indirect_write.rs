use kernel_runtime::kernel;

#[kernel]
fn scatter(x: &[f32], index: &[u32], y: &mut [f32]) {
    for i in 0..x.len() {
        y[index[i] as usize] = x[i];
    }
}

fn main() {}
