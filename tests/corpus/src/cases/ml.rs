//! Arguments: layers of neural networks.

use kernel_examples::case;
use kernel_examples::cases::grid;
use kernel_tests::differential::Tolerance;

use crate::Entry;
use crate::ml::max_pool::max_pool;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[Entry::of(case! {
    max_pool, |n, data| { let (w, h) = grid(n); }
    arguments {
        width: usize = w;
        height: usize = h;
        input: Vec<f32> = data.floats(w * h, -4.0, 4.0);
        output: Vec<f32> = vec![7.0; (w / 2) * (h / 2)];
    }
    elements w * h;
    call (*width, *height, input, output);
    writes [output];
    faults {
        at_entry "a short picture" |input, width| input.truncate(*width);
    }
})
.bench(60 * 60)
.gpu(|_| Tolerance::Equal)];
