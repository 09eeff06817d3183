use kernel_runtime::kernel;

#[kernel]
fn gather(table: &[f32], index: &[u32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = table[index[i]];
    }
}

fn main() {}
