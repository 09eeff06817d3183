//! Casts between all element types, and counters as vectors.

use super::{Draw, Operand, expect, some_levels};
use crate::simd::{Level, MAX_LANES, Mask, Vector, linear_cast};

macro_rules! casts {
    ($($name:ident $source:ident;)*) => {$(
        #[test]
        fn $name() {
            fn check<S: Level>(s: S) {
                let mut draw = Draw::new();
                for _ in 0..200 {
                    let array = draw.array::<$source>();
                    let vector = Vector::from_array(s, array);
                    casts!(@to $source, vector, array, f32 f64 i8 i16 i32 i64 isize u8 u16 u32 u64 usize);
                }
            }
            some_levels!(check);
        }
    )*};
    (@to $source:ident, $vector:ident, $array:ident, $($target:ident)*) => {$(
        let mut expected = [<$target>::default(); MAX_LANES];
        for lane in 0..S::LANES {
            expected[lane] = $array[lane] as $target;
        }
        let result = $vector.cast::<$target>().to_array();
        let what = concat!(stringify!($source), " as ", stringify!($target));
        expect(what, &result[..S::LANES], expected, &[&$array]);
    )*};
}

casts! {
    from_f32 f32;
    from_f64 f64;
    from_i8 i8;
    from_i16 i16;
    from_i32 i32;
    from_i64 i64;
    from_isize isize;
    from_u8 u8;
    from_u16 u16;
    from_u32 u32;
    from_u64 u64;
    from_usize usize;
}

#[test]
fn masks_become_integers() {
    fn check<S: Level>(s: S) {
        let mask = Mask::from_bits(s, 0x5555_5555);
        let bytes = mask.cast::<u8>().to_array();
        let longs = mask.cast::<i64>().to_array();
        for lane in 0..S::LANES {
            assert_eq!(bytes[lane], u8::from(lane % 2 == 0));
            assert_eq!(longs[lane], i64::from(lane % 2 == 0));
        }
    }
    some_levels!(check);
}

#[test]
fn bits_come_and_go() {
    fn check<S: Level>(s: S) {
        let mut draw = Draw::new();
        let array = draw.array::<f32>();
        let bits = Vector::from_array(s, array).to_bits();
        let back = Vector::<S, f32>::from_bits(bits).to_array();
        for lane in 0..S::LANES {
            assert_eq!(bits.to_array()[lane], array[lane].to_bits());
            assert_eq!(back[lane].to_bits(), array[lane].to_bits());
        }
        let array = draw.array::<f64>();
        let bits = Vector::from_array(s, array).to_bits();
        let back = Vector::<S, f64>::from_bits(bits).to_array();
        for lane in 0..S::LANES {
            assert_eq!(bits.to_array()[lane], array[lane].to_bits());
            assert_eq!(back[lane].to_bits(), array[lane].to_bits());
        }
    }
    some_levels!(check);
}

macro_rules! linear {
    ($($name:ident $type:ident;)*) => {$(
        #[test]
        fn $name() {
            fn check<S: Level>(s: S) {
                let limits = [0, 1, 2, 3, 1 << 24, (1 << 24) - 1, (1 << 30) - 1, 1 << 30, u32::MAX as usize, ((1_u64 << 53) - 1) as usize, usize::MAX];
                for base in limits {
                    for step in limits {
                        let vector = linear_cast::<S, $type>(s, base, step).to_array();
                        for lane in 0..S::LANES {
                            let expected = base.wrapping_add(step.wrapping_mul(lane)) as $type;
                            assert!(vector[lane].same(expected), "{base} + {lane} * {step}: {:?}", vector[lane]);
                        }
                    }
                }
            }
            some_levels!(check);
        }
    )*};
}

linear! {
    linear_f32 f32;
    linear_f64 f64;
    linear_u8 u8;
    linear_i16 i16;
    linear_i32 i32;
    linear_u64 u64;
    linear_usize usize;
}
