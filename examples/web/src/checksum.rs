//! What each kernel gives for arguments that are always the same, as one number: that of the page must be that of any other machine.

use kernel_runtime::{Error, Variant};

use crate::kernels::{mandelbrot, saxpy};

/// The elements of the arrays, and the pixels of a side.
const ELEMENTS: usize = 100_003;
const SIDE: usize = 301;

/// A kernel with its arguments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kernel {
    /// [`saxpy()`]
    Saxpy,
    /// [`mandelbrot()`]
    Mandelbrot,
}

/// How it is run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// As the function that it is.
    Plain,
    /// By a variant.
    On(Variant),
    /// By the variant that is chosen.
    Chosen,
}

impl Kernel {
    /// Both.
    pub const ALL: [Kernel; 2] = [Kernel::Saxpy, Kernel::Mandelbrot];

    /// The checksum of what it gives.
    ///
    /// # Errors
    ///
    /// The variant cannot run here.
    ///
    /// ```
    /// use kernel_runtime::Variant;
    /// use kernel_web::checksum::{Kernel, Way};
    ///
    /// for kernel in Kernel::ALL {
    ///     let plain = kernel.checksum(Way::Plain)?;
    ///     assert_eq!(kernel.checksum(Way::On(Variant::Simd))?, plain);
    ///     assert_eq!(kernel.checksum(Way::Chosen)?, plain);
    /// }
    /// # Ok::<(), kernel_runtime::Error>(())
    /// ```
    pub fn checksum(self, way: Way) -> Result<u32, Error> {
        match self {
            Kernel::Saxpy => {
                let number = |i: usize| (i * 7919 % 1009) as f32 / 31.0;
                let x: Vec<f32> = (0..ELEMENTS).map(number).collect();
                let mut y: Vec<f32> = (0..ELEMENTS).map(|i| number(i / 3)).collect();
                match way {
                    Way::Plain => saxpy(0.7, &x, &mut y),
                    Way::On(variant) => saxpy::dispatch_on(variant, 0.7, &x, &mut y)?,
                    Way::Chosen => saxpy::dispatch(0.7, &x, &mut y)?,
                }
                Ok(fnv1a(y.iter().map(|value| value.to_bits())))
            }
            Kernel::Mandelbrot => {
                let (re, im, step, limit) = (-0.6, 0.1, 0.01, 300);
                let mut pixels = vec![0; SIDE * SIDE];
                let out = &mut pixels;
                match way {
                    Way::Plain => mandelbrot(SIDE, SIDE, re, im, step, limit, out),
                    Way::On(variant) => {
                        mandelbrot::dispatch_on(variant, SIDE, SIDE, re, im, step, limit, out)?;
                    }
                    Way::Chosen => mandelbrot::dispatch(SIDE, SIDE, re, im, step, limit, out)?,
                }
                Ok(fnv1a(pixels))
            }
        }
    }
}

/// The FNV-1a hash of words.
fn fnv1a(words: impl IntoIterator<Item = u32>) -> u32 {
    words.into_iter().fold(0x811c_9dc5, |hash, word| {
        (hash ^ word).wrapping_mul(0x0100_0193)
    })
}
