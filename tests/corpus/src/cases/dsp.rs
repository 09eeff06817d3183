//! Arguments: signals.

use kernel_examples::case;
use kernel_tests::differential::Tolerance;

use crate::Entry;
use crate::dsp::dft::dft;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[Entry::of(case! {
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
.gpu(|n| Tolerance::close(1e-3, 1e-5 * n as f64))];
