//! What compiling takes, as `cargo xtask corpus --compile-times` has measured it.

use std::collections::BTreeMap;
use std::error::Error;

/// The times of one kernel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Time {
    /// Milliseconds that rustc takes over the kernel's file, optimising, for all instruction sets, beyond those over an empty file.
    pub(crate) compile: f64,
    /// Milliseconds of them in the macro, built as cargo builds macros.
    pub(crate) expand: f64,
    /// Lines under `#[kernel]`.
    pub(crate) lines: u32,
}

/// The times by the kernel's name, with the family in front as in `ispc/noise`.
#[derive(Default)]
pub(crate) struct Times(BTreeMap<String, Time>);

impl Times {
    /// Reads lines of a name, two times and a number of lines.
    pub(crate) fn read(path: &str) -> Result<Times, Box<dyn Error>> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        let line = |line: &str| -> Option<(String, Time)> {
            let mut words = line.split_whitespace();
            let name = words.next()?.to_owned();
            let compile = words.next()?.parse().ok()?;
            let expand = words.next()?.parse().ok()?;
            let lines = words.next()?.parse().ok()?;
            let time = Time {
                compile,
                expand,
                lines,
            };
            Some((name, time))
        };
        Ok(Times(text.lines().filter_map(line).collect()))
    }

    /// Whether none were given.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The times of that kernel.
    pub(crate) fn of(&self, family: &str, kernel: &str) -> Option<Time> {
        self.0.get(&format!("{family}/{kernel}")).copied()
    }
}
