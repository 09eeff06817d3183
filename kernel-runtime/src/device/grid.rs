//! How many workgroups a box gets. The shader strides over the grid, so any number does.

use crate::stage::Space;

use super::Shader;

/// The most workgroups of a reduction: each yields one partial value for the host.
const PARTIALS: u32 = 1024;

/// The number of workgroups in each of the shader's dimensions, at least 1.
pub(super) fn workgroups(shader: &Shader, space: &Space, limit: u32) -> [u32; 3] {
    let mut left = if shader.partial_bytes > 0 {
        PARTIALS
    } else {
        u32::MAX
    };
    std::array::from_fn(|d| {
        let axis = shader.axes[d];
        let points = space.hi[axis].saturating_sub(space.lo[axis]) as u64;
        let groups = points.div_ceil(u64::from(shader.workgroup[d]));
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
            axes,
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
        assert_eq!(workgroups(&line, &space([0, 1, 1]), 65_535), [1, 1, 1]);
        assert_eq!(workgroups(&line, &space([257, 1, 1]), 65_535), [2, 1, 1]);
        assert_eq!(
            workgroups(&line, &space([1 << 30, 1, 1]), 65_535),
            [65_535, 1, 1]
        );
        let plane = shader([16, 16, 1], [1, 0, 2], 0);
        assert_eq!(workgroups(&plane, &space([33, 100, 1]), 65_535), [7, 3, 1]);
    }

    #[test]
    fn a_reduction_has_few_partials() {
        let plane = shader([16, 16, 1], [1, 0, 2], 4);
        let groups = workgroups(&plane, &space([1 << 12, 1 << 12, 1]), 65_535);
        assert!(groups.iter().product::<u32>() <= PARTIALS);
    }
}
