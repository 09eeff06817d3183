//! Loads and stores, and the checks of indices and divisors.

use super::{Draw, Operand, each_level, some_levels};
use crate::simd::{
    Element, Level, MAX_LANES, Mask, Vector, division_fault, first_out_of_bounds,
    scalar_division_fault,
};

/// The masks worth trying.
fn masks<S: Level>(s: S, draw: &mut Draw) -> Vec<Mask<S>> {
    let mut masks: Vec<Mask<S>> = (0..=S::LANES).map(|n| s.first(n)).collect();
    masks.extend((0..20).map(|_| Mask::from_bits(s, draw.bits() as u32)));
    masks
}

/// Active lanes of masked access, and of it alone, in an array that ends right after the last active lane.
fn contiguous<S: Level, T: Element + Operand>(s: S) {
    let mut draw = Draw::new();
    let source = draw.array::<T>();
    // SAFETY: arrays of MAX_LANES elements.
    unsafe {
        let vector = Vector::load(s, source.as_ptr());
        let mut target = [T::default(); MAX_LANES];
        vector.store(target.as_mut_ptr());
        for lane in 0..MAX_LANES {
            let expected = if lane < S::LANES {
                source[lane]
            } else {
                T::default()
            };
            assert!(target[lane].same(expected));
        }
    }
    for mask in masks(s, &mut draw) {
        let bits = mask.to_bits();
        let len = (32 - bits.leading_zeros()) as usize;
        let short: Vec<T> = source[..len].to_vec();
        let old = draw.array::<T>();
        let mut target = old[..len].to_vec();
        // SAFETY: active lanes lie within the vectors.
        let loaded = unsafe { Vector::load_masked(s, mask, short.as_ptr()) };
        // SAFETY: as above.
        unsafe { loaded.store_masked(mask, target.as_mut_ptr()) };
        for lane in 0..S::LANES {
            let active = bits >> lane & 1 != 0;
            let expected = if active { source[lane] } else { T::default() };
            assert!(loaded.to_array()[lane].same(expected));
            if lane < len {
                let expected = if active { source[lane] } else { old[lane] };
                assert!(target[lane].same(expected), "{} lanes, {mask:?}", S::LANES);
            }
        }
    }
}

fn strided<S: Level, T: Element + Operand>(s: S) {
    const STRIDES: [isize; 5] = [0, 1, 3, -1, -2];
    let mut draw = Draw::new();
    let source: Vec<T> = (0..4).flat_map(|_| draw.array::<T>()).collect();
    for stride in STRIDES {
        let start = if stride < 0 { source.len() - 1 } else { 0 };
        let place = |lane: usize| (start as isize + lane as isize * stride) as usize;
        for mask in masks(s, &mut draw) {
            let active = |lane: usize| mask.to_bits() >> lane & 1 != 0;
            // SAFETY: 128 elements hold MAX_LANES of any stride.
            let vector =
                unsafe { Vector::load_strided(s, mask, source.as_ptr().add(start), stride) };
            let mut target = vec![T::default(); source.len()];
            // SAFETY: as above.
            unsafe { vector.store_strided(mask, target.as_mut_ptr().add(start), stride) };
            let mut expected = vec![T::default(); source.len()];
            for lane in (0..S::LANES).filter(|&lane| active(lane)) {
                assert!(vector.to_array()[lane].same(source[place(lane)]));
                expected[place(lane)] = source[place(lane)];
            }
            assert!(target.iter().zip(&expected).all(|(a, b)| a.same(*b)));
        }
    }
}

fn indexed<S: Level, T: Element + Operand>(s: S) {
    let mut draw = Draw::new();
    let source: Vec<T> = (0..4).flat_map(|_| draw.array::<T>()).collect();
    for mask in masks(s, &mut draw) {
        let active = |lane: usize| mask.to_bits() >> lane & 1 != 0;
        let mut wide = [usize::MAX; MAX_LANES];
        let mut narrow = [u32::MAX; MAX_LANES];
        for lane in (0..S::LANES).filter(|&lane| active(lane)) {
            wide[lane] = draw.below(source.len());
            narrow[lane] = wide[lane] as u32;
        }
        let index = Vector::from_array(s, wide);
        // SAFETY: the indices of active lanes are below the length.
        let vector = unsafe { Vector::gather(s, mask, source.as_ptr(), index) };
        // SAFETY: as above.
        let again =
            unsafe { Vector::gather(s, mask, source.as_ptr(), Vector::from_array(s, narrow)) };
        let mut target = vec![T::default(); source.len()];
        // SAFETY: as above.
        unsafe { vector.scatter(mask, target.as_mut_ptr(), index) };
        for lane in (0..S::LANES).filter(|&lane| active(lane)) {
            assert!(vector.to_array()[lane].same(source[wide[lane]]));
            assert!(again.to_array()[lane].same(source[wide[lane]]));
            assert!(target[wide[lane]].same(source[wide[lane]]));
        }
        for (place, x) in target.iter().enumerate() {
            let written = (0..S::LANES).any(|lane| active(lane) && wide[lane] == place);
            assert!(written || x.same(T::default()));
        }
    }
}

macro_rules! elements {
    ($($name:ident $type:ident;)*) => {$(
        #[test]
        fn $name() {
            fn check<S: Level>(s: S) {
                contiguous::<S, $type>(s);
            }
            fn check_scattered<S: Level>(s: S) {
                strided::<S, $type>(s);
                indexed::<S, $type>(s);
            }
            each_level!(check);
            some_levels!(check_scattered);
        }
    )*};
}

elements! {
    memory_f32 f32;
    memory_f64 f64;
    memory_i8 i8;
    memory_i16 i16;
    memory_i32 i32;
    memory_i64 i64;
    memory_u8 u8;
    memory_u16 u16;
    memory_u32 u32;
    memory_usize usize;
}

#[test]
fn bools_are_bytes() {
    fn check<S: Level>(s: S) {
        let mut draw = Draw::new();
        let source = draw.array::<bool>();
        let mut target = [false; MAX_LANES];
        // SAFETY: arrays of MAX_LANES elements.
        unsafe {
            let mask = Mask::load(s, source.as_ptr());
            mask.store(target.as_mut_ptr());
            assert_eq!(
                Mask::load_masked(s, s.first(1), source.as_ptr()).to_bits(),
                u32::from(source[0])
            );
            assert_eq!(
                Mask::load_strided(s, s.all(), source.as_ptr(), 1).to_bits(),
                mask.to_bits()
            );
        }
        assert_eq!(target[..S::LANES], source[..S::LANES]);
    }
    some_levels!(check);
}

#[test]
fn the_first_index_out_of_bounds_is_told() {
    fn check<S: Level>(s: S) {
        let mut index = [5usize; MAX_LANES];
        index[S::LANES - 1] = 100;
        let vector = Vector::from_array(s, index);
        assert_eq!(first_out_of_bounds(s.all(), vector, 101), None);
        assert_eq!(first_out_of_bounds(s.all(), vector, 100), Some(100));
        assert_eq!(
            first_out_of_bounds(s.first(S::LANES - 1), vector, 100),
            None
        );
        let expected = if S::LANES == 1 { 100 } else { 5 };
        assert_eq!(first_out_of_bounds(s.all(), vector, 5), Some(expected));
        let narrow = Vector::splat(s, u32::MAX);
        assert_eq!(
            first_out_of_bounds(s.all(), narrow, u32::MAX as usize),
            Some(u64::from(u32::MAX))
        );
        let narrow = Vector::splat(s, u32::MAX - 1);
        assert_eq!(first_out_of_bounds(s.all(), narrow, usize::MAX), None);
        let huge = Vector::splat(s, usize::MAX);
        assert_eq!(
            first_out_of_bounds(s.all(), huge, 0),
            Some(usize::MAX as u64)
        );
    }
    some_levels!(check);
}

#[test]
fn divisions_that_would_panic_are_told() {
    fn check<S: Level>(s: S) {
        let fault =
            |a: i32, b: i32| division_fault(s.all(), Vector::splat(s, a), Vector::splat(s, b));
        assert!(fault(1, 0) && fault(i32::MIN, -1));
        assert!(!fault(i32::MIN, 1) && !fault(1, -1));
        let byte = |a: i8, b: i8| division_fault(s.all(), Vector::splat(s, a), Vector::splat(s, b));
        assert!(byte(i8::MIN, -1) && !byte(i8::MAX, -1));
        let none = Mask::splat(s, false);
        assert!(!division_fault(
            none,
            Vector::splat(s, 1u64),
            Vector::splat(s, 0u64)
        ));
    }
    some_levels!(check);
    assert!(scalar_division_fault(1u8, 0) && scalar_division_fault(i64::MIN, -1));
    assert!(!scalar_division_fault(i64::MIN, 2));
}
