//! An array that stays where it was used last.

use std::fmt;
use std::mem::ManuallyDrop;

use crate::arguments::{In, Input, Out, Output};
use crate::error::Error;
use crate::home::{Held, Home};

/// What an [`Array`] holds: a number or `bool`.
///
/// ```
/// fn zeros<T: kernel_runtime::Scalar>(len: usize) -> kernel_runtime::Array<T> {
///     kernel_runtime::Array::zeroed(len)
/// }
/// assert_eq!(zeros::<f32>(3).len(), 3);
/// ```
pub trait Scalar: bytemuck::NoUninit + Default + Send + Sync + private::Sealed {}

mod private {
    pub trait Sealed {}
}

macro_rules! scalars {
    ($($ty:ty),*) => {$(
        impl private::Sealed for $ty {}
        impl Scalar for $ty {}
    )*};
}

scalars!(
    f32, f64, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, bool
);

/// An array on the host and on the device, of which it is known where its values are.
///
/// A kernel takes it like a slice. On the GPU it stays there: what one kernel has written the next one reads without a byte being moved, and without
/// waiting. The values come back when the host looks at them, or when a kernel runs on the processor. A plain slice, in comparison, goes to
/// the device and comes back at every dispatch.
///
/// ```
/// use kernel_runtime::{Array, kernel};
///
/// #[kernel]
/// fn scale(a: f32, x: &[f32], y: &mut [f32]) {
///     for i in 0..y.len() {
///         y[i] = a * x[i];
///     }
/// }
///
/// # fn main() -> Result<(), kernel_runtime::Error> {
/// let x = Array::from(vec![1.0, 2.0, 3.0]);
/// let (mut y, mut z) = (Array::zeroed(3), Array::zeroed(3));
/// scale::dispatch(2.0, &x, &mut y)?;
/// scale::dispatch(5.0, &y, &mut z)?;
/// assert_eq!(z.as_slice()?, [10.0, 20.0, 30.0]);
/// # Ok(())
/// # }
/// ```
///
/// The length is fixed. The host's memory is there all the time, also while its content is out of date.
pub struct Array<T> {
    /// A vector taken apart, so that no reference to its elements stands while they change.
    ptr: *mut T,
    len: usize,
    capacity: usize,
    home: Home,
}

// SAFETY: it owns its elements. By a shared reference the memory changes under the home's lock, while it is stale and nobody has a slice of it.
unsafe impl<T: Send> Send for Array<T> {}
// SAFETY: as for `Send`.
unsafe impl<T: Sync> Sync for Array<T> {}

impl<T: Scalar> Array<T> {
    /// So many zeros, or `false`.
    ///
    /// ```
    /// let array = kernel_runtime::Array::<u32>::zeroed(4);
    /// assert_eq!(array.to_vec().expect("it is on the host"), [0; 4]);
    /// ```
    pub fn zeroed(len: usize) -> Self {
        Array::from(vec![T::default(); len])
    }

    /// The number of elements.
    ///
    /// ```
    /// assert_eq!(kernel_runtime::Array::from(vec![1.0, 2.0]).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has none.
    ///
    /// ```
    /// assert!(kernel_runtime::Array::<f32>::zeroed(0).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether the host's memory holds the values, so that looking at them moves nothing.
    ///
    /// ```
    /// assert!(kernel_runtime::Array::from(vec![1.0]).is_on_host());
    /// ```
    pub fn is_on_host(&self) -> bool {
        self.home.is_on_host()
    }

    /// Whether the device holds the values, so that a kernel there moves nothing. They may be in both places.
    ///
    /// ```
    /// assert!(!kernel_runtime::Array::from(vec![1.0]).is_on_device());
    /// ```
    pub fn is_on_device(&self) -> bool {
        self.home.is_on_device()
    }

    /// The values. If they are on the device alone, waits for the kernels that were dispatched there and copies them: O(n) then, else O(1).
    ///
    /// # Errors
    ///
    /// [`Error::Lost`] if the device failed with the only copy.
    ///
    /// ```
    /// let array = kernel_runtime::Array::from(vec![1, 2, 3]);
    /// assert_eq!(array.as_slice().expect("it is on the host"), [1, 2, 3]);
    /// ```
    pub fn as_slice(&self) -> Result<&[T], Error> {
        self.held().fetch().map_err(Error::lost)?;
        // SAFETY: the memory is that of a vector of so many elements. It holds the values now, and changes only by an exclusive reference.
        Ok(unsafe { std::slice::from_raw_parts(self.ptr, self.len) })
    }

    /// The values, to be changed. As [`Array::as_slice`]; the device's copy is out of date from then on.
    ///
    /// # Errors
    ///
    /// [`Error::Lost`] if the device failed with the only copy.
    ///
    /// ```
    /// let mut array = kernel_runtime::Array::from(vec![1, 2, 3]);
    /// array.as_mut_slice().expect("it is on the host")[1] = 7;
    /// assert_eq!(array.as_slice().expect("it is on the host"), [1, 7, 3]);
    /// ```
    pub fn as_mut_slice(&mut self) -> Result<&mut [T], Error> {
        self.held().take_home().map_err(Error::lost)?;
        // SAFETY: as in `as_slice`, and the array is exclusively borrowed.
        Ok(unsafe { std::slice::from_raw_parts_mut(self.ptr, self.len) })
    }

    /// A copy of the values: as [`Array::as_slice`].
    ///
    /// # Errors
    ///
    /// [`Error::Lost`] if the device failed with the only copy.
    ///
    /// ```
    /// let array = kernel_runtime::Array::from(vec![true, false]);
    /// assert_eq!(array.to_vec().expect("it is on the host"), [true, false]);
    /// ```
    pub fn to_vec(&self) -> Result<Vec<T>, Error> {
        self.as_slice().map(<[T]>::to_vec)
    }

    /// The values as a vector. Nothing is copied on the host.
    ///
    /// # Errors
    ///
    /// [`Error::Lost`] if the device failed with the only copy.
    ///
    /// ```
    /// let array = kernel_runtime::Array::from(vec![1, 2, 3]);
    /// assert_eq!(array.into_vec().expect("it is on the host"), [1, 2, 3]);
    /// ```
    pub fn into_vec(self) -> Result<Vec<T>, Error> {
        self.held().fetch().map_err(Error::lost)?;
        let mut array = ManuallyDrop::new(self);
        drop(std::mem::take(&mut array.home));
        // SAFETY: the parts are those of the vector that `from` took apart; what is left of the array is not dropped.
        Ok(unsafe { Vec::from_raw_parts(array.ptr, array.len, array.capacity) })
    }

    fn held(&self) -> Held<'_> {
        self.input().held()
    }
}

impl<T> Drop for Array<T> {
    fn drop(&mut self) {
        // SAFETY: the parts are those of the vector that `from` took apart.
        drop(unsafe { Vec::from_raw_parts(self.ptr, self.len, self.capacity) });
    }
}

impl<T: Scalar> From<Vec<T>> for Array<T> {
    fn from(values: Vec<T>) -> Self {
        let mut values = ManuallyDrop::new(values);
        Array {
            ptr: values.as_mut_ptr(),
            len: values.len(),
            capacity: values.capacity(),
            home: Home::new(),
        }
    }
}

impl<T: Scalar> FromIterator<T> for Array<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Array::from(Vec::from_iter(values))
    }
}

impl<T: Scalar> Input<T> for Array<T> {
    #[inline]
    fn input(&self) -> In<'_, T> {
        // SAFETY: the memory is the array's own; by a shared reference it changes through its home alone.
        unsafe { In::at_home(self.ptr, self.len, &self.home) }
    }
}

impl<T: Scalar> Output<T> for Array<T> {
    #[inline]
    fn output(&mut self) -> Out<'_, T> {
        // SAFETY: the memory is the array's own, which is exclusively borrowed.
        unsafe { Out::at_home(self.ptr, self.len, &self.home) }
    }
}

/// The length and where the values are: printing moves nothing.
impl<T: Scalar> fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Array")
            .field("len", &self.len)
            .field("on_host", &self.is_on_host())
            .field("on_device", &self.is_on_device())
            .finish()
    }
}
