use kernel_runtime::kernel;

#[kernel]
fn squares(x: &[f32], y: &mut [f32]) {
    let squares: f32 = x.iter().map(|v| v * v).collect();
    for v in y {
        *v = squares;
    }
}

fn main() {}
