//! The survey: a kernel's way over its stages with nothing run and nothing written.

use crate::error::Error;
use crate::explain::{self, Explanation, Part};
use crate::kernel::Kernel;
use crate::launch::{self, Request};
use crate::stage::Stage;
use crate::variant::Variant;

/// Looks at each stage that a kernel comes to. Generated code walks it over the host's part of the kernel.
pub trait Survey {
    /// A stage; `certain` says that it surely runs, and with arguments that pass the same checks.
    fn stage<St: Stage>(&mut self, stage: &St, certain: bool) -> Result<(), Error>;
}

/// Checks all stages before the first one writes anything.
#[derive(Debug)]
pub struct Rehearsal {
    kernel: &'static Kernel,
    /// The variant that every stage has to be able to run on.
    pinned: Option<Variant>,
}

impl Rehearsal {
    /// For that request.
    #[inline]
    pub fn new(kernel: &'static Kernel, request: Request) -> Self {
        let pinned = match request {
            Request::On(variant) => Some(variant),
            // A pin that cannot be read is reported by the launch.
            Request::Auto => launch::pinned().ok().flatten(),
            #[cfg(feature = "mpi")]
            Request::Together => None,
        };
        Rehearsal { kernel, pinned }
    }
}

impl Survey for Rehearsal {
    #[inline]
    fn stage<St: Stage>(&mut self, stage: &St, certain: bool) -> Result<(), Error> {
        if !certain {
            return Ok(());
        }
        stage.check().map_err(|fault| self.kernel.error(fault))?;
        match self.pinned {
            Some(Variant::Gpu) => launch::eligible(self.kernel, stage),
            _ => Ok(()),
        }
    }
}

/// Explains each stage where the kernel first comes to it, and counts how often it comes.
#[derive(Debug)]
pub struct Explaining {
    kernel: &'static Kernel,
    parts: Vec<Part>,
}

impl Explaining {
    /// Of that kernel.
    pub fn new(kernel: &'static Kernel) -> Self {
        Explaining {
            kernel,
            parts: Vec::new(),
        }
    }

    /// What came of it.
    pub fn finish(self, outcome: Result<(), Error>) -> Explanation {
        Explanation::new(self.kernel, self.parts, outcome.err())
    }
}

impl Survey for Explaining {
    fn stage<St: Stage>(&mut self, stage: &St, certain: bool) -> Result<(), Error> {
        match self.parts.iter_mut().find(|part| part.stage == St::NUMBER) {
            Some(part) => part.launches += 1,
            None => self.parts.push(explain::part(self.kernel, stage, certain)),
        }
        Ok(())
    }
}
