//! What is known of a kernel before it runs.

use std::fmt;

use crate::device::{GpuError, Program};
use crate::error::Error;
use crate::history::History;
use crate::stage::Fault;

/// A kernel's descriptor: the constant `KERNEL` that `#[kernel]` leaves beside a function.
///
/// ```
/// use kernel_runtime::kernel;
///
/// #[kernel]
/// fn halve(x: &mut [f32]) {
///     for i in 0..x.len() {
///         x[i] = 0.5 * x[i];
///     }
/// }
///
/// # fn main() {
/// let kernel = halve::KERNEL;
/// assert_eq!(kernel.name(), "halve");
/// assert!(!kernel.plan().is_empty());
/// assert!(!kernel.cost().is_empty());
/// assert!(kernel.wgsl().is_ok_and(|text| text.contains("@compute")));
/// # }
/// ```
#[derive(Debug)]
pub struct Kernel {
    definition: Definition,
    history: History,
}

/// What the macro says of a kernel.
#[doc(hidden)]
#[derive(Debug)]
pub struct Definition {
    /// The function's name.
    pub name: &'static str,
    /// `module_path!()`
    pub module_path: &'static str,
    /// `file!()`
    pub file: &'static str,
    /// The line of the function.
    pub line: u32,
    /// The plan in words.
    pub plan: &'static str,
    /// The cost formulas in words.
    pub cost: &'static str,
    /// What kind of plan it is.
    pub class: KernelClass,
    /// Of each stage the shader, or why there is none.
    pub shaders: &'static [Result<&'static Program, &'static str>],
    /// Every place that can fail: what [`Fault`]'s `site` counts.
    pub sites: &'static [Site],
}

/// What a kernel is made of.
///
/// ```
/// use kernel_runtime::{KernelClass, kernel};
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
/// # fn main() {
/// assert_eq!(sum::KERNEL.class(), KernelClass::Reduction);
/// assert_eq!(KernelClass::SequentialOuter.name(), "sequential-outer");
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum KernelClass {
    /// One parallel stage.
    Parallel,
    /// One parallel stage that reduces to values.
    Reduction,
    /// Several parallel stages, one after the other.
    MultiStage,
    /// Parallel stages in a sequential loop.
    SequentialOuter,
}

impl KernelClass {
    /// In lower case.
    pub const fn name(self) -> &'static str {
        match self {
            KernelClass::Parallel => "parallel",
            KernelClass::Reduction => "reduction",
            KernelClass::MultiStage => "multi-stage",
            KernelClass::SequentialOuter => "sequential-outer",
        }
    }
}

impl fmt::Display for KernelClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A place that can fail at run time.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Site {
    /// Its source file.
    pub file: &'static str,
    /// Its line.
    pub line: u32,
    /// What can fail there.
    pub kind: SiteKind,
}

/// What can fail.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum SiteKind {
    /// An index out of bounds.
    Index {
        /// The array.
        array: &'static str,
        /// The index as written.
        text: &'static str,
    },
    /// An integer division.
    Divide,
    /// An `assert!`.
    Assert {
        /// The condition as written.
        text: &'static str,
    },
}

impl Kernel {
    /// For generated code.
    #[doc(hidden)]
    pub const fn new(definition: Definition) -> Self {
        Kernel {
            definition,
            history: History::new(),
        }
    }

    /// The function's name.
    pub const fn name(&self) -> &'static str {
        self.definition.name
    }

    /// The module that the function stands in, as a path.
    pub const fn module_path(&self) -> &'static str {
        self.definition.module_path
    }

    /// The source file that the function stands in.
    pub const fn file(&self) -> &'static str {
        self.definition.file
    }

    /// The line of the function.
    pub const fn line(&self) -> u32 {
        self.definition.line
    }

    /// What the compiler understood and proved: dimensions, reductions, accesses and their checks, in words.
    pub const fn plan(&self) -> &'static str {
        self.definition.plan
    }

    /// The work as formulas over the arguments, one a line.
    pub const fn cost(&self) -> &'static str {
        self.definition.cost
    }

    /// What kind of plan it is.
    pub const fn class(&self) -> KernelClass {
        self.definition.class
    }

    /// The number of parallel stages.
    pub const fn stages(&self) -> usize {
        self.definition.shaders.len()
    }

    /// The compute shader's text of the first stage, or why one of the stages has none.
    pub fn wgsl(&self) -> Result<&'static str, &'static str> {
        let texts: Result<Vec<_>, _> = self.shaders().collect();
        Ok(texts?.first().copied().unwrap_or_default())
    }

    /// Of each stage the compute shader's text, or why it has none.
    pub fn shaders(&self) -> impl Iterator<Item = Result<&'static str, &'static str>> {
        let text = |shader: &Result<&'static Program, _>| shader.map(|program| program.shader.text);
        self.definition.shaders.iter().map(text)
    }

    /// The shader of a stage with its pipeline, or why the stage has none.
    pub(crate) fn program(&self, stage: usize) -> Result<&'static Program, &'static str> {
        let none = Err("the kernel has no such stage");
        self.definition.shaders.get(stage).copied().unwrap_or(none)
    }

    /// What failed with the only copy of an array.
    #[cold]
    pub(crate) fn lost(&self, failure: GpuError) -> Error {
        Error::Device {
            kernel: self.name(),
            message: failure.to_string(),
        }
    }

    /// What its runs have taught.
    #[inline]
    pub(crate) fn history(&self) -> &History {
        &self.history
    }

    /// The fault as an error that names the place in the source.
    #[doc(hidden)]
    #[cold]
    pub fn error(&self, fault: Fault) -> Error {
        let kernel = self.name();
        let (Fault::Index { site, .. } | Fault::Divide { site } | Fault::Assert { site }) = fault;
        let site = self.definition.sites.get(site as usize).copied();
        let file = site.map_or(self.file(), |site| site.file);
        let line = site.map_or(self.line(), |site| site.line);
        let kind = site.map(|site| site.kind);
        match fault {
            Fault::Index { index, len, .. } => {
                let (array, expression) = match kind {
                    Some(SiteKind::Index { array, text }) => (array, text),
                    _ => ("?", "?"),
                };
                Error::OutOfBounds {
                    kernel,
                    file,
                    line,
                    array,
                    expression,
                    index,
                    len,
                }
            }
            Fault::Divide { .. } => Error::Division { kernel, file, line },
            Fault::Assert { .. } => Error::Assertion {
                kernel,
                file,
                line,
                text: match kind {
                    Some(SiteKind::Assert { text }) => text,
                    _ => "?",
                },
            },
        }
    }
}

impl fmt::Display for Kernel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, name) = (self.module_path(), self.name());
        write!(f, "{path}::{name} ({}:{})", self.file(), self.line())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static KERNEL: Kernel = Kernel::new(Definition {
        name: "gather",
        module_path: "k",
        file: "src/k.rs",
        line: 10,
        plan: "",
        cost: "",
        class: KernelClass::Parallel,
        shaders: &[Err("no shader here")],
        sites: &[
            Site {
                file: "src/k.rs",
                line: 12,
                kind: SiteKind::Index {
                    array: "x",
                    text: "p[i]",
                },
            },
            Site {
                file: "src/k.rs",
                line: 13,
                kind: SiteKind::Divide,
            },
            Site {
                file: "src/k.rs",
                line: 14,
                kind: SiteKind::Assert { text: "n > 0" },
            },
        ],
    });

    #[test]
    fn faults_become_errors_at_their_line() {
        let index = Fault::Index {
            site: 0,
            index: -1,
            len: 4,
        };
        assert_eq!(
            KERNEL.error(index).to_string(),
            "kernel `gather` (src/k.rs:12): index -1 is out of bounds of `x` (length 4)"
        );
        let divide = KERNEL.error(Fault::Divide { site: 1 }).to_string();
        assert!(divide.contains("src/k.rs:13"), "{divide}");
        let assert = KERNEL.error(Fault::Assert { site: 2 }).to_string();
        assert!(assert.ends_with("assertion failed: n > 0"), "{assert}");
    }

    #[test]
    fn it_names_its_place() {
        assert_eq!(KERNEL.to_string(), "k::gather (src/k.rs:10)");
        assert_eq!(KERNEL.wgsl(), Err("no shader here"));
    }
}
