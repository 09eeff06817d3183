//! Arguments: signals.

use kernel_examples::case;
use kernel_tests::differential::Tolerance;

use crate::Entry;
use crate::dsp::biquad_bank::biquad_bank;
use crate::dsp::complex_multiply::complex_multiply;
use crate::dsp::decimate::decimate;
use crate::dsp::dft::dft;
use crate::dsp::downsample::downsample;
use crate::dsp::fir::fir;
use crate::dsp::hann_window::hann_window;
use crate::dsp::mu_law::mu_law;
use crate::dsp::power_spectrum::power_spectrum;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[
    Entry::of(case! {
        fir, |n, data| {}
        arguments {
            input: Vec<f32> = data.floats(n + 15, -1.0, 1.0);
            taps: Vec<f32> = data.floats(16, -1.0, 1.0);
            output: Vec<f32> = vec![7.0; n];
        }
        elements 16 * n;
        call (input, taps, output);
        writes [output];
        faults {
            at_entry "no taps" |taps| taps.clear();
        }
    })
    .gpu(|_| Tolerance::close(1e-4, 1e-5)),
    Entry::of(case! {
        dft, |n, data| {}
        arguments {
            re: Vec<f32> = data.floats(n, -1.0, 1.0);
            im: Vec<f32> = data.floats(n, -1.0, 1.0);
            out_re: Vec<f32> = vec![7.0; n];
            out_im: Vec<f32> = vec![7.0; n];
        }
        elements n * n;
        call (re, im, out_re, out_im);
        writes [out_re, out_im];
        faults {
            at_entry "too few imaginary parts" |im| im.pop();
        }
    })
    .largest(300)
    .bench(256)
    .cpu(|n| Tolerance::close(1e-4, 1e-6 * n as f64))
    .gpu(|n| Tolerance::close(1e-3, 1e-5 * n as f64)),
    Entry::of(case! {
        hann_window, |n, data| { let n = n.max(1); }
        arguments {
            signal: Vec<f32> = data.floats(n, -1.0, 1.0);
        }
        elements n;
        call (signal);
        writes [signal];
    })
    // Where the window is nearly zero it is a difference of nearly equal numbers.
    .ordinary_only()
    .cpu(|_| Tolerance::close(1e-5, 1e-6))
    .gpu(|_| Tolerance::close(1e-3, 1e-4)),
    Entry::of(case! {
        downsample, |n, data| {}
        arguments {
            input: Vec<i16> = data.integers(4 * n, -32768, 32767);
            output: Vec<i16> = vec![7; n];
        }
        elements n;
        call (input, output);
        writes [output];
    })
    .special_on_gpu(),
    Entry::of(case! {
        complex_multiply, |n, data| {}
        arguments {
            a: Vec<f32> = data.floats(2 * n, -1.0, 1.0);
            b: Vec<f32> = data.floats(2 * n, -1.0, 1.0);
            product: Vec<f32> = vec![7.0; 2 * n];
        }
        elements n;
        call (a, b, product);
        writes [product];
    }),
    Entry::of(case! {
        biquad_bank, |n, data| {}
        arguments {
            samples: usize = 12;
            c: [f32; 5] = [0.2, 0.4, 0.2, -0.5, 0.3];
            signal: Vec<f32> = data.floats(12 * n, -1.0, 1.0);
        }
        elements 12 * n;
        call (*samples, c, signal);
        writes [signal];
        faults {
            at_entry "channels of no length" |samples| *samples = 0;
        }
    })
    .bench(1024)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        mu_law, |n, data| {}
        arguments {
            pcm: Vec<i16> = data.integers(n, -32768, 32767);
            encoded: Vec<u8> = vec![7; n];
        }
        elements n;
        call (pcm, encoded);
        writes [encoded];
    })
    .special_on_gpu(),
    Entry::of(case! {
        power_spectrum, |n, data| {}
        arguments {
            spectrum: Vec<f32> = data.floats(2 * n, -1.0, 1.0);
            floor: f32 = -60.0;
            decibels: Vec<f32> = vec![7.0; n];
        }
        elements n;
        call (spectrum, *floor, decibels);
        writes [decibels];
    })
    .cpu(|_| Tolerance::close(1e-5, 1e-5))
    .gpu(|_| Tolerance::close(1e-4, 1e-3)),
    Entry::of(case! {
        decimate, |n, data| {}
        arguments {
            factor: usize = 3;
            input: Vec<f32> = data.floats(3 * n + 1, -1.0, 1.0);
            output: Vec<f32> = vec![7.0; n];
        }
        elements 3 * n;
        call (*factor, input, output);
        writes [output];
        faults {
            at_entry "a factor of zero" |factor| *factor = 0;
        }
    })
    // The samples of a mean are added in lanes.
    .ordinary_only()
    .cpu(|_| Tolerance::close(1e-5, 1e-6)),
];
