//! What kind of plan a kernel has.

use std::fmt;

use kernel_runtime::KernelClass;

/// The kind of plan, or none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Class {
    /// As the kernel's descriptor tells it.
    Plan(KernelClass),
    /// None: the loop is not parallel.
    Refused,
}

impl Class {
    /// All of them.
    pub(crate) const ALL: [Class; 5] = [
        Class::Plan(KernelClass::Parallel),
        Class::Plan(KernelClass::Reduction),
        Class::Plan(KernelClass::MultiStage),
        Class::Plan(KernelClass::SequentialOuter),
        Class::Refused,
    ];
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Class::Plan(class) => class.name(),
            Class::Refused => "refused",
        })
    }
}
