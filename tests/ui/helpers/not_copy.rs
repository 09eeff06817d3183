use kernel_runtime::kernel;

#[kernel(helper)]
struct Point {
    x: f32,
    y: f32,
}

fn main() {}
