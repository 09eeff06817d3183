//! Kernels stand in modules, in function bodies, behind `use`, and in macros.

mod inner {
    use kernel_runtime::kernel;

    const SCALE: f32 = 3.0;

    #[kernel]
    pub fn scaled(x: &[f32], y: &mut [f32]) {
        for i in 0..y.len() {
            y[i] = SCALE * x[i];
        }
    }
}

macro_rules! adder {
    ($name:ident, $type:ty) => {
        #[kernel_runtime::kernel]
        fn $name(x: &[$type], y: &mut [$type]) {
            for i in 0..y.len() {
                y[i] += x[i];
            }
        }
    };
}

adder!(add_f64, f64);
adder!(add_i16, i16);

fn main() {
    use inner::scaled;

    #[kernel_runtime::kernel]
    fn local(y: &mut [i32]) {
        for i in 0..y.len() {
            y[i] = i as i32;
        }
    }

    let mut y = [0; 3];
    local::dispatch(&mut y).expect("it cannot fail");
    assert_eq!(y, [0, 1, 2]);

    let mut y = [0.0; 2];
    scaled::dispatch(&[1.0, 2.0], &mut y).expect("the lengths agree");
    assert_eq!(y, [3.0, 6.0]);

    let mut y = vec![1.0; 2];
    add_f64::dispatch(&vec![1.0; 2], &mut y).expect("the lengths agree");
    assert_eq!(y, [2.0; 2]);

    let mut y = [i16::MAX; 2];
    add_i16::dispatch(&[1; 2], &mut y).expect("integers wrap");
    assert_eq!(y, [i16::MIN; 2]);
}
