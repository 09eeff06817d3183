use kernel_runtime::kernel;

#[kernel]
fn every(n: usize, y: &mut [f32]) {
    for (v, i) in y.iter_mut().zip((0..n).flat_map(|i| 0..i)) {
        *v = i as f32;
    }
}

fn main() {}
