use kernel_runtime::kernel;

struct Model {
    gain: f32,
}

impl Model {
    #[kernel]
    fn apply(&self, x: &[f32], y: &mut [f32]) {
        for i in 0..y.len() {
            y[i] = self.gain * x[i];
        }
    }
}

fn main() {}
