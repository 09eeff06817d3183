use kernel_runtime::kernel;

#[kernel]
fn relax(w: usize, h: usize, u: &mut [f32]) {
    for y in 1..h - 1 {
        for x in 1..w - 1 {
            let i = y * w + x;
            u[i] = 0.25 * (u[i - 1] + u[i + 1] + u[i - w] + u[i + w]);
        }
    }
}

fn main() {}
