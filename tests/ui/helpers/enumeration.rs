use kernel_runtime::kernel;

#[kernel(helper)]
#[derive(Clone, Copy)]
enum Mode {
    Add,
    Subtract,
}

fn main() {}
