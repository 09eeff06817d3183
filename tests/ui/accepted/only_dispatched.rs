//! A kernel that is never called as a function is not dead code.
#![deny(warnings)]

#[kernel_runtime::kernel]
fn double(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = 2.0 * x[i];
    }
}

fn main() {
    let mut y = [0.0; 3];
    double::dispatch(&[1.0, 2.0, 3.0], &mut y).expect("the lengths agree");
    assert_eq!(y, [2.0, 4.0, 6.0]);
}
