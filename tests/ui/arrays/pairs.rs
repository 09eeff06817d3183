use kernel_runtime::kernel;

#[kernel]
fn pairs(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let both = [(x[i], 1.0), (2.0, x[i])];
        y[i] = both[0].0 + both[1].1;
    }
}

fn main() {}
