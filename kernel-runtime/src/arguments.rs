//! The arrays that a kernel is given: what may stand for one in a call, and how a stage holds it.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use crate::error::Error;
use crate::home::{Held, Home};
use crate::kernel::Kernel;
use crate::simd::reduce::Reduce;
use crate::whereabouts::Whereabouts;

/// What may stand for a parameter `&[T]` of a kernel: a slice, whatever holds one, or an [`Array`](crate::Array).
///
/// ```
/// use kernel_runtime::{Array, kernel};
///
/// #[kernel]
/// fn sum(x: &[f32]) -> f32 {
///     let mut sum = 0.0;
///     for i in 0..x.len() {
///         sum += x[i];
///     }
///     sum
/// }
///
/// # fn main() -> Result<(), kernel_runtime::Error> {
/// assert_eq!(sum::dispatch(&[1.0, 2.0])?, 3.0);
/// assert_eq!(sum::dispatch(&vec![1.0, 2.0])?, 3.0);
/// assert_eq!(sum::dispatch(&vec![1.0, 2.0][1..])?, 2.0);
/// assert_eq!(sum::dispatch(&Array::from(vec![1.0, 2.0]))?, 3.0);
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be given to a kernel as a slice of `{T}`",
    label = "neither a slice, `Vec`, array nor `kernel_runtime::Array` of `{T}`",
    note = "what dereferences to a slice can be given as `&value[..]`"
)]
pub trait Input<T> {
    /// The array as a stage holds it.
    #[doc(hidden)]
    fn input(&self) -> In<'_, T>;
}

/// What may stand for a parameter `&mut [T]` of a kernel: a slice, whatever holds one, or an [`Array`](crate::Array).
///
/// ```
/// use kernel_runtime::{Array, kernel};
///
/// #[kernel]
/// fn double(x: &mut [f32]) {
///     for i in 0..x.len() {
///         x[i] *= 2.0;
///     }
/// }
///
/// # fn main() -> Result<(), kernel_runtime::Error> {
/// let mut values = vec![1.0, 2.0];
/// double::dispatch(&mut values)?;
/// double::dispatch(&mut values[1..])?;
/// assert_eq!(values, [2.0, 8.0]);
/// let mut values = Array::from(values);
/// double::dispatch(&mut values)?;
/// assert_eq!(values.as_slice()?, [4.0, 16.0]);
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be given to a kernel as a mutable slice of `{T}`",
    label = "neither a slice, `Vec`, array nor `kernel_runtime::Array` of `{T}`",
    note = "what dereferences to a slice can be given as `&mut value[..]`"
)]
pub trait Output<T> {
    /// The array as a stage holds it.
    #[doc(hidden)]
    fn output(&mut self) -> Out<'_, T>;
}

impl<T> Input<T> for [T] {
    #[inline]
    fn input(&self) -> In<'_, T> {
        In::new(self)
    }
}

impl<T> Output<T> for [T] {
    #[inline]
    fn output(&mut self) -> Out<'_, T> {
        Out::new(self)
    }
}

impl<T, const N: usize> Input<T> for [T; N] {
    #[inline]
    fn input(&self) -> In<'_, T> {
        In::new(self)
    }
}

impl<T, const N: usize> Output<T> for [T; N] {
    #[inline]
    fn output(&mut self) -> Out<'_, T> {
        Out::new(self)
    }
}

impl<T> Input<T> for Vec<T> {
    #[inline]
    fn input(&self) -> In<'_, T> {
        In::new(self)
    }
}

impl<T> Output<T> for Vec<T> {
    #[inline]
    fn output(&mut self) -> Out<'_, T> {
        Out::new(self)
    }
}

impl<T: Clone> Input<T> for Cow<'_, [T]> {
    #[inline]
    fn input(&self) -> In<'_, T> {
        In::new(self)
    }
}

/// What leads to an array is one.
macro_rules! leads {
    ($($pointer:ty),*) => {$(
        impl<T, U: Input<T> + ?Sized> Input<T> for $pointer {
            #[inline]
            fn input(&self) -> In<'_, T> {
                (**self).input()
            }
        }
    )*};
}

leads!(&U, &mut U, Box<U>, Rc<U>, Arc<U>);

impl<T, U: Output<T> + ?Sized> Output<T> for &mut U {
    #[inline]
    fn output(&mut self) -> Out<'_, T> {
        (**self).output()
    }
}

impl<T, U: Output<T> + ?Sized> Output<T> for Box<U> {
    #[inline]
    fn output(&mut self) -> Out<'_, T> {
        (**self).output()
    }
}

/// An array that a stage only reads.
#[derive(Debug)]
pub struct In<'a, T> {
    ptr: *const T,
    len: usize,
    home: Option<&'a Home>,
    borrow: PhantomData<&'a [T]>,
}

/// An array that a stage writes (and may read). Copies of it are shared among tasks that the proof keeps apart.
#[derive(Debug)]
pub struct Out<'a, T> {
    ptr: *mut T,
    len: usize,
    home: Option<&'a Home>,
    borrow: PhantomData<&'a mut [T]>,
}

impl<'a, T> In<'a, T> {
    /// A slice as a stage holds it.
    #[inline]
    pub const fn new(slice: &'a [T]) -> Self {
        In {
            ptr: slice.as_ptr(),
            len: slice.len(),
            home: None,
            borrow: PhantomData,
        }
    }

    /// An array whose values may be elsewhere than in that memory.
    ///
    /// # Safety
    ///
    /// The memory holds `len` elements, lives for `'a`, and changes meanwhile through `home` alone.
    #[inline]
    pub(crate) const unsafe fn at_home(ptr: *const T, len: usize, home: &'a Home) -> Self {
        In {
            ptr,
            len,
            home: Some(home),
            borrow: PhantomData,
        }
    }

    /// The first element. Valid for reads of [`In::len`] elements during `'a`.
    #[inline]
    pub const fn ptr(&self) -> *const T {
        self.ptr
    }

    /// The number of elements.
    #[inline]
    #[allow(clippy::len_without_is_empty)]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether its values may be elsewhere than in the host's memory.
    #[inline]
    pub const fn roams(&self) -> bool {
        self.home.is_some()
    }

    /// Where its values are now.
    #[inline]
    pub fn whereabouts(&self) -> Whereabouts {
        self.home
            .map_or(Whereabouts::HOST, |home| home.whereabouts(false))
    }

    /// The same, with that home if it has none.
    #[inline]
    pub fn with_home(self, home: &'a Home) -> Self {
        In {
            home: self.home.or(Some(home)),
            ..self
        }
    }

    /// The same, with that home whatever it had.
    #[cfg(feature = "mpi")]
    pub(crate) fn moved(self, home: &'a Home) -> Self {
        In {
            home: Some(home),
            ..self
        }
    }

    /// Its home, if it has one.
    #[cfg(feature = "mpi")]
    pub(crate) fn home(&self) -> Option<&'a Home> {
        self.home
    }

    /// Whether ranks share it between kernels.
    #[cfg(feature = "mpi")]
    #[inline]
    pub fn is_divided(&self) -> bool {
        self.home.is_some_and(|home| home.spread().is_lasting())
    }

    /// The array as the runtime moves it.
    #[inline]
    pub fn held(&self) -> Held<'a>
    where
        T: bytemuck::NoUninit,
    {
        let bytes = self.len * size_of::<T>();
        Held::to_read(self.ptr.cast(), bytes, self.len, self.home)
    }

    /// The elements as the host may read them, brought there if they are elsewhere.
    ///
    /// # Errors
    ///
    /// Where they were on a device alone, which has failed.
    #[inline]
    pub fn on_host(&self, kernel: &Kernel) -> Result<&'a [T], Error>
    where
        T: bytemuck::NoUninit,
    {
        if self.roams() {
            self.held().fetch().map_err(|lost| kernel.lost(lost))?;
        }
        // SAFETY: `new` or an `Array` gave memory of so many elements, borrowed for `'a`; it holds their values now.
        Ok(unsafe { std::slice::from_raw_parts(self.ptr, self.len) })
    }
}

impl<'a, T> Out<'a, T> {
    /// A slice as a stage holds it.
    #[inline]
    pub const fn new(slice: &'a mut [T]) -> Self {
        Out {
            ptr: slice.as_mut_ptr(),
            len: slice.len(),
            home: None,
            borrow: PhantomData,
        }
    }

    /// An array whose values may be elsewhere than in that memory.
    ///
    /// # Safety
    ///
    /// The memory holds `len` elements, lives for `'a`, and is touched meanwhile through the result and `home` alone.
    #[inline]
    pub(crate) const unsafe fn at_home(ptr: *mut T, len: usize, home: &'a Home) -> Self {
        Out {
            ptr,
            len,
            home: Some(home),
            borrow: PhantomData,
        }
    }

    /// The first element. Valid for reads and writes of [`Out::len`] elements during `'a`, as far as the [`Stage`](crate::stage::Stage)
    /// contract keeps tasks apart.
    #[inline]
    pub const fn ptr(&self) -> *mut T {
        self.ptr
    }

    /// The number of elements.
    #[inline]
    #[allow(clippy::len_without_is_empty)]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether its values may be elsewhere than in the host's memory.
    #[inline]
    pub const fn roams(&self) -> bool {
        self.home.is_some()
    }

    /// Where its values are now.
    #[inline]
    pub fn whereabouts(&self) -> Whereabouts {
        self.home
            .map_or(Whereabouts::HOST, |home| home.whereabouts(true))
    }

    /// The same, with that home if it has none.
    #[inline]
    pub fn with_home(self, home: &'a Home) -> Self {
        Out {
            home: self.home.or(Some(home)),
            ..self
        }
    }

    /// The same, with that home whatever it had.
    #[cfg(feature = "mpi")]
    pub(crate) fn moved(self, home: &'a Home) -> Self {
        Out {
            home: Some(home),
            ..self
        }
    }

    /// Its home, if it has one.
    #[cfg(feature = "mpi")]
    pub(crate) fn home(&self) -> Option<&'a Home> {
        self.home
    }

    /// Whether ranks share it between kernels.
    #[cfg(feature = "mpi")]
    #[inline]
    pub fn is_divided(&self) -> bool {
        self.home.is_some_and(|home| home.spread().is_lasting())
    }

    /// The same array for a stage that only reads it.
    #[inline]
    pub const fn to_read(&self) -> In<'a, T> {
        In {
            ptr: self.ptr,
            len: self.len,
            home: self.home,
            borrow: PhantomData,
        }
    }

    /// The array as the runtime moves it.
    ///
    /// # Safety
    ///
    /// While the result is used nothing else touches the array, by this copy or another; and what is written to it are values of `T`.
    #[inline]
    pub unsafe fn held(&self) -> Held<'a>
    where
        T: bytemuck::NoUninit,
    {
        let bytes = self.len * size_of::<T>();
        Held::to_write(self.ptr.cast(), bytes, self.len, self.home)
    }

    /// The elements as the host may read them, brought there if they are elsewhere.
    ///
    /// # Errors
    ///
    /// Where they were on a device alone, which has failed.
    #[inline]
    pub fn on_host(&self, kernel: &Kernel) -> Result<&'a [T], Error>
    where
        T: bytemuck::NoUninit,
    {
        self.to_read().on_host(kernel)
    }

    /// The elements as the host may write them, brought there if they are elsewhere. From then on they are there alone.
    ///
    /// # Safety
    ///
    /// While the result is used nothing else touches the array, by this copy or another.
    ///
    /// # Errors
    ///
    /// Where they were on a device alone, which has failed.
    #[inline]
    pub unsafe fn on_host_mut(&self, kernel: &Kernel) -> Result<&'a mut [T], Error>
    where
        T: bytemuck::NoUninit,
    {
        if self.roams() {
            // SAFETY: the caller keeps others away.
            let held = unsafe { self.held() };
            held.take_home().map_err(|lost| kernel.lost(lost))?;
        }
        // SAFETY: `new` or an `Array` gave memory of so many elements, exclusively borrowed for `'a`; it holds their values now, and the
        // caller keeps others away.
        Ok(unsafe { std::slice::from_raw_parts_mut(self.ptr, self.len) })
    }

    /// An array in the next words of some memory, filled with that value.
    ///
    /// # Safety
    ///
    /// `next` points to [`words_of`] words for the elements, which outlive the result and are used by it alone.
    pub unsafe fn carved(next: &mut *mut u64, len: usize, value: T) -> Self
    where
        T: Copy,
    {
        let ptr: *mut T = next.cast();
        for at in 0..len {
            // SAFETY: the words hold so many elements, and are aligned for each of the types there are.
            unsafe { ptr.add(at).write(value) };
        }
        // SAFETY: as above.
        *next = unsafe { next.add(words_of::<T>(len)) };
        Out {
            ptr,
            len,
            home: None,
            borrow: PhantomData,
        }
    }

    /// Combines the elements of such an array into this one.
    ///
    /// # Safety
    ///
    /// `next` points to the words of an array of the same length that [`Out::carved`] has made; nothing else touches this array.
    pub unsafe fn merge<R: Reduce<T>>(&self, next: &mut *mut u64)
    where
        T: Copy,
    {
        let from: *const T = next.cast();
        for at in 0..self.len {
            // SAFETY: both arrays have so many elements; the caller keeps others away.
            unsafe {
                let to = self.ptr.add(at);
                to.write(R::combine(to.read(), from.add(at).read()));
            }
        }
        // SAFETY: as above.
        *next = unsafe { next.add(words_of::<T>(self.len)) };
    }
}

/// The words that so many elements take in a thread's own memory.
pub const fn words_of<T>(len: usize) -> usize {
    (len * size_of::<T>()).div_ceil(size_of::<u64>())
}

impl<T> Clone for In<'_, T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for In<'_, T> {}

impl<T> Clone for Out<'_, T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Out<'_, T> {}

// SAFETY: it is a `&[T]`, or one of an `Array`, whose memory changes under its home's lock while nobody has a slice of it.
unsafe impl<T: Sync> Send for In<'_, T> {}
// SAFETY: as for `Send`.
unsafe impl<T: Sync> Sync for In<'_, T> {}
// SAFETY: it is a `&mut [T]` whose copies go to tasks that the `Stage` contract keeps from touching the same element.
unsafe impl<T: Send> Send for Out<'_, T> {}
// SAFETY: as for `Send`.
unsafe impl<T: Send> Sync for Out<'_, T> {}
