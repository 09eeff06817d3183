use kernel_runtime::kernel;

#[kernel(helper)]
fn larger<T: PartialOrd>(a: T, b: T) -> T {
    if a > b { a } else { b }
}

fn main() {}
