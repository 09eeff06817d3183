//! The reference interpreter: runs the loop IR with Rust's exact meaning, and tells a [`Watch`] of all that happens.

mod machine;
mod ops;
mod value;

pub use machine::{Flow, Machine};
pub use ops::{Outcome, apply, overflows};
pub use value::Value;

use kernel_compiler::ir::{ArrayId, Expr, LoopId, SiteId, StageId, VarId};

/// What the plain function would panic with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// An index out of bounds.
    Index {
        /// The place.
        site: SiteId,
        /// The index.
        index: usize,
        /// The array's length.
        len: usize,
    },
    /// A division by zero, or `MIN / -1`.
    Divide(SiteId),
    /// An assertion that does not hold.
    Assert(SiteId),
}

/// Why a run ended before the body's end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stop {
    /// The plain function would panic.
    Fault(Fault),
    /// The plan does not start: an index that may not even be used lies beyond 2^62, where it could wrap, and the array is written; or a
    /// size that the proof takes for a number lies beyond 2^63. (The plan's own rule; the function knows no such stop.)
    Beyond,
    /// It would run on for longer than is waited for.
    Exhausted,
    /// A rule of the IR is broken, or the interpreter does not know something of it.
    Broken(String),
}

/// An access.
#[derive(Clone, Copy, Debug)]
pub struct Touch {
    /// The place.
    pub site: SiteId,
    /// The array as the IR names it.
    pub array: ArrayId,
    /// Which memory that name stands for now.
    pub memory: usize,
    /// The index.
    pub index: usize,
    /// The length.
    pub len: usize,
    /// Whether it writes.
    pub write: bool,
}

/// Is told of what happens. An error ends the run.
pub trait Watch {
    /// An access is about to be made, in bounds or not.
    fn access(&mut self, _machine: &Machine<'_>, _touch: Touch) -> Result<(), Stop> {
        Ok(())
    }

    /// A variable is read by an expression.
    fn read(
        &mut self,
        _machine: &Machine<'_>,
        _expr: &Expr,
        _var: VarId,
        _value: Value,
    ) -> Result<(), Stop> {
        Ok(())
    }

    /// A loop is about to begin.
    fn enter(&mut self, _machine: &Machine<'_>, _id: LoopId) -> Result<(), Stop> {
        Ok(())
    }

    /// A loop has ended after so many rounds, the last of which may have been cut short.
    fn leave(&mut self, _machine: &Machine<'_>, _id: LoopId, _rounds: u64) -> Result<(), Stop> {
        Ok(())
    }

    /// The statement that stands for a parallel stage is reached.
    fn stage(&mut self, _machine: &mut Machine<'_>, _stage: StageId) -> Result<(), Stop> {
        Err(Stop::Broken("a stage stands where none may".to_owned()))
    }
}

/// Looks at nothing.
#[derive(Clone, Copy, Debug)]
pub struct Blind;

impl Watch for Blind {}
