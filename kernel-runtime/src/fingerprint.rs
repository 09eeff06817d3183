//! Numbers in one word, by which they are known again.

/// A number with 64 bits set as chance would have it.
const FIRST: u64 = 0x9e37_79b9_7f4a_7c15;
/// Another one.
const SECOND: u64 = 0xc2b2_ae3d_27d4_eb4f;

/// A word that stands for some numbers: the same for the same ones, and for others another, but for one pair in 2⁶⁴.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// Of nothing.
    pub(crate) const NONE: Fingerprint = Fingerprint(0);

    /// Of those numbers.
    #[inline(always)]
    pub fn of<const N: usize>(numbers: [u64; N]) -> Self {
        let mut word = FIRST;
        let mut at = 0;
        while at < N {
            let next = if at + 1 < N { numbers[at + 1] } else { 0 };
            word = folded(word ^ numbers[at], SECOND ^ next);
            at += 2;
        }
        Fingerprint(word)
    }

    /// Of the same numbers and two more.
    #[inline(always)]
    pub(crate) fn and(self, numbers: [u64; 2]) -> Self {
        Fingerprint(folded(self.0 ^ numbers[0], SECOND ^ numbers[1]))
    }

    /// One of so many places, a power of two.
    #[inline(always)]
    pub(crate) fn place(self, places: usize) -> usize {
        debug_assert!(places.is_power_of_two());
        self.0 as usize & (places - 1)
    }
}

/// The halves of a product, one upon the other: each bit depends on all bits of both factors.
#[inline(always)]
fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn other_numbers_have_another() {
        let sizes = [0, 1, 2, 3, 63, 64, 65, 1 << 10, 1 << 20, 1 << 40, u64::MAX];
        let mut seen = HashSet::new();
        for a in sizes {
            assert!(seen.insert(Fingerprint::of([a]).and([1, 7]).0));
            for b in sizes {
                assert!(seen.insert(Fingerprint::of([a, b]).and([0, 7]).0));
                for c in sizes {
                    assert!(seen.insert(Fingerprint::of([a, b, c]).and([2, 7]).0));
                }
            }
        }
    }

    #[test]
    fn sizes_that_follow_each_other_share_few_places() {
        let places = 64;
        let places = (0..32).map(|n| Fingerprint::of([n]).place(places));
        // 32 of 64 places taken by chance leave 25 different ones on average.
        let different: HashSet<usize> = places.collect();
        assert!(different.len() >= 18, "{different:?}");
    }
}
