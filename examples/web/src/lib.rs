//! Kernels in a browser: `cargo xtask web` builds the module, serves the page and says where. No generator of bindings is needed: what the page calls takes and
//! gives numbers, and it looks into the module's memory for the pixels.

pub mod checksum;
pub mod kernels;

use std::cell::RefCell;

use kernel_runtime::{Isa, Variant};

use checksum::{Kernel, Way};
use kernels::mandelbrot;

/// The rounds after which a point is taken for one of the set.
const LIMIT: u32 = 400;

thread_local! {
    static PIXELS: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

/// The lanes of a register: four with simd128.
#[unsafe(no_mangle)]
pub extern "C" fn lanes() -> usize {
    Isa::best().lanes()
}

/// Draws the Mandelbrot set: by the plain function, or by the variant that is predicted to be fastest. Where the pixels are, or zero if it has failed.
#[unsafe(no_mangle)]
pub extern "C" fn draw(
    plain: bool,
    width: usize,
    height: usize,
    re: f32,
    im: f32,
    step: f32,
) -> usize {
    PIXELS.with_borrow_mut(|pixels| {
        pixels.resize(width * height, 0);
        let drawn = if plain {
            mandelbrot(width, height, re, im, step, LIMIT, pixels);
            Ok(())
        } else {
            mandelbrot::dispatch(width, height, re, im, step, LIMIT, pixels)
        };
        match drawn {
            Ok(()) => pixels.as_ptr().addr(),
            Err(_) => 0,
        }
    })
}

/// The checksum of what a kernel, by its number, gives on a way: 0 the plain function, 1 one lane, 2 SIMD, 3 what is chosen. Zero if it has failed.
#[unsafe(no_mangle)]
pub extern "C" fn checksum_of(kernel: usize, way: u32) -> u32 {
    let way = match way {
        0 => Way::Plain,
        1 => Way::On(Variant::Scalar),
        2 => Way::On(Variant::Simd),
        _ => Way::Chosen,
    };
    let kernel = Kernel::ALL.get(kernel);
    kernel
        .and_then(|kernel| kernel.checksum(way).ok())
        .unwrap_or(0)
}
