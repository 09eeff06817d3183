//! Arguments: Rodinia's kernels.

use kernel_examples::case;
use kernel_tests::differential::Tolerance;

use super::side;
use crate::Entry;
use crate::rodinia::gaussian::gaussian;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[Entry::of(case! {
    gaussian, |n, data| { let n = side(n); }
    arguments {
        n: usize = n;
        a: Vec<f32> = (0..n * n)
            .map(|i| if i / n == i % n { n as f32 } else { data.float(-1.0, 1.0) })
            .collect();
        b: Vec<f32> = data.floats(n, -1.0, 1.0);
        m: Vec<f32> = vec![7.0; n];
    }
    elements n * n * n / 3;
    call (*n, a, b, m);
    writes [a, b, m];
    faults {
        at_entry "a short matrix" |a| a.clear();
    }
})
.largest(4_500)
.bench(40 * 40)
.gpu(|_| Tolerance::close(1e-3, 1e-3))];
