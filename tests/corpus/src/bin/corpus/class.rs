//! What kind of plan a kernel has, as its descriptor tells it.

use std::fmt;

use kernel_runtime::Kernel;

/// The kind of plan.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Class {
    /// One parallel stage.
    Parallel,
    /// One stage that combines values of all its points.
    Reduction,
    /// Several stages, one after the other.
    MultiStage,
    /// Stages within a loop that runs in order.
    SequentialOuter,
    /// None: the loop is not parallel.
    Refused,
}

impl Class {
    /// All of them.
    pub(crate) const ALL: [Class; 5] = [
        Class::Parallel,
        Class::Reduction,
        Class::MultiStage,
        Class::SequentialOuter,
        Class::Refused,
    ];

    /// Reads it off the plan's text.
    pub(crate) fn of(kernel: &Kernel) -> Class {
        Class::read(kernel.plan())
    }

    fn read(plan: &str) -> Class {
        let stages = plan.lines().filter(|line| line.starts_with("box")).count();
        // A reduction inside each point leaves the points independent.
        let reduces = plan.lines().any(|line| line.starts_with("reduces"))
            && !plan.contains("(inside each point)");
        match (stages, reduces) {
            (2.., _) => Class::MultiStage,
            (_, true) => Class::Reduction,
            (_, false) => Class::Parallel,
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Class::Parallel => "parallel",
            Class::Reduction => "reduction",
            Class::MultiStage => "multi-stage",
            Class::SequentialOuter => "sequential-outer",
            Class::Refused => "refused",
        })
    }
}
