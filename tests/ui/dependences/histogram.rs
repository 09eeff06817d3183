use kernel_runtime::kernel;

#[kernel]
fn histogram(pixels: &[u8], bins: &mut [u32]) {
    for i in 0..pixels.len() {
        bins[pixels[i] as usize] += 1;
    }
}

fn main() {}
