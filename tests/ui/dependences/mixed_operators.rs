use kernel_runtime::kernel;

#[kernel]
fn hash(x: &[u32]) -> u32 {
    let mut h = 17;
    for i in 0..x.len() {
        h ^= x[i];
        h *= 31;
    }
    h
}

fn main() {}
