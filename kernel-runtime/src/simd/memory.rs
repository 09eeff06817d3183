//! Loads and stores: contiguous, strided, and at an index a lane. Masked ones touch the elements of active lanes only.

use super::check::Index;
use super::element::Element;
use super::level::{Level, MAX_LANES};
use super::mask::Mask;
use super::rows::reduce::Reduce;
use super::value::{Number, Value};
use super::vector::Vector;

/// Of a gather with at most one active lane in so many, each is loaded by itself.
const SPARSE: usize = 4;

impl<S: Level, T: Element> Vector<S, T> {
    /// Loads `LANES` elements.
    ///
    /// # Safety
    ///
    /// They can be read.
    #[inline(always)]
    pub unsafe fn load(s: S, ptr: *const T) -> Self {
        // SAFETY: the caller's.
        Vector::new(s, unsafe { T::load(s, ptr) })
    }

    /// Loads the element of each active lane; the other lanes are zero.
    ///
    /// # Safety
    ///
    /// The elements of active lanes can be read.
    #[inline(always)]
    pub unsafe fn load_masked(s: S, mask: Mask<S>, ptr: *const T) -> Self {
        // SAFETY: the caller's.
        Vector::new(s, unsafe { T::load_masked(s, mask.raw, ptr) })
    }

    /// Stores `LANES` elements.
    ///
    /// # Safety
    ///
    /// They can be written.
    #[inline(always)]
    pub unsafe fn store(self, ptr: *mut T) {
        // SAFETY: the caller's.
        unsafe { T::store(self.level, self.raw, ptr) }
    }

    /// Stores the element of each active lane.
    ///
    /// # Safety
    ///
    /// The elements of active lanes can be written.
    #[inline(always)]
    pub unsafe fn store_masked(self, mask: Mask<S>, ptr: *mut T) {
        // SAFETY: the caller's.
        unsafe { T::store_masked(self.level, mask.raw, self.raw, ptr) }
    }

    /// Loads element `lane * stride` for each active lane; the other lanes are zero.
    ///
    /// # Safety
    ///
    /// The elements of active lanes can be read.
    #[inline(always)]
    pub unsafe fn load_strided(s: S, mask: Mask<S>, ptr: *const T, stride: isize) -> Self {
        let mut lanes = [T::Lane::default(); MAX_LANES];
        if mask.all() {
            let mut lane = 0;
            while lane < S::LANES {
                // SAFETY: every lane is active; the rest is the caller's.
                lanes[lane] = unsafe { ptr.offset(lane as isize * stride).read() }.widen();
                lane += 1;
            }
            return Vector::new(s, T::collect(s, lanes));
        }
        let mut active = mask.to_bits();
        while active != 0 {
            let lane = active.trailing_zeros() as usize;
            // SAFETY: the lane is active; the rest is the caller's.
            lanes[lane] = unsafe { ptr.offset(lane as isize * stride).read() }.widen();
            active &= active - 1;
        }
        Vector::new(s, T::collect(s, lanes))
    }

    /// Stores element `lane * stride` for each active lane, in the order of the lanes.
    ///
    /// # Safety
    ///
    /// The elements of active lanes can be written.
    #[inline(always)]
    pub unsafe fn store_strided(self, mask: Mask<S>, ptr: *mut T, stride: isize) {
        let lanes = T::explode(self.level, self.raw);
        if mask.all() {
            let mut lane = 0;
            while lane < S::LANES {
                // SAFETY: every lane is active; the rest is the caller's.
                unsafe {
                    ptr.offset(lane as isize * stride)
                        .write(T::narrow(lanes[lane]))
                };
                lane += 1;
            }
            return;
        }
        let mut active = mask.to_bits();
        while active != 0 {
            let lane = active.trailing_zeros() as usize;
            // SAFETY: the lane is active; the rest is the caller's.
            unsafe {
                ptr.offset(lane as isize * stride)
                    .write(T::narrow(lanes[lane]))
            };
            active &= active - 1;
        }
    }

    /// Loads the element at each active lane's index; the other lanes are zero.
    ///
    /// # Safety
    ///
    /// The elements of active lanes can be read.
    #[inline(always)]
    pub unsafe fn gather<I: Index>(
        s: S,
        mask: Mask<S>,
        ptr: *const T,
        index: Vector<S, I>,
    ) -> Self {
        if !mask.all() {
            // SAFETY: the caller's.
            return unsafe { Self::gather_some(s, mask, ptr, index) };
        }
        // SAFETY: every lane is active; the rest is the caller's.
        unsafe { Self::gather_all(s, ptr, index) }
    }

    /// Loads the element at each lane's index.
    ///
    /// # Safety
    ///
    /// The elements can be read.
    #[inline(always)]
    unsafe fn gather_all<I: Index>(s: S, ptr: *const T, index: Vector<S, I>) -> Self {
        // Lane by lane: hardware gathers are slower on the machines measured.
        let index = I::explode(s, index.raw);
        let mut lanes = [T::Lane::default(); MAX_LANES];
        let mut lane = 0;
        while lane < S::LANES {
            // SAFETY: the caller's.
            lanes[lane] = unsafe { ptr.add(I::position(index[lane])).read() }.widen();
            lane += 1;
        }
        Vector::new(s, T::collect(s, lanes))
    }

    /// Loads the element at each active lane's index; the other lanes are zero.
    ///
    /// # Safety
    ///
    /// The elements of active lanes can be read.
    #[inline(always)]
    unsafe fn gather_some<I: Index>(
        s: S,
        mask: Mask<S>,
        ptr: *const T,
        index: Vector<S, I>,
    ) -> Self {
        let zero = Vector::splat(s, T::default());
        let lanes = I::explode(s, index.raw);
        let mut active = mask.to_bits();
        if active.count_ones() as usize * SPARSE > S::LANES {
            // Without a branch for each lane: those that are off load what the first that is on does.
            let first = I::narrow(lanes[active.trailing_zeros() as usize]);
            let index = Vector::blend(mask, index, Vector::splat(s, first));
            // SAFETY: each is an active lane's element.
            let loaded = unsafe { Self::gather_all(s, ptr, index) };
            return Vector::blend(mask, loaded, zero);
        }
        let mut elements = T::explode(s, zero.raw);
        while active != 0 {
            let lane = active.trailing_zeros() as usize;
            // SAFETY: the lane is active; the rest is the caller's.
            elements[lane] = unsafe { ptr.add(I::position(lanes[lane])).read() }.widen();
            active &= active - 1;
        }
        Vector::new(s, T::collect(s, elements))
    }

    /// Stores the element at each active lane's index, in the order of the lanes.
    ///
    /// # Safety
    ///
    /// The elements of active lanes can be written.
    #[inline(always)]
    pub unsafe fn scatter<I: Index>(self, mask: Mask<S>, ptr: *mut T, index: Vector<S, I>) {
        let index = I::explode(self.level, index.raw);
        let lanes = T::explode(self.level, self.raw);
        let mut active = mask.to_bits();
        while active != 0 {
            let lane = active.trailing_zeros() as usize;
            // SAFETY: the lane is active; the rest is the caller's.
            unsafe {
                ptr.add(I::position(index[lane]))
                    .write(T::narrow(lanes[lane]))
            };
            active &= active - 1;
        }
    }

    /// Combines the element of each active lane into the one at its index, lane after lane: several lanes may have one index.
    ///
    /// # Safety
    ///
    /// The elements of active lanes can be read and written.
    #[inline(always)]
    pub unsafe fn accumulate<R: Reduce<T>, I: Index>(
        self,
        mask: Mask<S>,
        ptr: *mut T,
        index: Vector<S, I>,
    ) {
        let index = I::explode(self.level, index.raw);
        let lanes = T::explode(self.level, self.raw);
        let mut active = mask.to_bits();
        while active != 0 {
            let lane = active.trailing_zeros() as usize;
            // SAFETY: the lane is active; the rest is the caller's.
            unsafe {
                let at = ptr.add(I::position(index[lane]));
                at.write(R::combine(at.read(), T::narrow(lanes[lane])));
            }
            active &= active - 1;
        }
    }
}

/// `bool`s in memory are bytes: `u8` vectors of 0 and 1.
impl<S: Level> Mask<S> {
    #[inline(always)]
    fn from_bytes(bytes: Vector<S, u8>) -> Self {
        Value::ne(bytes, bytes.splat_like(0))
    }

    #[inline(always)]
    fn to_bytes(self) -> Vector<S, u8> {
        self.cast::<u8>()
    }

    /// Loads `LANES` `bool`s.
    ///
    /// # Safety
    ///
    /// As [`Vector::load`].
    #[inline(always)]
    pub unsafe fn load(s: S, ptr: *const bool) -> Self {
        // SAFETY: the caller's.
        Self::from_bytes(unsafe { Vector::load(s, ptr.cast()) })
    }

    /// Loads the `bool` of each active lane; the other lanes are not set.
    ///
    /// # Safety
    ///
    /// As [`Vector::load_masked`].
    #[inline(always)]
    pub unsafe fn load_masked(s: S, mask: Mask<S>, ptr: *const bool) -> Self {
        // SAFETY: the caller's.
        Self::from_bytes(unsafe { Vector::load_masked(s, mask, ptr.cast()) })
    }

    /// Stores `LANES` `bool`s.
    ///
    /// # Safety
    ///
    /// As [`Vector::store`].
    #[inline(always)]
    pub unsafe fn store(self, ptr: *mut bool) {
        // SAFETY: the caller's; the bytes are 0 or 1.
        unsafe { self.to_bytes().store(ptr.cast()) }
    }

    /// Stores the `bool` of each active lane.
    ///
    /// # Safety
    ///
    /// As [`Vector::store_masked`].
    #[inline(always)]
    pub unsafe fn store_masked(self, mask: Mask<S>, ptr: *mut bool) {
        // SAFETY: the caller's; the bytes are 0 or 1.
        unsafe { self.to_bytes().store_masked(mask, ptr.cast()) }
    }

    /// Loads `bool` `lane * stride` for each active lane; the other lanes are not set.
    ///
    /// # Safety
    ///
    /// As [`Vector::load_strided`].
    #[inline(always)]
    pub unsafe fn load_strided(s: S, mask: Mask<S>, ptr: *const bool, stride: isize) -> Self {
        // SAFETY: the caller's.
        Self::from_bytes(unsafe { Vector::load_strided(s, mask, ptr.cast(), stride) })
    }

    /// Stores `bool` `lane * stride` for each active lane.
    ///
    /// # Safety
    ///
    /// As [`Vector::store_strided`].
    #[inline(always)]
    pub unsafe fn store_strided(self, mask: Mask<S>, ptr: *mut bool, stride: isize) {
        // SAFETY: the caller's; the bytes are 0 or 1.
        unsafe { self.to_bytes().store_strided(mask, ptr.cast(), stride) }
    }

    /// Loads the `bool` at each active lane's index; the other lanes are not set.
    ///
    /// # Safety
    ///
    /// As [`Vector::gather`].
    #[inline(always)]
    pub unsafe fn gather<I: Index>(
        s: S,
        mask: Mask<S>,
        ptr: *const bool,
        index: Vector<S, I>,
    ) -> Self {
        // SAFETY: the caller's.
        Self::from_bytes(unsafe { Vector::gather(s, mask, ptr.cast(), index) })
    }

    /// Stores the `bool` at each active lane's index.
    ///
    /// # Safety
    ///
    /// As [`Vector::scatter`].
    #[inline(always)]
    pub unsafe fn scatter<I: Index>(self, mask: Mask<S>, ptr: *mut bool, index: Vector<S, I>) {
        // SAFETY: the caller's; the bytes are 0 or 1.
        unsafe { self.to_bytes().scatter(mask, ptr.cast(), index) }
    }
}

macro_rules! linear {
    ($($int:ident)*) => {$(
        impl<S: Level> Vector<S, $int> {
            /// `base + lane * step`, wrapping.
            #[inline(always)]
            pub fn linear(s: S, base: $int, step: $int) -> Self {
                let mut lanes = [0; MAX_LANES];
                let mut lane = 0;
                while lane < S::LANES {
                    lanes[lane] = lane as $int;
                    lane += 1;
                }
                let lanes = Vector::from_array(s, lanes);
                Number::add(Vector::splat(s, base), Number::mul(lanes, Vector::splat(s, step)))
            }
        }
    )*};
}

linear! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize }
