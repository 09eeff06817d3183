use kernel_runtime::kernel;

#[kernel]
fn alternate<'a>(steps: usize, mut a: &'a [f32], mut b: &'a [f32], y: &mut [f32]) {
    for _ in 0..steps {
        for i in 0..y.len() {
            y[i] += a[i];
        }
        std::mem::swap(&mut a, &mut b);
    }
}

fn main() {}
