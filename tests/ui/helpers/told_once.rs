use kernel_runtime::kernel;

#[kernel(helper)]
fn next(v: f32) -> f32 {
    println!("{v}");
    v + 1.0
}

#[kernel(helper)]
fn after_next(v: f32) -> f32 {
    next(next(v))
}

#[kernel]
fn caller(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = after_next(x[i]);
    }
}

fn main() {}
