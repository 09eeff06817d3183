use kernel_runtime::kernel;

#[kernel]
fn alternate<'a>(mut a: &'a mut [f32], mut b: &'a mut [f32]) {
    for i in 0..a.len() {
        a[i] = 2.0 * b[i];
        std::mem::swap(&mut a, &mut b);
    }
}

fn main() {}
