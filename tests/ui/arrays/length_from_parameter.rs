use kernel_runtime::kernel;

#[kernel]
fn bins(count: usize, x: &[usize], y: &mut [u32]) {
    for i in 0..y.len() {
        let mut bins = [0; count];
        bins[x[i] % count] += 1;
        y[i] = bins[0];
    }
}

fn main() {}
