use kernel_runtime::kernel;

#[kernel]
fn largest(x: &[f32]) -> f32 {
    *x.iter().max().unwrap()
}

fn main() {}
