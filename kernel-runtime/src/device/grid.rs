//! How a box lies in grids of workgroups.

use crate::stage::{MAX_DIMS, Space};

use super::Shader;

/// The most workgroups that stride over a box: each yields one partial value for the host, or adds its copies to arrays.
const MOST_STRIDING: u32 = 1024;

/// The points of an invocation at least, where its workgroup has copies to clear and to add to arrays.
const FEWEST_POINTS: u32 = 8;

/// A part of the box, and the workgroups that it gets in each of the shader's dimensions.
pub(super) type Part = (Space, [u32; 3]);

/// Cuts the box so that each part has invocations for all of its points, where a grid has at most `limit` workgroups along a dimension.
/// A shader that reduces, or whose workgroups have copies of arrays, strides over the grid, and has the box as one part.
pub(super) fn parts(shader: &Shader, space: &Space, copied: bool, limit: u32) -> Vec<Part> {
    let most = striding(shader, space, copied);
    let mut parts = vec![*space];
    if most.is_none() {
        for (axis, span) in shader.axes.into_iter().zip(spans(shader)) {
            let most = limit.max(1) as usize * span as usize;
            parts = parts
                .iter()
                .flat_map(|part| cut(part, axis, most))
                .collect();
        }
    }
    let with_groups = |part| (part, workgroups(shader, &part, most, limit));
    parts.into_iter().map(with_groups).collect()
}

/// The most workgroups, where they stride over the grid.
fn striding(shader: &Shader, space: &Space, copied: bool) -> Option<u32> {
    let invocations: u32 = shader.workgroup.iter().product();
    match copied {
        true => {
            let groups = space.points() / (invocations * FEWEST_POINTS).max(1) as usize;
            Some(groups.clamp(1, MOST_STRIDING as usize) as u32)
        }
        false => (shader.partial_bytes > 0).then_some(MOST_STRIDING),
    }
}

/// The points of a workgroup in each of the shader's dimensions.
fn spans(shader: &Shader) -> [u32; 3] {
    std::array::from_fn(|d| shader.workgroup[d] * shader.points[d])
}

/// Parts of at most so many points along a dimension.
fn cut(space: &Space, axis: usize, most: usize) -> impl Iterator<Item = Space> + use<> {
    let space = *space;
    debug_assert!(axis < MAX_DIMS, "a box has few dimensions");
    (space.lo[axis]..space.hi[axis])
        .step_by(most)
        .map(move |lo| {
            let mut part = space;
            part.lo[axis] = lo;
            part.hi[axis] = space.hi[axis].min(lo.saturating_add(most));
            part
        })
}

/// The number of workgroups in each of the shader's dimensions, at least 1 and at most so many in all.
fn workgroups(shader: &Shader, space: &Space, most: Option<u32>, limit: u32) -> [u32; 3] {
    let mut left = most.unwrap_or(u32::MAX);
    let spans = spans(shader);
    std::array::from_fn(|d| {
        let axis = shader.axes[d];
        let points = space.hi[axis].saturating_sub(space.lo[axis]) as u64;
        let groups = points.div_ceil(u64::from(spans[d]));
        let groups = u32::try_from(groups).unwrap_or(u32::MAX);
        let groups = groups.clamp(1, limit.min(left).max(1));
        left /= groups;
        groups
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shader(workgroup: [u32; 3], axes: [usize; 3], partial_bytes: u32) -> Shader {
        Shader {
            text: "",
            lengths: &[],
            workgroup,
            points: [1; 3],
            axes,
            staged: false,
            copies: &[],
            needs_f64: false,
            needs_i64: false,
            faults: false,
            partial_bytes,
        }
    }

    fn space(hi: [usize; 3]) -> Space {
        Space { lo: [0; 3], hi }
    }

    #[test]
    fn every_point_has_an_invocation_while_the_grid_allows() {
        let line = shader([256, 1, 1], [0, 1, 2], 0);
        assert_eq!(
            workgroups(&line, &space([0, 1, 1]), None, 65_535),
            [1, 1, 1]
        );
        assert_eq!(
            workgroups(&line, &space([257, 1, 1]), None, 65_535),
            [2, 1, 1]
        );
        assert_eq!(
            workgroups(&line, &space([1 << 30, 1, 1]), None, 65_535),
            [65_535, 1, 1]
        );
        let plane = shader([16, 16, 1], [1, 0, 2], 0);
        assert_eq!(
            workgroups(&plane, &space([33, 100, 1]), None, 65_535),
            [7, 3, 1]
        );
    }

    #[test]
    fn an_invocation_may_have_several_points() {
        let blocks = Shader {
            points: [4, 2, 1],
            ..shader([16, 16, 1], [1, 0, 2], 0)
        };
        assert_eq!(
            workgroups(&blocks, &space([33, 65, 1]), None, 65_535),
            [2, 2, 1]
        );
        let parts = parts(&blocks, &space([33, 65, 1]), false, 1);
        let points: usize = parts.iter().map(|(part, _)| part.points()).sum();
        assert_eq!((parts.len(), points), (4, 33 * 65));
    }

    #[test]
    fn parts_cover_the_box_once() {
        let line = shader([256, 1, 1], [0, 1, 2], 0);
        let parts = parts(&line, &space([1000, 1, 1]), false, 2);
        let ranges: Vec<_> = parts
            .iter()
            .map(|(part, _)| (part.lo[0], part.hi[0]))
            .collect();
        assert_eq!(ranges, [(0, 512), (512, 1000)]);
        assert!(parts.iter().all(|(_, groups)| *groups == [2, 1, 1]));

        let plane = shader([16, 16, 1], [1, 0, 2], 0);
        let parts = super::parts(&plane, &space([50, 40, 1]), false, 1);
        let points: usize = parts.iter().map(|(part, _)| part.points()).sum();
        assert_eq!((parts.len(), points), (12, 2000));
        assert!(parts.iter().all(|(_, groups)| *groups == [1, 1, 1]));
        assert_eq!(
            super::parts(&plane, &space([50, 40, 1]), false, 65_535).len(),
            1
        );
    }

    /// The workgroups of a box that is one part.
    fn striding(shader: &Shader, hi: [usize; 3], copied: bool) -> u32 {
        let parts = parts(shader, &space(hi), copied, 65_535);
        assert_eq!(parts.len(), 1);
        parts[0].1.iter().product()
    }

    #[test]
    fn a_reduction_has_few_partials() {
        let plane = shader([16, 16, 1], [1, 0, 2], 4);
        assert!(striding(&plane, [1 << 12, 1 << 12, 1], false) <= MOST_STRIDING);
        assert_eq!(
            parts(&plane, &space([1 << 12, 1 << 12, 1]), false, 1).len(),
            1
        );
    }

    #[test]
    fn invocations_have_some_points_for_a_copy() {
        let line = shader([256, 1, 1], [0, 1, 2], 0);
        assert_eq!(striding(&line, [1, 1, 1], true), 1);
        assert_eq!(striding(&line, [3 * 256 * 8, 1, 1], true), 3);
        assert_eq!(striding(&line, [1 << 30, 1, 1], true), MOST_STRIDING);
        let plane = shader([16, 16, 1], [1, 0, 2], 4);
        assert!(striding(&plane, [100, 70, 1], true) <= 3);
        // Where there are none, each point has an invocation, as far as the grid allows.
        assert_eq!(striding(&line, [256 * 8, 1, 1], false), 8);
    }
}
