use kernel_runtime::kernel;

#[kernel(helper)]
#[derive(Clone, Copy)]
struct Complex {
    re: f32,
    im: f32,
}

impl std::ops::Add for Complex {
    type Output = Complex;

    fn add(self, other: Complex) -> Complex {
        Complex {
            re: self.re + other.re,
            im: self.im + other.im,
        }
    }
}

#[kernel]
fn caller(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let a = Complex { re: x[i], im: 1.0 };
        let b = a + a;
        y[i] = b.re;
    }
}

fn main() {}
