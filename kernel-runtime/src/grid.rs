//! Cuts a box into numbered blocks.

use crate::stage::{MAX_DIMS, Space, Tile};

/// The lanes' dimension is cut at multiples of this: whole cache lines of whatever element type, and whole gangs.
const LANE_ALIGNMENT: usize = 64;

/// The lanes that the widest instruction set takes at a time.
const WIDEST_GANG: usize = 32;

/// A box cut into blocks of one extent (smaller at the far ends), numbered row by row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Grid {
    space: Space,
    extent: [usize; MAX_DIMS],
    counts: [usize; MAX_DIMS],
}

impl Grid {
    /// Blocks of about `points` points: the lanes' dimension stays whole as long as possible, then the inner dimensions. A function of the
    /// sizes only.
    pub(crate) fn new(space: Space, lanes: Option<usize>, points: usize) -> Self {
        let sizes = space.sizes();
        let innermost = lanes.unwrap_or(MAX_DIMS - 1);
        let others = (0..MAX_DIMS).rev().filter(|&d| d != innermost);
        let mut room = points.clamp(1, usize::MAX / 2);
        let mut extent = [1; MAX_DIMS];
        for d in std::iter::once(innermost).chain(others) {
            let wanted = if Some(d) == lanes {
                room.next_multiple_of(LANE_ALIGNMENT)
            } else {
                room
            };
            extent[d] = wanted.clamp(1, sizes[d].max(1));
            room = (room / extent[d]).max(1);
        }
        Grid::of(space, extent)
    }

    /// Blocks of whole tiles.
    pub(crate) fn of_tiles(space: Space, lanes: Option<usize>, points: usize, tile: Tile) -> Self {
        let mut extent = match lanes {
            Some(lanes) if tile.packs => Grid::of_columns(space, lanes, points, tile.dim).extent,
            _ => Grid::new(space, lanes, points).extent,
        };
        let tiles = extent[tile.dim].next_multiple_of(tile.points.max(1));
        extent[tile.dim] = tiles.min(space.sizes()[tile.dim].max(1));
        Grid::of(space, extent)
    }

    /// Blocks of which each lays out for its lanes what the points along another dimension share. That dimension stays whole as long as possible: what
    /// several blocks lay out is laid out several times.
    fn of_columns(space: Space, lanes: usize, points: usize, shared: usize) -> Self {
        let sizes = space.sizes().map(|size| size.max(1));
        let whole = sizes[shared];
        let columns = (points / whole).max(1).next_multiple_of(WIDEST_GANG);
        let mut extent = [1; MAX_DIMS];
        extent[lanes] = columns.min(sizes[lanes]);
        extent[shared] = match (points / extent[lanes]).max(1) {
            most if 2 * most > whole => whole,
            some => some,
        };
        let mut room = points / (extent[lanes] * extent[shared]);
        for d in (0..MAX_DIMS).rev().filter(|&d| d != lanes && d != shared) {
            extent[d] = room.clamp(1, sizes[d]);
            room /= extent[d];
        }
        Grid::of(space, extent)
    }

    fn of(space: Space, extent: [usize; MAX_DIMS]) -> Self {
        let sizes = space.sizes();
        let counts = std::array::from_fn(|d| sizes[d].div_ceil(extent[d]));
        Grid {
            space,
            extent,
            counts,
        }
    }

    /// The number of blocks.
    pub(crate) fn len(&self) -> usize {
        self.counts.into_iter().fold(1, usize::saturating_mul)
    }

    /// The block of that number, which is below [`Grid::len`].
    pub(crate) fn block(&self, number: usize) -> Space {
        let mut rest = number;
        let mut block = self.space;
        for d in (0..MAX_DIMS).rev() {
            let at = rest % self.counts[d];
            rest /= self.counts[d];
            block.lo[d] = self.space.lo[d] + at * self.extent[d];
            block.hi[d] = self.space.hi[d].min(block.lo[d] + self.extent[d]);
        }
        block
    }

    /// The numbers of blocks that make one of the dimensions whole: from the outermost to the innermost, what one step along it is.
    #[cfg(feature = "mpi")]
    pub(crate) fn strides(&self) -> [usize; MAX_DIMS] {
        let [_, middle, inner] = self.counts;
        [middle * inner, inner, 1]
    }

    /// The boxes that consecutive blocks fill: as few as can be found going through them in order.
    #[cfg(feature = "mpi")]
    pub(crate) fn boxes(&self, blocks: std::ops::Range<usize>) -> Vec<Space> {
        let mut boxes = Vec::new();
        let mut next = blocks.start;
        while next < blocks.end {
            let whole =
                |stride: &usize| next.is_multiple_of(*stride) && next + stride <= blocks.end;
            let strides = self.strides();
            let d = strides.iter().position(whole).unwrap_or(MAX_DIMS - 1);
            // As many steps along that dimension as are left of it.
            let at = next / strides[d] % self.counts[d];
            let steps = ((blocks.end - next) / strides[d]).min(self.counts[d] - at);
            let (first, last) = (self.block(next), self.block(next + steps * strides[d] - 1));
            boxes.push(Space {
                lo: first.lo,
                hi: last.hi,
            });
            next += steps * strides[d];
        }
        boxes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each point of the box lies in exactly one block.
    fn covers(sizes: [usize; 3], lanes: Option<usize>, points: usize) -> Grid {
        let space = Space::new(sizes);
        let grid = Grid::new(space, lanes, points);
        let mut seen = vec![0; space.points()];
        for number in 0..grid.len() {
            let block = grid.block(number);
            assert!(!block.is_empty(), "{grid:?}: block {number} is empty");
            for i in block.lo[0]..block.hi[0] {
                for j in block.lo[1]..block.hi[1] {
                    for k in block.lo[2]..block.hi[2] {
                        seen[(i * sizes[1] + j) * sizes[2] + k] += 1;
                    }
                }
            }
        }
        assert!(seen.iter().all(|&times| times == 1), "{grid:?}");
        grid
    }

    #[test]
    fn blocks_cover_the_box_once() {
        for sizes in [
            [1, 1, 1],
            [1000, 1, 1],
            [7, 130, 1],
            [3, 5, 200],
            [129, 2, 3],
        ] {
            for lanes in [None, Some(0), Some(1), Some(2)] {
                for points in [0, 1, 64, 100, 1 << 14, usize::MAX] {
                    covers(sizes, lanes, points);
                }
            }
        }
    }

    #[test]
    #[cfg(feature = "mpi")]
    fn boxes_are_the_blocks_in_order() {
        for sizes in [[5, 7, 9], [1, 4, 3], [6, 1, 5], [3, 5, 1]] {
            let grid = Grid::new(Space::new(sizes), None, 1);
            for (start, end) in (0..=grid.len()).flat_map(|end| (0..=end).map(move |at| (at, end)))
            {
                let boxes = grid.boxes(start..end);
                assert!(boxes.len() < 2 * MAX_DIMS);
                let mut points = Vec::new();
                for part in &boxes {
                    for i in part.lo[0]..part.hi[0] {
                        for j in part.lo[1]..part.hi[1] {
                            for k in part.lo[2]..part.hi[2] {
                                points.push((i * sizes[1] + j) * sizes[2] + k);
                            }
                        }
                    }
                }
                assert!(
                    points.into_iter().eq(start..end),
                    "{sizes:?} {start}..{end}"
                );
            }
        }
    }

    #[test]
    fn an_empty_box_has_no_blocks() {
        assert_eq!(Grid::new(Space::new([0]), Some(0), 64).len(), 0);
        assert_eq!(Grid::new(Space::new([4, 0]), Some(1), 64).len(), 0);
    }

    #[test]
    fn rows_stay_whole_while_they_fit() {
        let grid = covers([100, 50, 1], Some(1), 500);
        assert_eq!(grid.extent, [10, 50, 1]);
    }

    #[test]
    fn blocks_are_whole_tiles() {
        let tiled = |points| {
            let tile = Tile {
                dim: 0,
                points,
                packs: false,
            };
            Grid::of_tiles(Space::new([100, 50, 1]), Some(1), 500, tile)
        };
        assert_eq!((tiled(6).extent, tiled(6).len()), ([12, 50, 1], 9));
        assert_eq!(tiled(6).block(8).hi, [100, 50, 1]);
        assert_eq!(tiled(1000).extent, [100, 50, 1]);
    }

    #[test]
    fn what_is_packed_is_packed_once_where_there_are_lanes_enough() {
        let extent = |sizes: [usize; 3], points| {
            let tile = Tile {
                dim: 0,
                points: 6,
                packs: true,
            };
            let grid = Grid::of_tiles(Space::new(sizes), Some(1), points, tile);
            let points: usize = (0..grid.len()).map(|n| grid.block(n).points()).sum();
            assert_eq!(points, sizes.into_iter().product::<usize>());
            grid.extent
        };
        assert_eq!(extent([512, 512, 1], 1 << 14), [512, 32, 1]);
        assert_eq!(extent([64, 4096, 1], 1 << 14), [64, 256, 1]);
        // Few lanes: then many points are better cut than left to one thread.
        assert_eq!(extent([4096, 64, 1], 1 << 14), [516, 32, 1]);
        assert_eq!(extent([10_000, 16, 1], 10_000), [630, 16, 1]);
        // Batches are cut between products.
        assert_eq!(extent([32, 32, 100], 1 << 13), [32, 32, 8]);
        assert_eq!(extent([0, 32, 1], 1 << 13), [1, 32, 1]);
    }

    #[test]
    fn long_rows_are_cut_at_whole_gangs() {
        let grid = covers([2, 1000, 1], Some(1), 100);
        assert_eq!(grid.extent, [1, 128, 1]);
    }

    #[test]
    fn a_box_within_the_target_is_one_block() {
        assert_eq!(covers([16, 64, 16], Some(2), 1 << 14).len(), 1);
    }
}
