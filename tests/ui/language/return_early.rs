use kernel_runtime::kernel;

#[kernel]
fn find(x: &[f32], wanted: f32) -> usize {
    for i in 0..x.len() {
        if x[i] == wanted {
            return i;
        }
    }
    x.len()
}

fn main() {}
