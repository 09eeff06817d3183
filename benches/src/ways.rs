//! The ways to run a kernel.

use kernel_examples::cases::Instance;
use kernel_runtime::{Error, Isa, Variant, with_isa};

/// One way to run a kernel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// The function itself.
    Plain,
    /// Whatever `dispatch` chooses.
    Dispatch,
    /// A variant at its only level.
    On(Variant),
    /// A variant at an instruction set.
    At(Variant, Isa),
}

impl Way {
    /// Every way that this machine has, the plain function first. The GPU may still prove ineligible.
    pub fn all() -> Vec<Way> {
        let mut ways = vec![Way::Plain, Way::Dispatch, Way::On(Variant::Scalar)];
        for variant in [Variant::Simd, Variant::Threads] {
            let vectors = Isa::available().filter(|isa| isa.name() != "one-lane");
            ways.extend(vectors.map(|isa| Way::At(variant, isa)));
        }
        ways.push(Way::On(Variant::Gpu));
        ways
    }

    /// The variant's name.
    pub fn variant(self) -> &'static str {
        match self {
            Way::Plain => "plain",
            Way::Dispatch => "dispatch",
            Way::On(variant) | Way::At(variant, _) => variant.name(),
        }
    }

    /// The instruction set's name.
    pub fn isa(self) -> &'static str {
        match self {
            Way::Plain => "rustc",
            Way::Dispatch => "any",
            Way::On(Variant::Gpu) => "wgsl",
            Way::On(_) => "one-lane",
            Way::At(_, isa) => isa.name(),
        }
    }

    /// Runs it so many times.
    pub fn run(self, kernel: &mut dyn Instance, times: u32) -> Result<(), Error> {
        match self {
            Way::Plain => {
                (0..times).for_each(|_| kernel.plain());
                Ok(())
            }
            Way::Dispatch => (0..times).try_for_each(|_| kernel.dispatch()),
            Way::On(variant) => (0..times).try_for_each(|_| kernel.dispatch_on(variant)),
            Way::At(variant, isa) => with_isa(isa, || {
                (0..times).try_for_each(|_| kernel.dispatch_on(variant))
            })
            .expect("only available levels are listed"),
        }
    }
}
