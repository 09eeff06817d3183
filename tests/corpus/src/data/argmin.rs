//! Where the least value stands.

use kernel_runtime::kernel;

/// The index of the first least value, and the value. `x` has one at least.
#[kernel]
pub fn argmin(x: &[f32]) -> (usize, f32) {
    assert!(!x.is_empty());
    let mut at = 0;
    let mut least = x[0];
    for (i, &v) in x.iter().enumerate() {
        if v < least {
            least = v;
            at = i;
        }
    }
    (at, least)
}
