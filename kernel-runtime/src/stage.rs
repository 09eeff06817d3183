//! What a generated stage is to the runtime: a function over a box of iterations.

use std::marker::PhantomData;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use crate::fingerprint::Fingerprint;
use crate::grid::Grid;
use crate::home::Held;
use crate::shares::Shares;
use crate::simd::Isa;
use crate::whereabouts::Whereabouts;

/// The most dimensions a box has.
pub const MAX_DIMS: usize = 3;

/// A box of iterations, or a part of one: `lo[d]..hi[d]` for each dimension, outermost first. Dimensions that
/// a stage does not have are `0..1`. Counted from zero: the stage adds each loop's own start.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Space {
    /// The first index of each dimension.
    pub lo: [usize; MAX_DIMS],
    /// One past the last index of each dimension.
    pub hi: [usize; MAX_DIMS],
}

impl Space {
    /// The box `0..sizes[d]`, of up to [`MAX_DIMS`] dimensions.
    #[inline]
    pub const fn new<const N: usize>(sizes: [usize; N]) -> Self {
        let mut hi = [1; MAX_DIMS];
        let mut d = 0;
        while d < N {
            hi[d] = sizes[d];
            d += 1;
        }
        Space {
            lo: [0; MAX_DIMS],
            hi,
        }
    }

    /// The size of each dimension.
    #[inline]
    pub fn sizes(&self) -> [usize; MAX_DIMS] {
        std::array::from_fn(|d| self.hi[d].saturating_sub(self.lo[d]))
    }

    /// The number of points, or the largest number where there are more.
    #[inline]
    pub fn points(&self) -> usize {
        self.sizes().into_iter().fold(1, usize::saturating_mul)
    }

    /// Whether it has no point.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.sizes().contains(&0)
    }
}

/// Why a stage stopped. The kernel's site table says where.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// An index that is not below the array's length.
    Index {
        /// The place: index into the kernel's site table.
        site: u32,
        /// The index, as a mathematical integer.
        index: i128,
        /// The array's length.
        len: usize,
    },
    /// A division by zero, or `MIN / -1`.
    Divide {
        /// The place.
        site: u32,
    },
    /// An `assert!` that does not hold.
    Assert {
        /// The place.
        site: u32,
    },
}

/// Several points along a dimension that are run together, as they share what they load.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tile {
    /// The dimension.
    pub dim: usize,
    /// The points of a tile.
    pub points: usize,
    /// Whether each part of the box lays out beforehand, for its lanes, what all points along the dimension share.
    pub packs: bool,
}

/// What ops of one class cost the same. The compiler's `ops::Class` has the same names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(usize)]
#[allow(missing_docs)]
pub enum Class {
    Add,
    Mul,
    MulAdd,
    Div,
    Sqrt,
    Compare,
    Integer,
    IntegerMul,
    IntegerDiv,
    Convert,
    Exp,
    Ln,
    Pow,
    Trig,
    Tanh,
}

impl Class {
    /// All of them, in declaration order.
    pub const ALL: [Class; CLASSES] = [
        Class::Add,
        Class::Mul,
        Class::MulAdd,
        Class::Div,
        Class::Sqrt,
        Class::Compare,
        Class::Integer,
        Class::IntegerMul,
        Class::IntegerDiv,
        Class::Convert,
        Class::Exp,
        Class::Ln,
        Class::Pow,
        Class::Trig,
        Class::Tanh,
    ];
}

/// The number of classes.
pub const CLASSES: usize = Class::Tanh as usize + 1;

/// How much work a stage is for given arguments: counts over the whole box.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Work {
    /// Points of the box.
    pub points: f64,
    /// Ops of each class on values of at most 32 bits.
    pub ops32: [f64; CLASSES],
    /// Ops of each class on 64-bit values.
    pub ops64: [f64; CLASSES],
    /// Bytes loaded and stored lane after lane.
    pub contiguous: f64,
    /// Elements of four bytes loaded and stored with a stride.
    pub strided: f64,
    /// Elements loaded and stored at data-dependent places.
    pub gathered: f64,
    /// Bytes loaded once for all lanes.
    pub broadcast: f64,
    /// Bytes that levels of memory behind the nearest cache must serve in order: what neighbours and later rounds find in the cache counts once.
    pub streamed: f64,
    /// Bytes of the arrays with elements at data-dependent places.
    pub scattered: f64,
    /// Latencies of a float addition that must follow each other, of all points together.
    pub chained: f64,
    /// How often the lanes of a reduction are combined.
    pub folds: f64,
    /// Distinct bytes touched: the working set.
    pub footprint: f64,
    /// Bytes of the arrays that the stage reads: what a device must be given.
    pub reads: f64,
    /// Bytes of the arrays that the stage writes: what a device must give back.
    pub writes: f64,
    /// Whether a trip count depends on data, so that the counts are a guess.
    pub guessed: bool,
}

impl Work {
    /// No work: what generated code fills in.
    pub const NONE: Work = Work {
        points: 0.0,
        ops32: [0.0; CLASSES],
        ops64: [0.0; CLASSES],
        contiguous: 0.0,
        strided: 0.0,
        gathered: 0.0,
        broadcast: 0.0,
        streamed: 0.0,
        scattered: 0.0,
        chained: 0.0,
        folds: 0.0,
        footprint: 0.0,
        reads: 0.0,
        writes: 0.0,
        guessed: false,
    };

    /// The work of so much of the box, or of so many like it. What is moved for it is the same: arrays are moved as a whole.
    pub(crate) fn share(self, of: f64) -> Work {
        Work {
            points: self.points * of,
            ops32: self.ops32.map(|ops| ops * of),
            ops64: self.ops64.map(|ops| ops * of),
            contiguous: self.contiguous * of,
            strided: self.strided * of,
            gathered: self.gathered * of,
            broadcast: self.broadcast * of,
            streamed: self.streamed * of,
            chained: self.chained * of,
            folds: self.folds * of,
            footprint: self.footprint * of,
            ..self
        }
    }
}

/// Whether points combine values into elements of arrays in which they meet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Accumulates {
    /// They do not.
    Nothing,
    /// They do, and the order does not matter: threads have arrays of their own.
    InAnyOrder,
    /// They do, and the order decides the bits: one thread runs them all, in order.
    InOrder,
}

/// A parallel stage with its arguments: what the macro generates.
///
/// # Safety
///
/// `run` must touch no element outside the arrays it holds, and runs over disjoint sub-boxes must not conflict, whenever
/// [`Stage::check`] has returned `Ok`.
pub unsafe trait Stage: Copy + Send + Sync {
    /// What a sub-box yields: the values of the reductions, `()` where there are none.
    type Partial: Copy + Send;

    /// The stage's number in its kernel, counted from zero.
    const NUMBER: usize;

    /// Whether sub-boxes yield values to be combined. If so, the box is cut at multiples of [`Stage::BLOCK`] only.
    const REDUCES: bool;

    /// For reductions: the number of points after which the box is cut, the same on every machine, so that
    /// the result is the same whatever runs it.
    const BLOCK: usize = 1 << 14;

    /// The number of dimensions.
    const DIMS: usize;

    /// The dimension that becomes lanes, if one does.
    const LANES: Option<usize>;

    /// How several points are run together, if some are.
    const TILE: Option<Tile> = None;

    /// Whether the points run one lane at a time, by the same code on every instruction set.
    const SERIAL: bool = false;

    /// Whether [`Stage::work`] takes no longer than [`Stage::fingerprint`].
    const SIMPLE_WORK: bool = false;

    /// Whether points combine values into elements in which they meet.
    const ACCUMULATES: Accumulates = Accumulates::Nothing;

    /// Whether a run may find a fault that [`Stage::check`] has not.
    #[cfg(feature = "mpi")]
    const FAILS: bool = true;

    /// The words of one partial value: one a reduction.
    #[cfg(feature = "mpi")]
    const WORDS: usize = 0;

    /// The words of memory that one thread's own arrays take, where points accumulate in any order.
    fn scratch(&self) -> usize {
        0
    }

    /// The same stage, accumulating into arrays of its own, which begin with the values that change nothing.
    ///
    /// # Safety
    ///
    /// `scratch` points to as many words as [`Stage::scratch`] says, which outlive the result and are used by it alone.
    unsafe fn reaching(&self, scratch: *mut u64) -> Self {
        let _ = scratch;
        *self
    }

    /// Combines such arrays into the stage's.
    ///
    /// # Safety
    ///
    /// `scratch` was given to [`Stage::reaching`]; nothing else touches the stage's arrays.
    unsafe fn merge(&self, scratch: *mut u64) {
        let _ = scratch;
    }

    /// The whole box. Empty dimensions have `lo == hi`.
    fn space(&self) -> Space;

    /// Checks in O(1) that every affine access of the whole box is in bounds.
    fn check(&self) -> Result<(), Fault>;

    /// The work over the whole box.
    fn work(&self) -> Work;

    /// A fingerprint of all that [`Stage::work`] depends on, apart from what the stage reads and writes. `None` where the work is counted at each call.
    #[inline(always)]
    fn fingerprint(&self) -> Option<Fingerprint> {
        None
    }

    /// Runs a sub-box at an instruction-set level.
    ///
    /// # Safety
    ///
    /// [`Stage::check`] has returned `Ok`, the machine has `isa`, `part` lies within [`Stage::space`], and no other thread runs a
    /// part that overlaps it.
    unsafe fn run(&self, isa: Isa, part: &Space) -> Result<Self::Partial, Fault>;

    /// The value that changes nothing.
    fn identity() -> Self::Partial;

    /// Combines two partial values, the earlier first.
    fn combine(first: Self::Partial, second: Self::Partial) -> Self::Partial;

    /// Adds a partial value's words.
    #[cfg(feature = "mpi")]
    fn pack(partial: Self::Partial, words: &mut Vec<u64>) {
        let _ = (partial, words);
    }

    /// Takes the words of one partial value. Where words are missing, it is as good as any.
    #[cfg(feature = "mpi")]
    fn unpack(words: &mut dyn Iterator<Item = u64>) -> Self::Partial {
        let _ = words;
        Self::identity()
    }

    /// Whether the values of an array may be elsewhere than in the host's memory.
    fn roams(&self) -> bool;

    /// Where its arrays are now.
    fn whereabouts(&self) -> Whereabouts {
        match self.roams() {
            true => Whereabouts::UNKNOWN,
            false => Whereabouts::HOST,
        }
    }

    /// Names the arrays, in the shader's order.
    fn arrays<'a>(&'a self, arrays: &mut dyn Arrays<'a>);

    /// Names what the points of a part may touch, of each array ranges of elements that hold every access; an array is numbered by its place in
    /// [`Stage::arrays`]. It holds where [`Stage::check`] has returned `Ok`. An empty part touches nothing.
    fn reach(&self, part: &Space, reaches: &mut dyn Reaches);

    /// Names the captured scalars for the GPU, in the shader's order, and what must fit the integers that it counts in.
    fn scalars(&self, scalars: &mut dyn Scalars);

    /// Reads one partial value as the shader stores it: each reduction in order, at its natural alignment (narrow integers and `bool` widened to 4 bytes).
    fn read_partial(bytes: &[u8]) -> Self::Partial;
}

/// A stage whose affine accesses have been found in bounds, with the level to run it at.
///
/// A launch makes one; borrowing it mutably is what keeps two tasks from running the same part.
pub(crate) struct Checked<'s, St> {
    stage: &'s St,
    isa: Isa,
}

impl<'s, St: Stage> Checked<'s, St> {
    /// Checks a stage that is to run one lane at a time.
    #[inline]
    pub(crate) fn scalar(stage: &'s St) -> Result<Self, Fault> {
        let isa = Isa::OneLane;
        stage.check().map(|()| Checked { stage, isa })
    }

    /// Checks a stage that is to run at the level chosen for the calling thread.
    #[inline]
    pub(crate) fn simd(stage: &'s St) -> Result<Self, Fault> {
        let isa = Isa::chosen();
        stage.check().map(|()| Checked { stage, isa })
    }

    /// The stage itself.
    pub(crate) fn stage(&self) -> &'s St {
        self.stage
    }

    /// Runs the whole box in one go.
    #[inline]
    pub(crate) fn run(&mut self) -> Result<St::Partial, Fault> {
        let space = self.stage.space();
        if space.is_empty() {
            return Ok(St::identity());
        }
        // SAFETY: the constructors checked the stage and took a level that the machine has; the part is the box itself; `&mut self` keeps
        // other runs away.
        unsafe { self.stage.run(self.isa, &space) }
    }

    /// Some blocks of a grid over the box, for so many threads.
    pub(crate) fn blocks<'a>(
        &'a mut self,
        grid: &Grid,
        blocks: Range<usize>,
        threads: usize,
    ) -> Blocks<'a, St> {
        let blocks = blocks.start..blocks.end.min(grid.len());
        Blocks {
            stage: *self.stage,
            isa: self.isa,
            grid: *grid,
            checked: PhantomData,
            shares: Shares::new(blocks, threads),
            in_place: AtomicBool::new(false),
        }
    }
}

/// Blocks of a box, for whoever comes to run them: each is given out once.
pub(crate) struct Blocks<'a, St> {
    /// Here and not elsewhere, as all that threads have to know has to go from core to core.
    stage: St,
    isa: Isa,
    grid: Grid,
    checked: PhantomData<&'a mut St>,
    shares: Shares,
    /// Whether a thread accumulates into the stage's own arrays.
    in_place: AtomicBool,
}

impl<'a, St: Stage> Blocks<'a, St> {
    /// The blocks for a thread: those of its share first, then what others have left. The first share is gone through in order.
    pub(crate) fn runner(&self, share: usize) -> Runner<'a, '_, St> {
        Runner {
            blocks: self,
            own: share % self.shares.count,
            passed: 0,
            began: false,
            aside: None,
        }
    }

    /// Combines what threads have accumulated elsewhere into the stage's arrays.
    pub(crate) fn merge(self, asides: impl IntoIterator<Item = Aside<St>>) {
        for mut aside in asides {
            assert_eq!(
                aside.scratch.len(),
                self.stage.scratch(),
                "it is of the same stage"
            );
            // SAFETY: the scratch is the one that its stage was made with. All runners are gone, as they borrow what is given away here, and `Checked` is
            // mutably borrowed: nothing else touches the stage's arrays.
            unsafe { self.stage.merge(aside.scratch.as_mut_ptr()) };
        }
    }
}

/// A thread's way through the blocks.
pub(crate) struct Runner<'a, 'b, St> {
    blocks: &'b Blocks<'a, St>,
    own: usize,
    /// The shares in which nothing is left, its own first.
    passed: usize,
    began: bool,
    /// Where it accumulates, if not into the stage's own arrays.
    aside: Option<Aside<St>>,
}

impl<St: Stage> Runner<'_, '_, St> {
    /// Runs a next block and gives its number; `None` when none is left up to the block `last`.
    pub(crate) fn run_next(&mut self, last: usize) -> Option<(usize, Result<St::Partial, Fault>)> {
        let number = self.next(last)?;
        let Blocks {
            stage, isa, grid, ..
        } = self.blocks;
        if !self.began {
            self.began = true;
            if St::ACCUMULATES == Accumulates::InAnyOrder
                && self.blocks.in_place.swap(true, Relaxed)
            {
                self.aside = Some(Aside::of(stage));
            }
        }
        let stage = self.aside.as_ref().map_or(stage, Aside::stage);
        let part = grid.block(number);
        // SAFETY: `Checked` checked the stage, took a level that the machine has, and is mutably borrowed by the blocks; those of one grid are
        // disjoint parts of the box, and the counters of the shares, which are disjoint too, give each number out once. The stage is that one, or
        // the same with arrays of its own to accumulate into, as all runners have but one.
        Some((number, unsafe { stage.run(*isa, &part) }))
    }

    fn next(&mut self, last: usize) -> Option<usize> {
        let shares = &self.blocks.shares;
        while self.passed < shares.count {
            let number = (self.own + self.passed) % shares.count;
            match shares
                .get(number)
                .take(shares.is_from_front(number, self.own))
            {
                Some(block) if block <= last => return Some(block),
                Some(_) => {}
                None => self.passed += 1,
            }
        }
        None
    }

    /// About how many blocks are left to all.
    pub(crate) fn left(&self) -> usize {
        let shares = &self.blocks.shares;
        (0..shares.count)
            .map(|number| shares.get(number).left())
            .sum()
    }

    /// What it has accumulated elsewhere.
    pub(crate) fn finish(self) -> Option<Aside<St>> {
        self.aside
    }
}

/// A stage that accumulates into arrays of its own, for a thread or a rank.
pub(crate) struct Aside<St> {
    stage: St,
    scratch: Vec<u64>,
}

impl<St: Stage> Aside<St> {
    /// As [`Stage::reaching`].
    pub(crate) fn of(stage: &St) -> Self {
        let mut scratch = vec![0; stage.scratch()];
        // SAFETY: the words are as many as are asked for, live as long as the stage made of them, and belong to it alone.
        let stage = unsafe { stage.reaching(scratch.as_mut_ptr()) };
        Aside { stage, scratch }
    }

    /// The stage that accumulates there.
    pub(crate) fn stage(&self) -> &St {
        &self.stage
    }

    /// Has the words brought together, which are given to be sent or to be filled; combines each that comes into the stage that this one was made of.
    #[cfg(feature = "mpi")]
    pub(crate) fn collect(
        mut self,
        stage: &St,
        bring: impl FnOnce(&mut [u64], &mut dyn FnMut(&mut [u64])),
    ) {
        let words = self.scratch.len();
        bring(&mut self.scratch, &mut |theirs| {
            assert_eq!(theirs.len(), words, "they are those of the same stage");
            // SAFETY: another rank has made the same arrays in them; the stage runs no more, and its arrays are exclusively borrowed.
            unsafe { stage.merge(theirs.as_mut_ptr()) };
        });
    }
}

#[cfg(feature = "mpi")]
impl Fault {
    /// The words that it is sent as.
    pub(crate) const WORDS: usize = 5;

    pub(crate) fn to_words(self) -> [u64; Self::WORDS] {
        match self {
            Fault::Index { site, index, len } => {
                let halves = [index as u64, (index >> 64) as u64];
                [0, site.into(), halves[0], halves[1], len as u64]
            }
            Fault::Divide { site } => [1, site.into(), 0, 0, 0],
            Fault::Assert { site } => [2, site.into(), 0, 0, 0],
        }
    }

    pub(crate) fn of_words([kind, site, low, high, len]: [u64; Self::WORDS]) -> Self {
        let site = site as u32;
        match kind {
            0 => Fault::Index {
                site,
                index: (i128::from(high as i64) << 64) | i128::from(low),
                len: len as usize,
            },
            1 => Fault::Divide { site },
            _ => Fault::Assert { site },
        }
    }
}

/// Takes a stage's arrays.
pub trait Arrays<'a> {
    /// An array that is only read.
    fn read(&mut self, array: Held<'a>);
    /// An array that is written; `reads` says whether its present content matters.
    fn write(&mut self, array: Held<'a>, reads: bool);
}

/// Takes what a part of a stage may touch. Ranges lie within their arrays, are not empty, and may overlap.
pub trait Reaches {
    /// All that the answer depends on besides the part: values that the stage holds, the first values of its counters, and its arrays' lengths. A stage
    /// that is not generated need not say it.
    fn depends(&mut self, values: &[i128], starts: &[i128], lengths: &[usize]) {
        let _ = (values, starts, lengths);
    }
    /// Elements that may be read.
    fn read(&mut self, array: usize, elements: Range<usize>);
    /// Elements that may be written.
    fn write(&mut self, array: usize, elements: Range<usize>);
}

/// Takes a stage's scalars for a device.
pub trait Scalars {
    /// A scalar: its bytes in little-endian order, 4 or 8 of them; narrow integers and `bool` widened to 4 bytes, `usize` and `isize` as wide
    /// as the shader counts.
    fn scalar(&mut self, bytes: &[u8]);
    /// A quantity that the shader counts in 32 bits: whatever lies between the two must fit `i32`.
    fn extent(&mut self, low: i128, high: i128);
}

#[cfg(all(test, feature = "mpi"))]
mod tests {
    use super::*;

    #[test]
    fn faults_come_back_from_words() {
        let index = |index| Fault::Index {
            site: 3,
            index,
            len: usize::MAX,
        };
        let faults = [
            index(-1),
            index(i128::MAX),
            index(i128::MIN),
            Fault::Divide { site: 9 },
            Fault::Assert { site: u32::MAX },
        ];
        for fault in faults {
            assert_eq!(Fault::of_words(fault.to_words()), fault);
        }
    }
}
