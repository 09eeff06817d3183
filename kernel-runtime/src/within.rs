//! A stage over a part of its box.

use crate::home::Held;
use crate::simd::Isa;
use crate::stage::{Accumulates, Arrays, Fault, Reaches, Scalars, Space, Stage, Tile, Work};

/// The stage over that part, which counts as it does in the whole box. What is checked at entry is checked of the whole.
///
/// Where a stage reduces, the part's own blocks are those of the whole box only if the part is one of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Within<St> {
    stage: St,
    part: Space,
}

impl<St: Stage> Within<St> {
    /// The part must lie in the stage's box.
    pub(crate) fn new(stage: &St, part: Space) -> Self {
        debug_assert!(part.is_empty() || lies(&part, &stage.space()));
        Within {
            stage: *stage,
            part,
        }
    }
}

fn lies(part: &Space, whole: &Space) -> bool {
    let lies = |d: usize| whole.lo[d] <= part.lo[d] && part.hi[d] <= whole.hi[d];
    (0..part.lo.len()).all(lies)
}

// SAFETY: what runs is the stage itself, over parts of a part.
unsafe impl<St: Stage> Stage for Within<St> {
    type Partial = St::Partial;
    const NUMBER: usize = St::NUMBER;
    const REDUCES: bool = St::REDUCES;
    const BLOCK: usize = St::BLOCK;
    const DIMS: usize = St::DIMS;
    const LANES: Option<usize> = St::LANES;
    const TILE: Option<Tile> = St::TILE;
    const ACCUMULATES: Accumulates = St::ACCUMULATES;

    fn scratch(&self) -> usize {
        self.stage.scratch()
    }

    unsafe fn reaching(&self, scratch: *mut u64) -> Self {
        Within {
            // SAFETY: the caller's promises are the same.
            stage: unsafe { self.stage.reaching(scratch) },
            part: self.part,
        }
    }

    unsafe fn merge(&self, scratch: *mut u64) {
        // SAFETY: the caller's promises are the same.
        unsafe { self.stage.merge(scratch) };
    }

    fn space(&self) -> Space {
        self.part
    }

    fn check(&self) -> Result<(), Fault> {
        match self.part.is_empty() {
            true => Ok(()),
            false => self.stage.check(),
        }
    }

    fn work(&self) -> Work {
        let whole = self.stage.space().points().max(1);
        self.stage
            .work()
            .share(self.part.points() as f64 / whole as f64)
    }

    unsafe fn run(&self, isa: Isa, part: &Space) -> Result<Self::Partial, Fault> {
        // SAFETY: the caller's promises are the same, as a part of the part is one of the whole.
        unsafe { self.stage.run(isa, part) }
    }

    fn identity() -> Self::Partial {
        St::identity()
    }

    fn combine(first: Self::Partial, second: Self::Partial) -> Self::Partial {
        St::combine(first, second)
    }

    fn roams(&self) -> bool {
        self.stage.roams()
    }

    fn arrays<'a>(&'a self, arrays: &mut dyn Arrays<'a>) {
        self.stage.arrays(&mut Kept(arrays));
    }

    fn reach(&self, part: &Space, reaches: &mut dyn Reaches) {
        self.stage.reach(part, reaches);
    }

    fn scalars(&self, scalars: &mut dyn Scalars) {
        self.stage.scalars(scalars);
    }

    fn read_partial(bytes: &[u8]) -> Self::Partial {
        St::read_partial(bytes)
    }
}

/// Passes arrays on, of which the rest of the box keeps its elements.
struct Kept<'k, 'a>(&'k mut dyn Arrays<'a>);

impl<'a> Arrays<'a> for Kept<'_, 'a> {
    fn read(&mut self, array: Held<'a>) {
        self.0.read(array);
    }

    fn write(&mut self, array: Held<'a>, _reads: bool) {
        self.0.write(array, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::{In, Out};
    use crate::stage::Checked;
    use crate::testing::Gather;
    use crate::threads;

    #[test]
    fn parts_do_what_the_whole_does() {
        const SIZES: [usize; 2] = [6, 50];
        let p: Vec<u32> = (0..300).rev().collect();
        let x: Vec<u32> = (0..300).map(|i| i * i).collect();
        let mut y = vec![0; 300];
        let stage = Gather {
            sizes: SIZES,
            p: In::new(&p),
            x: In::new(&x),
            y: Out::new(&mut y),
        };
        let mut points = 0.0;
        for (rows, columns) in [(0..6, 0..20), (0..4, 20..50), (4..6, 20..50), (3..3, 0..50)] {
            let part = Within::new(
                &stage,
                Space {
                    lo: [rows.start, columns.start, 0],
                    hi: [rows.end, columns.end, 1],
                },
            );
            points += part.work().points;
            let checked = Checked::simd(&part).expect("the arrays are long enough");
            threads::parallel(checked).expect("the indices are good");
        }
        assert_eq!(points, 300.0);
        assert!(y.iter().eq(x.iter().rev()));
    }
}
