use kernel_runtime::kernel;

#[kernel]
fn halve<'a>(steps: usize, mut now: &'a mut [f32], mut next: &'a mut [f32]) {
    for _ in 0..steps {
        for i in 0..now.len() {
            next[i] = 0.5 * now[i];
        }
        let kept = now;
        now = next;
        next = kept;
    }
}

fn main() {}
