//! Memory for what a stage packs: elements that lie scattered, laid out as the lanes take them.

use std::cell::Cell;
use std::mem::MaybeUninit;

use super::level::Registers;

/// One cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line(#[expect(dead_code, reason = "memory that is used by its address")] [u8; 64]);

const LINE: usize = size_of::<Line>();

/// What several gangs pack together takes about so many bytes: a part of the second-level cache, which has a megabyte or two.
const GROUP: usize = 256 << 10;

/// A thread keeps so many bytes for the next time.
const KEPT: usize = 1 << 20;

thread_local! {
    static FREE: Cell<Vec<MaybeUninit<Line>>> = const { Cell::new(Vec::new()) };
}

/// The sizes of what one gang packs.
#[derive(Clone, Copy, Debug)]
pub struct PackSize {
    lines: usize,
}

impl PackSize {
    /// Nothing.
    pub const NONE: PackSize = PackSize { lines: 0 };

    /// And so many gangs' values of that type.
    #[inline(always)]
    pub fn and<S: Registers, T>(self, rounds: usize) -> PackSize {
        let bytes = rounds.saturating_mul(S::LANES * size_of::<T>());
        PackSize {
            lines: self.lines.saturating_add(bytes.div_ceil(LINE)),
        }
    }
}

/// The memory of a group of gangs, given back to the thread at the end.
#[derive(Debug)]
pub struct Scratch {
    memory: Option<Vec<MaybeUninit<Line>>>,
    first: *mut MaybeUninit<Line>,
    one: usize,
    gangs: usize,
}

impl Scratch {
    /// Memory for as many of `gangs` gangs as should go together. None is given where it is not wanted or cannot be had.
    #[inline]
    pub fn new(wanted: bool, each: PackSize, gangs: usize) -> Scratch {
        let one = each.lines;
        let gangs = (GROUP / LINE)
            .checked_div(one)
            .map_or(gangs, |room| room.min(gangs))
            .max(1);
        let mut memory = wanted.then(|| FREE.take());
        if let Some(lines) = &mut memory {
            let size = one.saturating_mul(gangs);
            lines.clear();
            if lines.try_reserve_exact(size).is_err() {
                memory = None;
            }
        }
        let first = memory
            .as_mut()
            .map_or(std::ptr::null_mut(), Vec::as_mut_ptr);
        Scratch {
            memory,
            first,
            one,
            gangs,
        }
    }

    /// Whether there is memory.
    #[inline(always)]
    pub fn is_given(&self) -> bool {
        self.memory.is_some()
    }

    /// How many gangs go together.
    #[inline(always)]
    pub fn gangs(&self) -> usize {
        self.gangs
    }

    /// What a gang of the group packs, after what comes before: valid as far as the layout says. The elements are not there
    /// until they are written.
    #[inline(always)]
    pub fn at(&self, gang: usize, before: PackSize) -> *mut u8 {
        let lines = gang.wrapping_mul(self.one).wrapping_add(before.lines);
        self.first.wrapping_add(lines).cast()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(memory) = self.memory.take()
            && memory.capacity() <= KEPT / LINE
        {
            FREE.set(memory);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::arch::OneLane;

    #[test]
    fn gangs_have_memory_of_their_own() {
        let first = PackSize::NONE.and::<OneLane, f32>(20);
        let both = first.and::<OneLane, f64>(3);
        let scratch = Scratch::new(true, both, 5);
        assert!(scratch.is_given());
        assert_eq!(scratch.gangs(), 5);
        assert_eq!(
            scratch.at(0, first) as usize - scratch.at(0, PackSize::NONE) as usize,
            128
        );
        assert_eq!(
            scratch.at(3, PackSize::NONE) as usize - scratch.at(0, PackSize::NONE) as usize,
            3 * 192
        );
        assert_eq!(scratch.at(0, PackSize::NONE) as usize % LINE, 0);
    }

    #[test]
    fn what_cannot_be_had_is_not_given() {
        let endless = PackSize::NONE.and::<OneLane, f64>(usize::MAX);
        assert!(!Scratch::new(true, endless, 1).is_given());
        assert!(!Scratch::new(false, PackSize::NONE, 1).is_given());
    }

    #[test]
    fn groups_fit_the_cache() {
        let each = PackSize::NONE.and::<OneLane, f32>(1 << 12);
        assert_eq!(Scratch::new(true, each, 1000).gangs(), GROUP >> 14);
        assert_eq!(Scratch::new(true, PackSize::NONE, 7).gangs(), 7);
    }
}
