//! Every kernel with made-up arguments of any size, behind one interface: what the tour, the tests and the benches iterate over.

mod case;
mod data;
mod list;
mod values;

pub use data::Data;
pub use list::ALL;
pub use values::{Returned, Values};

use kernel_runtime::{Error, Explanation, Kernel, Variant};

/// A kernel with a way to make arguments.
#[derive(Clone, Copy)]
pub struct Case {
    /// The kernel's name.
    pub name: &'static str,
    /// Its descriptor.
    pub kernel: &'static Kernel,
    /// Makes arguments of about that many points. Pictures and matrices narrower than 128 are exactly `n` wide, so that small sizes
    /// meet every remainder of a gang.
    pub make: fn(n: usize, data: &mut Data) -> Box<dyn Instance>,
    /// Arguments with which the plain function panics.
    pub faults: &'static [Fault],
}

/// A way to make arguments with which the plain function panics, at any size of a few points or more.
#[derive(Clone, Copy)]
pub struct Fault {
    /// What is wrong.
    pub what: &'static str,
    /// Whether it is found before anything is written.
    pub at_entry: bool,
    /// Makes them.
    pub make: fn(n: usize, data: &mut Data) -> Box<dyn Instance>,
}

impl Case {
    /// The case of that name.
    pub fn named(name: &str) -> Option<&'static Case> {
        ALL.iter().find(|case| case.name == name)
    }
}

/// A kernel with its arguments. Running it again works on what the last run left.
pub trait Instance: Send {
    /// The elements of work, in the unit that the field counts: points, pairs of bodies, multiplications of a product.
    fn elements(&self) -> usize;
    /// Calls the function itself.
    fn plain(&mut self);
    /// Calls `dispatch`.
    fn dispatch(&mut self) -> Result<(), Error>;
    /// Calls `dispatch_on`.
    fn dispatch_on(&mut self, variant: Variant) -> Result<(), Error>;
    /// Calls `explain`.
    fn explain(&mut self) -> Explanation;
    /// What the kernel has written and returned so far.
    fn outputs(&self) -> Vec<Values>;
}

/// The width and height of a picture of about `n` points.
pub fn grid(n: usize) -> (usize, usize) {
    if n < 128 {
        return (n.max(1), 5);
    }
    let width = n.isqrt();
    (width, n / width)
}
