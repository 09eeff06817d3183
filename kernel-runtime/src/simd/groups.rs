//! Loads and stores of elements at a small fixed distance from lane to lane, as the parts of pixels or complex numbers are: whole vectors,
//! permuted.
//!
//! The permutations are written lane by lane between arrays, at indices that are constants once the loops are unrolled, all lanes of one
//! source after the other: in that form and order the compiler makes them the instruction set's shuffles of two registers.

use super::element::Element;
use super::level::{Level, MAX_LANES};
use super::mask::Mask;
use super::vector::Vector;

impl<S: Level, T: Element> Vector<S, T> {
    /// Loads element `lane * K` for each active lane; the other lanes are zero.
    ///
    /// # Safety
    ///
    /// The elements of active lanes can be read, and so can all between them; nobody writes those meanwhile.
    #[inline(always)]
    pub unsafe fn load_every<const K: usize>(s: S, mask: Mask<S>, ptr: *const T) -> Self {
        const { assert!(K >= 2) }
        // SAFETY: the caller's, for what lies between the first active lane's element and the last one's.
        unsafe {
            if S::LANES == 1 {
                return Vector::load_masked(s, mask, ptr);
            }
            if !mask.all() {
                return match ends(mask) {
                    Some((first, last)) if size_of::<T>() >= S::MASKED => {
                        let readable = (first * K, last * K + 1);
                        let parts = Self::load_windows::<K>(s, readable, ptr);
                        Self::part_of(parts, 0).or_zero(mask)
                    }
                    Some(_) => Self::load_strided(s, mask, ptr, K as isize),
                    None => Vector::splat(s, T::default()),
                };
            }
            let mut lanes = [T::Lane::default(); MAX_LANES];
            let mut window = 0;
            while window < K {
                // The last window ends with the last lane's element: what follows it may not be readable.
                let start = if window + 1 < K {
                    window * S::LANES
                } else {
                    window * (S::LANES - 1)
                };
                let source = T::explode(s, T::load(s, ptr.add(start)));
                let mut lane = (window * S::LANES).div_ceil(K);
                while lane < ((window + 1) * S::LANES).div_ceil(K) {
                    lanes[lane] = source[lane * K - start];
                    lane += 1;
                }
                window += 1;
            }
            Vector::new(s, T::collect(s, lanes))
        }
    }

    /// Loads element `-lane` for each active lane; the other lanes are zero.
    ///
    /// # Safety
    ///
    /// The elements of active lanes can be read.
    #[inline(always)]
    pub unsafe fn load_reversed(s: S, mask: Mask<S>, ptr: *const T) -> Self {
        let first = ptr.wrapping_sub(S::LANES - 1);
        // SAFETY: the caller's: what is read are the active lanes' elements.
        unsafe {
            if mask.all() {
                return Vector::load(s, first).reversed();
            }
            if size_of::<T>() < S::MASKED {
                return Self::load_strided(s, mask, ptr, -1);
            }
            let backwards = mask.to_bits().reverse_bits() >> (u32::BITS - S::LANES as u32);
            Vector::load_masked(s, Mask::from_bits(s, backwards), first).reversed()
        }
    }

    /// From each lane's group of `K` elements the one at `PLACE`, of active lanes; the other lanes are zero. The first lane's group starts at `ptr`.
    ///
    /// # Safety
    ///
    /// The groups of active lanes, and all between them, can be read; nobody writes them meanwhile.
    #[inline(always)]
    pub unsafe fn load_part<const K: usize, const PLACE: usize>(
        s: S,
        mask: Mask<S>,
        ptr: *const T,
    ) -> Self {
        const { assert!(K >= 2 && PLACE < K) }
        let full = mask.all();
        // SAFETY: the caller's, for what lies between the first active lane's group and the last one's.
        unsafe {
            if S::LANES == 1 {
                return Vector::load_masked(s, mask, ptr.wrapping_add(PLACE));
            }
            let shift = 8 * (size_of::<T>() * PLACE) as u32;
            let words = match size_of::<T>() * K {
                2 if full => Some(s.load_u16(ptr.cast())),
                4 if full => Some(s.load_i32(ptr.cast())),
                4 if S::MASKED <= 4 => Some(s.load_masked_i32(mask.raw, ptr.cast())),
                _ => None,
            };
            if let Some(words) = words
                && let Some(raw) = T::cut(s, words, shift)
            {
                return Vector::new(s, raw);
            }
            if full {
                let mut parts = [Vector::splat(s, T::default()); K];
                let mut window = 0;
                while window < K {
                    parts[window] = Vector::load(s, ptr.add(window * S::LANES));
                    window += 1;
                }
                return Self::part_of(parts, PLACE);
            }
            match ends(mask) {
                Some((first, last)) if size_of::<T>() >= S::MASKED => {
                    let readable = (first * K, last * K + K);
                    let parts = Self::load_windows::<K>(s, readable, ptr);
                    Self::part_of(parts, PLACE).or_zero(mask)
                }
                Some(_) => Self::load_strided(s, mask, ptr.wrapping_add(PLACE), K as isize),
                None => Vector::splat(s, T::default()),
            }
        }
    }

    /// Stores lane after lane a group of `K` elements, one of each vector.
    ///
    /// # Safety
    ///
    /// The groups of all lanes can be written.
    #[inline(always)]
    pub unsafe fn store_groups<const K: usize>(parts: [Self; K], ptr: *mut T) {
        const { assert!(K >= 2 && K <= 4) }
        let s = parts[0].level;
        // SAFETY: the caller's.
        unsafe {
            if S::LANES == 1 {
                // Without a loop, so that the Rust compiler sees the groups.
                parts[0].store(ptr);
                parts[1].store(ptr.add(1));
                if K > 2 {
                    parts[2].store(ptr.add(2));
                }
                if K > 3 {
                    parts[3].store(ptr.add(3));
                }
                return;
            }
            if let Some(words) = Self::words(parts) {
                if size_of::<T>() * K == 2 {
                    s.store_u16(words, ptr.cast());
                } else {
                    s.store_i32(words, ptr.cast());
                }
                return;
            }
            let windows = Self::grouped(parts);
            let mut window = 0;
            while window < K {
                windows[window].store(ptr.add(window * S::LANES));
                window += 1;
            }
        }
    }

    /// Stores the groups of the active lanes, which are the first ones.
    ///
    /// # Safety
    ///
    /// Those groups can be written.
    #[inline(always)]
    pub unsafe fn store_first_groups<const K: usize>(mask: Mask<S>, parts: [Self; K], ptr: *mut T) {
        const { assert!(K >= 2) }
        let s = parts[0].level;
        // SAFETY: the caller's, for as many groups as there are active lanes.
        unsafe {
            if size_of::<T>() < S::MASKED {
                let mut part = 0;
                while part < K {
                    parts[part].store_strided(mask, ptr.wrapping_add(part), K as isize);
                    part += 1;
                }
                return;
            }
            let elements = mask.to_bits().count_ones() as usize * K;
            let windows = Self::grouped(parts);
            let mut window = 0;
            while window < K {
                let start = window * S::LANES;
                let mask = s.first(elements.saturating_sub(start));
                windows[window].store_masked(mask, ptr.wrapping_add(start));
                window += 1;
            }
        }
    }

    /// The lanes in the opposite order.
    #[inline(always)]
    fn reversed(self) -> Self {
        let source = T::explode(self.level, self.raw);
        let mut lanes = [T::Lane::default(); MAX_LANES];
        let mut lane = 0;
        while lane < S::LANES {
            lanes[lane] = source[S::LANES - 1 - lane];
            lane += 1;
        }
        Vector::new(self.level, T::collect(self.level, lanes))
    }

    /// Zero where the mask is not set.
    #[inline(always)]
    fn or_zero(self, mask: Mask<S>) -> Self {
        Self::blend(mask, self, self.splat_like(T::default()))
    }

    /// The elements from `ptr` on, of which only those in a range are read, the others being zero.
    ///
    /// # Safety
    ///
    /// Those in the range can be read.
    #[inline(always)]
    unsafe fn load_windows<const K: usize>(
        s: S,
        (first, end): (usize, usize),
        ptr: *const T,
    ) -> [Self; K] {
        let mut windows = [Vector::splat(s, T::default()); K];
        let mut window = 0;
        while window < K {
            let start = window * S::LANES;
            let readable = s
                .first(end.saturating_sub(start))
                .and_not(s.first(first.saturating_sub(start)));
            // SAFETY: the caller's.
            windows[window] = unsafe { Vector::load_masked(s, readable, ptr.wrapping_add(start)) };
            window += 1;
        }
        windows
    }

    /// Of groups that lie in several vectors, the elements at a place in them.
    #[inline(always)]
    fn part_of<const K: usize>(windows: [Self; K], place: usize) -> Self {
        let s = windows[0].level;
        let mut lanes = [T::Lane::default(); MAX_LANES];
        let mut window = 0;
        while window < K {
            let start = window * S::LANES;
            let source = T::explode(s, windows[window].raw);
            let mut lane = (start + K - 1 - place) / K;
            while lane < (start + S::LANES + K - 1 - place) / K {
                lanes[lane] = source[lane * K + place - start];
                lane += 1;
            }
            window += 1;
        }
        Vector::new(s, T::collect(s, lanes))
    }

    /// The groups of one element of each vector, lane after lane.
    #[inline(always)]
    fn grouped<const K: usize>(parts: [Self; K]) -> [Self; K] {
        let mut windows = parts;
        if K == 4 {
            // Pairs of pairs: each of them a shuffle of two registers.
            let [a, b] = interleaved([parts[0], parts[2]]);
            let [c, d] = interleaved([parts[1], parts[3]]);
            let [first, second] = interleaved([a, c]);
            let [third, fourth] = interleaved([b, d]);
            windows[0] = first;
            windows[1] = second;
            windows[2] = third;
            windows[3] = fourth;
            return windows;
        }
        let mut window = 0;
        while window < K {
            windows[window] = window_of(parts, window);
            window += 1;
        }
        windows
    }

    /// The groups as words, where a group is one of 16 or 32 bits.
    #[inline(always)]
    fn words<const K: usize>(parts: [Self; K]) -> Option<S::I32> {
        if size_of::<T>() * K != 2 && size_of::<T>() * K != 4 {
            return None;
        }
        let s = parts[0].level;
        let mut words: Vector<S, u32> = Vector::splat(s, 0);
        let mut part = 0;
        while part < K {
            let bits = Vector::<S, u32>::new(s, T::bits(s, parts[part].raw)?);
            words = words | bits << (8 * size_of::<T>() * part) as u32;
            part += 1;
        }
        Some(words.raw)
    }
}

/// Of the groups of one element of each vector, lane after lane, those elements that make a vector from number `window * LANES` on.
#[inline(always)]
fn window_of<S: Level, T: Element, const K: usize>(
    parts: [Vector<S, T>; K],
    window: usize,
) -> Vector<S, T> {
    let s = parts[0].level;
    let start = window * S::LANES;
    let mut lanes = [T::Lane::default(); MAX_LANES];
    let mut part = 0;
    while part < K {
        let source = T::explode(s, parts[part].raw);
        let mut lane = (part + K - start % K) % K;
        let mut element = (start + lane) / K;
        while lane < S::LANES {
            lanes[lane] = source[element];
            lane += K;
            element += 1;
        }
        part += 1;
    }
    Vector::new(s, T::collect(s, lanes))
}

/// The lanes of two vectors in turns: those of the lower halves, those of the upper ones.
#[inline(always)]
fn interleaved<S: Level, T: Element>(parts: [Vector<S, T>; 2]) -> [Vector<S, T>; 2] {
    [window_of(parts, 0), window_of(parts, 1)]
}

/// The first and the last lane that is set.
#[inline(always)]
fn ends<S: Level>(mask: Mask<S>) -> Option<(usize, usize)> {
    let bits = mask.to_bits();
    let last = bits.checked_ilog2()?;
    Some((bits.trailing_zeros() as usize, last as usize))
}
