//! An array that stays divided among the ranks between kernels.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;
use std::rc::Rc;

use super::cut::ROOT;
use super::holdings::Holdings;
use super::intervals::Intervals;
use super::join::{Cluster, Team, hash};
use super::spread::{bring, reserve};
use crate::arguments::{In, Input, Out, Output};
use crate::array::Scalar;
use crate::error::Error;
use crate::home::{Held, Home};

/// An array of which each rank of a [`Cluster`] has a part, or several have the same.
///
/// A kernel takes it like a slice, and is then run on all ranks by `dispatch` too. What a rank has written stays with it, so that of arrays that
/// are used again and again only that is sent which a rank needs of another's part. Every rank makes the array, and all calls with it.
///
/// ```
/// use kernel_runtime::{Cluster, DistArray, kernel};
///
/// #[kernel]
/// fn smooth(from: &[f32], to: &mut [f32]) {
///     for i in 1..from.len() - 1 {
///         to[i] = (from[i - 1] + from[i] + from[i + 1]) / 3.0;
///     }
/// }
///
/// # fn main() -> Result<(), kernel_runtime::Error> {
/// let cluster = Cluster::world()?;
/// let values = vec![3.0; 1000];
/// let mut a = DistArray::from_root(&cluster, cluster.is_root().then_some(&values))?;
/// let mut b = DistArray::zeroed(&cluster, a.len())?;
/// for _ in 0..10 {
///     smooth::dispatch(&a, &mut b)?;
///     std::mem::swap(&mut a, &mut b);
/// }
/// if let Some(values) = a.gather(500..502)? {
///     assert_eq!(values, [3.0, 3.0]);
/// }
/// # Ok(())
/// # }
/// ```
///
/// Each rank reserves addresses for the whole array; memory becomes of it what the rank touches.
pub struct DistArray<T> {
    ptr: *mut T,
    len: usize,
    home: Home,
    team: Rc<Team>,
    owns: PhantomData<T>,
}

impl<T: Scalar> DistArray<T> {
    /// So many zeros, or `false`. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::Cluster`], on every rank, if the ranks do not say the same length or one has no addresses left.
    pub fn zeroed(cluster: &Cluster, len: usize) -> Result<Self, Error> {
        let ranks = cluster.ranks();
        DistArray::new(cluster, len, Holdings::everywhere(ranks, len))
    }

    /// The values that the root gives, where they stay until a kernel needs them elsewhere. The other ranks give none.
    ///
    /// # Errors
    ///
    /// [`Error::Cluster`], on every rank, if the root gives no values, or one has no addresses left.
    pub fn from_root(cluster: &Cluster, values: Option<impl AsRef<[T]>>) -> Result<Self, Error> {
        let team = cluster.team();
        let values = values.filter(|_| team.is_root());
        let values = values.as_ref().map(AsRef::as_ref);
        let mut said = [0, 0];
        if let Some(values) = values {
            said = [1, values.len() as u64];
        }
        team.broadcast(ROOT, &mut said);
        let [given, len] = said.map(|word| word as usize);
        if given == 0 {
            let reason = "the root has given no values for an array".to_owned();
            return Err(Error::Cluster { reason });
        }
        let array = DistArray::new(cluster, len, Holdings::at(ROOT, team.ranks(), len))?;
        if let Some(values) = values {
            let held = array.held();
            held.window_mut(0..len)
                .copy_from_slice(Held::of(values).bytes());
        }
        Ok(array)
    }

    fn new(cluster: &Cluster, len: usize, holdings: Holdings) -> Result<Self, Error> {
        let team = cluster.team();
        let memory = reserve(len.saturating_mul(size_of::<T>()));
        let said = team.extremes(&[
            hash(&("an array", len, std::any::type_name::<T>())),
            memory.is_err().into(),
        ]);
        let reason = match memory {
            Ok(mut memory) if said[0].0 == said[0].1 && said[1].1 == 0 => {
                let (ptr, home) = (memory.as_mut_ptr().cast(), Home::new());
                home.spread().share(team, holdings, Some(memory));
                home.spread().last();
                return Ok(DistArray {
                    ptr,
                    len,
                    home,
                    team: Rc::clone(team),
                    owns: PhantomData,
                });
            }
            Err(error) => format!("there is no memory for an array: {error}"),
            Ok(_) if said[0].0 != said[0].1 => "they do not make the same array".to_owned(),
            Ok(_) => "one of them has no memory for an array".to_owned(),
        };
        Err(Error::Cluster { reason })
    }

    /// The number of elements, on all ranks together.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Some of the values, at the root; the other ranks get none. What the root does not have is sent.
    ///
    /// # Errors
    ///
    /// [`Error::Cluster`], on every rank, if the ranks do not say the same range, or it does not lie in the array.
    pub fn gather(&self, range: Range<usize>) -> Result<Option<Vec<T>>, Error> {
        let outside = range.start > range.end || range.end > self.len;
        let said = self.team.extremes(&[hash(&("gather", &range))]);
        if said[0].0 != said[0].1 || outside {
            let reason = match outside {
                true => format!("{range:?} does not lie in an array of {}", self.len),
                false => "they do not ask for the same elements".to_owned(),
            };
            return Err(Error::Cluster { reason });
        }
        let array = self.held();
        bring(&array, |holdings| {
            let mut needs = vec![Intervals::NONE; holdings.ranks().len()];
            needs[ROOT] = Intervals::of(range.clone());
            needs
        });
        // SAFETY: the memory holds all elements, as values of `T` or zeros; these are borrowed by nobody else.
        let values =
            || unsafe { std::slice::from_raw_parts(self.ptr.add(range.start), range.len()) };
        Ok(self.team.is_root().then(|| values().to_vec()))
    }

    fn held(&self) -> Held<'_> {
        self.input().held()
    }
}

impl<T: Scalar> Input<T> for DistArray<T> {
    fn input(&self) -> In<'_, T> {
        // SAFETY: the memory is the array's own; by a shared reference only what the rank does not hold is changed.
        unsafe { In::at_home(self.ptr, self.len, &self.home) }
    }
}

impl<T: Scalar> Output<T> for DistArray<T> {
    fn output(&mut self) -> Out<'_, T> {
        // SAFETY: the memory is the array's own, which is exclusively borrowed.
        unsafe { Out::at_home(self.ptr, self.len, &self.home) }
    }
}

/// The length: printing sends nothing.
impl<T> fmt::Debug for DistArray<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DistArray")
            .field("len", &self.len)
            .finish_non_exhaustive()
    }
}
