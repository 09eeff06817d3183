//! Loads and stores at a fixed distance from lane to lane, in memory that ends with what they may touch.

use super::{Draw, Operand, each_level};
use crate::simd::{Element, Level, MAX_LANES, Mask, Vector};

/// Every lane, all but the last, none, and some.
fn masks<S: Level>(s: S, draw: &mut Draw) -> [Mask<S>; 4] {
    [
        s.all(),
        s.first(S::LANES - 1),
        s.first(0),
        Mask::from_bits(s, draw.bits() as u32),
    ]
}

fn every<S: Level, T: Element + Operand, const K: usize>(s: S) {
    let mut draw = Draw::new();
    let source: Vec<T> = (0..4).flat_map(|_| draw.array::<T>()).collect();
    let source = source[..K * (S::LANES - 1) + 1].to_vec();
    for mask in masks(s, &mut draw) {
        // SAFETY: the lanes' elements are the first to the last of the vector.
        let loaded = unsafe { Vector::load_every::<K>(s, mask, source.as_ptr()) };
        for lane in 0..S::LANES {
            let at = lane * K;
            let active = mask.to_bits() >> lane & 1 != 0;
            let expected = if active { source[at] } else { T::default() };
            assert!(
                loaded.to_array()[lane].same(expected),
                "{} lanes, {K}, {lane}",
                S::LANES
            );
        }
    }
}

fn reversed<S: Level, T: Element + Operand>(s: S) {
    let mut draw = Draw::new();
    let source = draw.array::<T>()[..S::LANES].to_vec();
    for mask in masks(s, &mut draw) {
        // SAFETY: as many elements as lanes, of which the last is the first lane's.
        let loaded = unsafe { Vector::load_reversed(s, mask, source.as_ptr().add(S::LANES - 1)) };
        for lane in 0..S::LANES {
            let active = mask.to_bits() >> lane & 1 != 0;
            let expected = if active {
                source[S::LANES - 1 - lane]
            } else {
                T::default()
            };
            assert!(
                loaded.to_array()[lane].same(expected),
                "{} lanes, {lane}",
                S::LANES
            );
        }
    }
}

fn part<S: Level, T: Element + Operand, const K: usize, const PLACE: usize>(s: S) {
    let mut draw = Draw::new();
    let source: Vec<T> = (0..4).flat_map(|_| draw.array::<T>()).collect();
    let source = source[..K * S::LANES].to_vec();
    for mask in masks(s, &mut draw) {
        // SAFETY: as many groups as lanes.
        let loaded = unsafe { Vector::load_part::<K, PLACE>(s, mask, source.as_ptr()) };
        for lane in 0..S::LANES {
            let active = mask.to_bits() >> lane & 1 != 0;
            let expected = if active {
                source[lane * K + PLACE]
            } else {
                T::default()
            };
            assert!(
                loaded.to_array()[lane].same(expected),
                "{} lanes, {PLACE} of {K}, {lane}",
                S::LANES
            );
        }
    }
}

fn stored<S: Level, T: Element + Operand, const K: usize>(s: S) {
    let mut draw = Draw::new();
    let arrays: [[T; MAX_LANES]; K] = std::array::from_fn(|_| draw.array::<T>());
    let mut target = vec![T::default(); K * S::LANES];
    let parts = arrays.map(|array| Vector::from_array(s, array));
    // SAFETY: as many groups as lanes.
    unsafe { Vector::store_groups::<K>(parts, target.as_mut_ptr()) };
    for (at, element) in target.iter().enumerate() {
        let expected = arrays[at % K][at / K];
        assert!(element.same(expected), "{} lanes, {K}, {at}", S::LANES);
    }
    for count in 0..=S::LANES {
        let mut target = vec![T::default(); K * count];
        // SAFETY: as many groups as active lanes.
        unsafe { Vector::store_first_groups::<K>(s.first(count), parts, target.as_mut_ptr()) };
        for (at, element) in target.iter().enumerate() {
            let expected = arrays[at % K][at / K];
            assert!(
                element.same(expected),
                "{count} of {} lanes, {K}, {at}",
                S::LANES
            );
        }
    }
}

macro_rules! elements {
    ($($name:ident $type:ident;)*) => {$(
        #[test]
        fn $name() {
            fn check<S: Level>(s: S) {
                reversed::<S, $type>(s);
                every::<S, $type, 2>(s);
                every::<S, $type, 4>(s);
                part::<S, $type, 2, 1>(s);
                part::<S, $type, 3, 1>(s);
                part::<S, $type, 4, 3>(s);
                stored::<S, $type, 2>(s);
                stored::<S, $type, 3>(s);
                stored::<S, $type, 4>(s);
            }
            each_level!(check);
        }
    )*};
}

elements! {
    groups_of_f32 f32;
    groups_of_f64 f64;
    groups_of_i8 i8;
    groups_of_u16 u16;
}
