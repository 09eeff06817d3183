use kernel_runtime::kernel;

#[kernel]
struct Saxpy {
    a: f32,
}

fn main() {}
