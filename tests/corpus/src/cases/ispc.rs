//! Arguments: ISPC's examples.

use kernel_examples::case;
use kernel_examples::cases::grid;
use kernel_tests::differential::Tolerance;

use super::cube;
use crate::Entry;
use crate::ispc::ambient_occlusion::ambient_occlusion;
use crate::ispc::binomial_options::binomial_options;
use crate::ispc::black_scholes::black_scholes;
use crate::ispc::digit_histogram::digit_histogram;
use crate::ispc::key_extraction::key_extraction;
use crate::ispc::mandelbrot::mandelbrot;
use crate::ispc::noise::noise;
use crate::ispc::sgemm::sgemm;
use crate::ispc::simple::simple;
use crate::ispc::stencil::stencil;
use crate::ispc::volume::volume;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[
    Entry::of(case! {
        volume, |n, data| { let (w, h) = grid(n); }
        arguments {
            width: usize = w;
            height: usize = h;
            eye: [f32; 3] = [0.4, 0.6, -1.5];
            n: usize = 9;
            density: Vec<f32> = data.floats(9 * 9 * 9, 0.0, 4.0);
            step: f32 = 0.04;
            picture: Vec<f32> = vec![-1.0; w * h];
        }
        elements w * h;
        call (*width, *height, *eye, *n, density, *step, picture);
        writes [picture];
        faults {
            at_entry "a short picture" |picture| picture.pop();
            under_way "a grid with less than it says" |density| density.truncate(100);
        }
    })
    .largest(20_000)
    .bench(1024)
    .gpu(|_| Tolerance::close(1e-3, 1e-3)),
    Entry::of(case! {
        stencil, |n, data| { let n = cube(n).max(9); }
        arguments {
            n: usize = n;
            steps: usize = 3;
            coef: [f32; 4] = [0.5, -0.25, 0.125, -0.0625];
            vsq: Vec<f32> = data.floats(n * n * n, 0.1, 0.2);
            a: Vec<f32> = data.floats(n * n * n, -1.0, 1.0);
            b: Vec<f32> = data.floats(n * n * n, -1.0, 1.0);
        }
        elements n * n * n;
        call (*n, *steps, coef, vsq, a, b);
        writes [a, b];
        faults {
            at_entry "a short grid of speeds" |vsq, n| vsq.truncate(*n);
        }
    })
    .bench(18 * 18 * 18)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        noise, |n, data| {}
        arguments {
            width: usize = 37;
            scale: f32 = 0.173;
            octaves: u32 = 3;
            picture: Vec<f32> = vec![9.0; n];
        }
        elements n;
        call (*width, *scale, *octaves, picture);
        writes [picture];
        faults {
            at_entry "a picture of no width" |width| *width = 0;
        }
    })
    .gpu(|_| Tolerance::close(1e-4, 1e-4)),
    Entry::of(case! {
        binomial_options, |n, data| {}
        arguments {
            spot: Vec<f32> = data.floats(n, 20.0, 180.0);
            strike: Vec<f32> = data.floats(n, 20.0, 180.0);
            years: Vec<f32> = data.floats(n, 0.25, 5.0);
            rate: f32 = 0.03;
            volatility: f32 = 0.25;
            price: Vec<f32> = vec![0.0; n];
        }
        elements n;
        call (spot, strike, years, *rate, *volatility, price);
        writes [price];
        faults {
            at_entry "too few strikes" |strike| strike.pop();
        }
    })
    .largest(1000)
    .bench(256)
    // Powers of u = exp(…) up to the 64th.
    .cpu(|_| Tolerance::close(1e-4, 1e-4))
    .gpu(|_| Tolerance::close(1e-3, 1e-3)),
    Entry::of(case! {
        mandelbrot, |n, data| { let (w, h) = grid(n); }
        arguments {
            x0: f32 = -2.0;
            y0: f32 = -1.25;
            x1: f32 = 0.5;
            y1: f32 = 1.25;
            width: usize = w;
            height: usize = h;
            limit: i32 = 60;
            output: Vec<i32> = vec![-1; w * h];
        }
        elements w * h;
        call (*x0, *y0, *x1, *y1, *width, *height, *limit, output);
        writes [output];
        faults {
            at_entry "a short output" |output| output.pop();
        }
    })
    // A pixel at the border of a band may fall on its other side.
    .gpu(|_| Tolerance::Mostly(0.02)),
    Entry::of(case! {
        black_scholes, |n, data| {}
        arguments {
            spot: Vec<f32> = data.floats(n, 20.0, 180.0);
            strike: Vec<f32> = data.floats(n, 20.0, 180.0);
            years: Vec<f32> = data.floats(n, 0.25, 5.0);
            rate: Vec<f32> = data.floats(n, 0.01, 0.08);
            volatility: Vec<f32> = data.floats(n, 0.1, 0.5);
            price: Vec<f32> = vec![0.0; n];
        }
        elements n;
        call (spot, strike, years, rate, volatility, price);
        writes [price];
        faults {
            at_entry "too few rates" |rate| rate.pop();
        }
    })
    // A price is a difference of numbers up to 180.
    .cpu(|_| Tolerance::close(1e-5, 1e-4))
    .gpu(|_| Tolerance::close(1e-4, 1e-3)),
    Entry::of(case! {
        sgemm, |n, data| { let (w, h) = grid(n); }
        arguments {
            m: usize = h;
            n: usize = w;
            k: usize = h;
            a: Vec<f32> = data.floats(h * h, -1.0, 1.0);
            b: Vec<f32> = data.floats(h * w, -1.0, 1.0);
            c: Vec<f32> = vec![9.0; h * w];
        }
        elements h * h * w;
        call (*m, *n, *k, a, b, c);
        writes [c];
        faults {
            at_entry "a matrix that is not as large as it says" |b| b.pop();
        }
    })
    .largest(17_000)
    .bench(48 * 48)
    .gpu(|_| Tolerance::close(1e-4, 1e-4)),
    Entry::of(case! {
        key_extraction, |n, data| {}
        arguments {
            values: Vec<f32> = data.floats(n, -8.0, 8.0);
            shift: u32 = 12;
            bits: u32 = 6;
            keys: Vec<u32> = vec![0; n];
            digits: Vec<u8> = vec![0; n];
        }
        elements n;
        call (values, *shift, *bits, keys, digits);
        writes [keys, digits];
    })
    .gpu(|_| Tolerance::Exact),
    Entry::of(case! {
        simple, |n, data| {}
        arguments {
            vin: Vec<f32> = data.floats(n, 0.0, 8.0);
            vout: Vec<f32> = vec![-1.0; n];
        }
        elements n;
        call (vin, vout);
        writes [vout];
    }),
    Entry::of(case! {
        ambient_occlusion, |n, data| { let (w, h) = grid(n); }
        arguments {
            width: usize = w;
            height: usize = h;
            samples: u32 = 4;
            picture: Vec<f32> = vec![-1.0; w * h];
        }
        elements w * h;
        call (*width, *height, *samples, picture);
        writes [picture];
    })
    .largest(4_000)
    .bench(1024)
    // A ray that grazes a sphere may hit or miss.
    .cpu(|_| Tolerance::Mostly(0.01))
    .gpu(|_| Tolerance::Mostly(0.05)),
    Entry::of(case! {
        digit_histogram, |n, data| {}
        arguments {
            keys: Vec<u32> = data.words(n);
            shift: u32 = 8;
            counts: [u32; 256] = [7; 256];
        }
        elements n;
        call (keys, *shift, counts);
        writes [counts];
    })
    .special_on_gpu(),
];
