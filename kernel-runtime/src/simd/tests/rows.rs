//! Reductions: the same tree on every level. And the entries, which pick the level.

use super::{Draw, Operand, each_level};
use crate::simd::level::Level;
use crate::simd::{FEW, Isa, OneLane, Rows, VIRTUAL_LANES, Vector, reduce, tree_of_few};

/// The tree over an array, by definition.
fn tree<T: Copy>(mut lanes: [T; VIRTUAL_LANES], combine: fn(T, T) -> T) -> T {
    let mut count = VIRTUAL_LANES;
    while count > 1 {
        count /= 2;
        for lane in 0..count {
            lanes[lane] = combine(lanes[lane], lanes[lane + count]);
        }
    }
    lanes[0]
}

macro_rules! reductions {
    ($($name:ident $type:ident: $($operator:ident)*;)*) => {$(
        #[test]
        fn $name() {
            fn check<S: Level>(s: S) {
                let mut draw = Draw::new();
                for _ in 0..50 {
                    let mut array = [<$type>::default(); VIRTUAL_LANES];
                    array[..32].copy_from_slice(&draw.array::<$type>());
                    array[32..].copy_from_slice(&draw.array::<$type>());
                    $({
                        let mut rows = Rows::<S, $type>::splat(s, reduce::$operator::identity());
                        for row in 0..Rows::<S, $type>::COUNT {
                            // SAFETY: COUNT * LANES is the array's length.
                            let vector = unsafe { Vector::load(s, array.as_ptr().add(row * S::LANES)) };
                            rows.set(row, reduce::$operator::combine(rows.get(row), vector));
                        }
                        let expected = tree(array, reduce::$operator::combine);
                        let result = rows.tree::<reduce::$operator>();
                        assert!(result.same(expected), "{} lanes: {result:?}, not {expected:?}", S::LANES);
                    })*
                }
            }
            each_level!(check);
        }
    )*};
}

reductions! {
    reduce_f32 f32: Add Mul Min Max;
    reduce_f64 f64: Add Max;
    reduce_i8 i8: Mul Min And Or;
    reduce_u64 u64: Add Xor;
}

#[test]
fn identities_change_nothing() {
    for x in f32::edges() {
        assert!(reduce::Add::combine(reduce::Add::identity::<f32>(), x).same(x));
        assert!(reduce::Mul::combine(reduce::Mul::identity::<f32>(), x).same(x));
        assert!(reduce::Min::combine(reduce::Min::identity::<f32>(), x).same(x));
        assert!(reduce::Max::combine(reduce::Max::identity::<f32>(), x).same(x));
    }
}

/// Stands in for a generated stage.
struct Probe<'a>(&'a [f32]);

#[inline(always)]
unsafe fn body<S: Level>(
    s: S,
    stage: &Probe<'_>,
    part: &crate::private::Space,
) -> Result<(f32, usize), crate::private::Fault> {
    let index = part.lo[0];
    let x = Vector::splat(s, stage.0[index]);
    Ok(((x + x).to_array()[S::LANES - 1], S::LANES))
}

mod single {
    use super::{Probe, body};
    crate::__entries! { enter = enter, gang = 1, body = body, stage = Probe, partial = (f32, usize) }

    pub(super) unsafe fn run(
        isa: crate::Isa,
        stage: &Probe<'_>,
    ) -> Result<(f32, usize), crate::private::Fault> {
        // SAFETY: the caller's.
        unsafe { enter(isa, stage, &super::PART) }
    }
}

mod double {
    use super::{Probe, body};
    crate::__entries! { enter = enter, gang = 2, body = body, stage = Probe, partial = (f32, usize) }

    pub(super) unsafe fn run(
        isa: crate::Isa,
        stage: &Probe<'_>,
    ) -> Result<(f32, usize), crate::private::Fault> {
        // SAFETY: the caller's.
        unsafe { enter(isa, stage, &super::PART) }
    }
}

const PART: crate::private::Space = crate::private::Space {
    lo: [1, 0, 0],
    hi: [2, 1, 1],
};

#[test]
fn entries_pick_the_level() {
    let probe = Probe(&[1.0, 21.0]);
    for isa in Isa::available() {
        let factor = if isa == Isa::OneLane { 1 } else { 2 };
        // SAFETY: the machine has it.
        let (one, two) = unsafe { (single::run(isa, &probe), double::run(isa, &probe)) };
        assert_eq!(one, Ok((42.0, isa.lanes())));
        assert_eq!(two, Ok((42.0, isa.lanes() * factor)));
    }
}

#[test]
fn the_tree_of_few_is_that_of_all() {
    for count in 0..=FEW {
        let values = [1.0e8f32, 1.0, -1.0e8, 0.3, -0.0, 7.0e-3, 1.0e8, -2.5];
        let mut few = [reduce::Add::identity::<f32>(); FEW];
        let mut rows = Rows::<OneLane, f32>::splat(OneLane, reduce::Add::identity::<f32>());
        for (lane, value) in values.into_iter().enumerate().take(count) {
            few[lane] = value;
            rows.set(lane, Vector::splat(OneLane, value));
        }
        let tree = tree_of_few::<reduce::Add, f32>(few);
        assert_eq!(tree.to_bits(), rows.tree::<reduce::Add>().to_bits());
        assert_eq!(
            Vector::splat(OneLane, tree).only().to_bits(),
            tree.to_bits()
        );
    }
}
