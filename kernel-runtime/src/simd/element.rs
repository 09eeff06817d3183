//! The types a vector can hold, and the registers that hold them.

use super::level::{Lane, Level, MAX_LANES};
use super::vector::Vector;

/// A type of vector elements: the number types of Rust up to 64 bits.
///
/// 8- and 16-bit integers live in 32-bit lanes, `usize` and `isize` in lanes as wide as they are.
pub trait Element: Copy + Default + PartialOrd + Send + Sync + 'static {
    /// What a lane holds.
    type Lane: Copy + Default;
    /// The register type.
    type Register<S: Level>: Copy;

    /// Widens to a lane.
    fn widen(self) -> Self::Lane;
    /// Cuts a lane to the type's width.
    fn narrow(lane: Self::Lane) -> Self;
    /// The register's lanes.
    fn explode<S: Level>(s: S, register: Self::Register<S>) -> [Self::Lane; MAX_LANES];
    /// The register of these lanes.
    fn collect<S: Level>(s: S, lanes: [Self::Lane; MAX_LANES]) -> Self::Register<S>;
    /// Of 32-bit words the element that starts at that bit. Nothing for types that fill a lane.
    fn cut<S: Level>(s: S, words: S::I32, shift: u32) -> Option<Self::Register<S>>;
    /// The elements' bits, the others zero. Nothing for types that fill a lane.
    fn bits<S: Level>(s: S, register: Self::Register<S>) -> Option<S::I32>;
    /// All lanes alike.
    fn splat<S: Level>(s: S, x: Self) -> Self::Register<S>;
    /// Where the mask is set the first, elsewhere the second.
    fn select<S: Level>(
        s: S,
        mask: S::Mask,
        yes: Self::Register<S>,
        no: Self::Register<S>,
    ) -> Self::Register<S>;
    /// One element a lane.
    ///
    /// # Safety
    ///
    /// All of them can be read.
    unsafe fn load<S: Level>(s: S, ptr: *const Self) -> Self::Register<S>;
    /// One element an active lane, zero in the others.
    ///
    /// # Safety
    ///
    /// Those of active lanes can be read.
    unsafe fn load_masked<S: Level>(s: S, mask: S::Mask, ptr: *const Self) -> Self::Register<S>;
    /// One element a lane.
    ///
    /// # Safety
    ///
    /// All of them can be written.
    unsafe fn store<S: Level>(s: S, register: Self::Register<S>, ptr: *mut Self);
    /// One element an active lane.
    ///
    /// # Safety
    ///
    /// Those of active lanes can be written.
    unsafe fn store_masked<S: Level>(
        s: S,
        mask: S::Mask,
        register: Self::Register<S>,
        ptr: *mut Self,
    );
}

macro_rules! parts {
    (whole $element:ident) => {
        #[inline(always)]
        fn cut<S: Level>(_: S, _: S::I32, _: u32) -> Option<Self::Register<S>> {
            None
        }

        #[inline(always)]
        fn bits<S: Level>(_: S, _: Self::Register<S>) -> Option<S::I32> {
            None
        }
    };
    (narrow $element:ident) => {
        #[inline(always)]
        fn cut<S: Level>(s: S, words: S::I32, shift: u32) -> Option<S::I32> {
            let words = Vector::<S, i32>::new(s, words) >> shift;
            Some(Vector::<S, $element>::wrap(words).raw)
        }

        #[inline(always)]
        fn bits<S: Level>(s: S, register: S::I32) -> Option<S::I32> {
            Some(Vector::<S, $element>::new(s, register).low().raw)
        }
    };
}

macro_rules! elements {
    ($($width:ident $element:ident as $memory:ident in $lane:ident $register:ident:
        $splat:ident $select:ident $load:ident $load_masked:ident $store:ident $store_masked:ident;)*) => {$(
        impl Element for $element {
            type Lane = $lane;
            type Register<S: Level> = S::$register;

            #[inline(always)]
            fn widen(self) -> $lane {
                self as $lane
            }

            #[inline(always)]
            fn narrow(lane: $lane) -> Self {
                lane as $element
            }

            #[inline(always)]
            fn explode<S: Level>(s: S, register: S::$register) -> [$lane; MAX_LANES] {
                <$lane as Lane<S>>::explode(s, register)
            }

            #[inline(always)]
            fn collect<S: Level>(s: S, lanes: [$lane; MAX_LANES]) -> S::$register {
                <$lane as Lane<S>>::collect(s, lanes)
            }

            parts!($width $element);

            #[inline(always)]
            fn splat<S: Level>(s: S, x: Self) -> S::$register {
                s.$splat(x as $lane)
            }

            #[inline(always)]
            fn select<S: Level>(s: S, mask: S::Mask, yes: S::$register, no: S::$register) -> S::$register {
                s.$select(mask, yes, no)
            }

            #[inline(always)]
            unsafe fn load<S: Level>(s: S, ptr: *const Self) -> S::$register {
                // SAFETY: the caller's; both types have one size and alignment.
                unsafe { s.$load(ptr.cast::<$memory>()) }
            }

            #[inline(always)]
            unsafe fn load_masked<S: Level>(s: S, mask: S::Mask, ptr: *const Self) -> S::$register {
                // SAFETY: as in `load`.
                unsafe { s.$load_masked(mask, ptr.cast::<$memory>()) }
            }

            #[inline(always)]
            unsafe fn store<S: Level>(s: S, register: S::$register, ptr: *mut Self) {
                // SAFETY: as in `load`.
                unsafe { s.$store(register, ptr.cast::<$memory>()) }
            }

            #[inline(always)]
            unsafe fn store_masked<S: Level>(s: S, mask: S::Mask, register: S::$register, ptr: *mut Self) {
                // SAFETY: as in `load`.
                unsafe { s.$store_masked(mask, register, ptr.cast::<$memory>()) }
            }
        }
    )*};
}

elements! {
    whole f32 as f32 in f32 F32: splat_f32 select_f32 load_f32 load_masked_f32 store_f32 store_masked_f32;
    whole f64 as f64 in f64 F64: splat_f64 select_f64 load_f64 load_masked_f64 store_f64 store_masked_f64;
    narrow i8 as i8 in i32 I32: splat_i32 select_i32 load_i8 load_masked_i8 store_i8 store_masked_i8;
    narrow u8 as u8 in i32 I32: splat_i32 select_i32 load_u8 load_masked_u8 store_u8 store_masked_u8;
    narrow i16 as i16 in i32 I32: splat_i32 select_i32 load_i16 load_masked_i16 store_i16 store_masked_i16;
    narrow u16 as u16 in i32 I32: splat_i32 select_i32 load_u16 load_masked_u16 store_u16 store_masked_u16;
    whole i32 as i32 in i32 I32: splat_i32 select_i32 load_i32 load_masked_i32 store_i32 store_masked_i32;
    whole u32 as i32 in i32 I32: splat_i32 select_i32 load_i32 load_masked_i32 store_i32 store_masked_i32;
    whole i64 as i64 in i64 I64: splat_i64 select_i64 load_i64 load_masked_i64 store_i64 store_masked_i64;
    whole u64 as i64 in i64 I64: splat_i64 select_i64 load_i64 load_masked_i64 store_i64 store_masked_i64;
}

#[cfg(target_pointer_width = "64")]
elements! {
    whole isize as i64 in i64 I64: splat_i64 select_i64 load_i64 load_masked_i64 store_i64 store_masked_i64;
    whole usize as i64 in i64 I64: splat_i64 select_i64 load_i64 load_masked_i64 store_i64 store_masked_i64;
}

#[cfg(target_pointer_width = "32")]
elements! {
    whole isize as i32 in i32 I32: splat_i32 select_i32 load_i32 load_masked_i32 store_i32 store_masked_i32;
    whole usize as i32 in i32 I32: splat_i32 select_i32 load_i32 load_masked_i32 store_i32 store_masked_i32;
}
