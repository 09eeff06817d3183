use kernel_runtime::kernel;

#[kernel(helper)]
#[derive(Clone, Copy)]
struct Complex {
    re: f32,
    im: f32,
}

#[kernel(helper)]
impl Complex {
    fn norm(self) -> f32 {
        self.re * self.re + self.im * self.im
    }
}

#[kernel]
fn caller(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = Complex { re: x[i], im: 1.0 }.norm();
    }
}

fn main() {}
