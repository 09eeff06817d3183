use kernel_runtime::kernel;

#[kernel]
fn first(x: &[char], y: &mut [u32]) {
    for i in 0..y.len() {
        y[i] = x[i] as u32;
    }
}

fn main() {}
