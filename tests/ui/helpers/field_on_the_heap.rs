use kernel_runtime::kernel;

#[kernel(helper)]
#[derive(Clone)]
struct Table {
    values: Vec<f32>,
}

fn main() {}
