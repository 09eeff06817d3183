use kernel_runtime::kernel;

#[kernel]
fn halves(steps: usize, x: &mut [f32]) {
    let (mut left, mut right) = x.split_at_mut(x.len() / 2);
    for _ in 0..steps {
        for i in 0..left.len() {
            left[i] = 0.5 * right[i];
        }
        std::mem::swap(&mut left, &mut right);
    }
}

fn main() {}
