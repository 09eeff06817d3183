use kernel_runtime::kernel;

#[kernel]
fn shift(y: &mut [f32]) {
    for i in 1..y.len() {
        y[i] = y[i - 1];
    }
}

fn caller() {
    shift(&mut [1.0, 2.0]);
}

fn main() {}
