//! A kernel's call that all ranks make together. Generated code walks through it.

use std::rc::Rc;

use super::cut::ROOT;
use super::holdings::Holdings;
use super::intervals::Intervals;
use super::join::{Team, entered, hash};
use super::spread::{bring, reserve};
use crate::arguments::{In, Out};
use crate::array::Scalar;
use crate::error::Error;
use crate::home::{Held, Home};
use crate::kernel::Kernel;
use crate::launch::Request;
use crate::policy::{self, Policy};
use crate::variant::Variant;
use crate::words::Word;

/// Keeps what it is given in builds with the distributed tier.
#[doc(hidden)]
#[macro_export]
macro_rules! __collectively {
    ($($code:tt)*) => { $($code)* };
}

/// Whether all ranks make a call together, unless one of its arrays says so.
#[inline]
pub fn is_collective(request: Request) -> bool {
    match request {
        Request::On(variant) => variant == Variant::Distributed,
        Request::Together => true,
        Request::Auto => !policy::is_ordinary() && policy_is_collective(),
    }
}

#[cold]
fn policy_is_collective() -> bool {
    match policy::in_force() {
        Ok(Policy::Collective) => entered().is_some(),
        Ok(Policy::Pinned(variant)) => variant == Variant::Distributed,
        _ => false,
    }
}

/// A call that all ranks make together, while its arguments are taken in.
#[derive(Debug)]
pub struct Call {
    kernel: &'static Kernel,
    request: Request,
    team: Option<Rc<Team>>,
    /// Of each array whether its values are to be at the root when the kernel ends.
    lent: Vec<bool>,
    lengths: Vec<usize>,
    scalars: Vec<u64>,
    /// What this rank lacks to take part.
    failed: Option<Error>,
}

impl Call {
    /// Begins.
    #[cold]
    pub fn new(kernel: &'static Kernel, request: Request) -> Self {
        Call {
            kernel,
            request,
            team: entered(),
            lent: Vec::new(),
            lengths: Vec::new(),
            scalars: Vec::new(),
            failed: None,
        }
    }

    /// Takes in a scalar.
    pub fn scalar(&mut self, scalar: impl Word) {
        self.scalars.push(scalar.to_word());
    }

    /// An array that is only read, as this rank is to hold it.
    pub fn input<'a, T: Scalar>(&mut self, array: In<'a, T>, home: &'a Home) -> In<'a, T> {
        let Some(team) = self.admit(array.len(), array.home()) else {
            return array;
        };
        if team.is_root() {
            self.note(array.held().fetch());
            home.spread()
                .share(&team, at_root(&team, array.len()), None);
            return array.moved(home);
        }
        match self.reserve(&team, home, array.len(), size_of::<T>()) {
            // SAFETY: the memory holds so many elements, all zero, and belongs to the home.
            Some(ptr) => unsafe { In::at_home(ptr.cast(), array.len(), home) },
            None => array,
        }
    }

    /// An array that is written, as this rank is to hold it.
    pub fn output<'a, T: Scalar>(&mut self, array: Out<'a, T>, home: &'a Home) -> Out<'a, T> {
        let Some(team) = self.admit(array.len(), array.home()) else {
            return array;
        };
        if team.is_root() {
            // SAFETY: nobody else touches the array before the kernel begins.
            self.note(unsafe { array.held() }.take_home());
            home.spread()
                .share(&team, at_root(&team, array.len()), None);
            return array.moved(home);
        }
        match self.reserve(&team, home, array.len(), size_of::<T>()) {
            // SAFETY: the memory holds so many elements, all zero, and belongs to the home.
            Some(ptr) => unsafe { Out::at_home(ptr.cast(), array.len(), home) },
            None => array,
        }
    }

    /// Takes in an array; gives the team if it is to be shared for this call only.
    fn admit(&mut self, len: usize, home: Option<&Home>) -> Option<Rc<Team>> {
        self.lengths.push(len);
        let lasting = home.filter(|home| home.spread().is_lasting());
        self.lent.push(lasting.is_none());
        let Some(home) = lasting else {
            return self.team.clone();
        };
        match (home.spread().team(), &self.team) {
            (Some(theirs), Some(ours)) if Rc::ptr_eq(&theirs, ours) => {}
            (Some(theirs), None) => self.team = Some(theirs),
            _ => self.fail("its arrays are on different clusters"),
        }
        None
    }

    fn reserve(&mut self, team: &Team, home: &Home, len: usize, size: usize) -> Option<*mut u8> {
        match reserve(len * size) {
            Ok(mut memory) => {
                let ptr = memory.as_mut_ptr();
                home.spread().share(team, at_root(team, len), Some(memory));
                Some(ptr)
            }
            Err(error) => {
                self.fail(&format!("there is no memory for an array: {error}"));
                None
            }
        }
    }

    fn note(&mut self, fetched: Result<(), crate::device::GpuError>) {
        if let Err(lost) = fetched {
            self.failed.get_or_insert(self.kernel.lost(lost));
        }
    }

    fn fail(&mut self, reason: &str) {
        let error = self.ineligible(reason);
        self.failed.get_or_insert(error);
    }

    fn ineligible(&self, reason: &str) -> Error {
        Error::Ineligible {
            kernel: self.kernel.name(),
            variant: Variant::Distributed,
            reason: reason.to_owned(),
        }
    }

    /// Runs the kernel, if all ranks have made the same call, and brings to the root what it has written.
    pub fn run<R>(
        self,
        arrays: &[Held<'_>],
        run: &mut dyn FnMut(Request) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let Some(team) = &self.team else {
            return Err(self.ineligible("the thread has entered no cluster"));
        };
        self.agree(team)?;
        let value = run(self.way()?)?;
        let lent = arrays.iter().zip(&self.lent);
        for (array, _) in lent.filter(|(array, lent)| **lent && array.is_written()) {
            bring(array, |holdings| {
                let mut needs = vec![Intervals::NONE; team.ranks()];
                needs[ROOT] = holdings.whole();
                needs
            });
        }
        Ok(value)
    }

    /// How the stages are to be run.
    fn way(&self) -> Result<Request, Error> {
        let wanted = match (self.request, policy::in_force()?) {
            (Request::Auto, Policy::Pinned(variant)) => Request::On(variant),
            (Request::Auto, _) => Request::Together,
            (request, _) => request,
        };
        match wanted {
            Request::On(variant) if variant != Variant::Distributed => Err(Error::Ineligible {
                kernel: self.kernel.name(),
                variant,
                reason: "an array is divided among ranks".to_owned(),
            }),
            wanted => Ok(wanted),
        }
    }

    /// Compares the ranks' calls.
    fn agree(&self, team: &Team) -> Result<(), Error> {
        let kernel = hash(&(self.kernel.to_string(), self.request == Request::Auto));
        let said = team.extremes(&[
            kernel,
            hash(&(&self.lengths, &self.lent)),
            hash(&self.scalars),
            self.failed.is_some().into(),
        ]);
        let differs = |at: usize| said[at].0 != said[at].1;
        let reason = match said
            .iter()
            .enumerate()
            .position(|(at, _)| at < 3 && differs(at))
        {
            Some(0) => "they call different kernels",
            Some(1) => "their arrays differ in length, or in whether they are divided",
            Some(_) => "their scalars differ",
            None => {
                return match (&self.failed, said[3].1) {
                    (Some(error), _) => Err(error.clone()),
                    (None, 0) => Ok(()),
                    (None, _) => Err(self.ineligible("another rank cannot take part")),
                };
            }
        };
        Err(Error::Mismatch {
            kernel: self.kernel.name(),
            reason: reason.to_owned(),
        })
    }
}

/// As slices are: the root has them.
fn at_root(team: &Team, len: usize) -> Holdings {
    Holdings::at(ROOT, team.ranks(), len)
}
