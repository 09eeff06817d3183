use kernel_runtime::kernel;

#[kernel(helper)]
fn first(v: &f32) -> &f32 {
    v
}

fn main() {}
