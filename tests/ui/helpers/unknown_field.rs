use kernel_runtime::kernel;

#[kernel(helper)]
#[derive(Clone, Copy)]
struct Point {
    x: f32,
    y: f32,
}

#[kernel]
fn caller(p: Point, y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = p.x + p.z;
    }
}

fn main() {}
