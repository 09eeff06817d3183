//! Says on stderr what takes its time, in a terminal: one line that is overwritten. Elsewhere it would stand between the rows of the table.

use std::io::{IsTerminal, Write, stderr};

/// What is under way. Dropping it removes the line.
pub(crate) struct Progress(());

impl Progress {
    /// Says what begins now.
    pub(crate) fn begin(what: &str) -> Progress {
        show(format_args!("{what} …"));
        Progress(())
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        show(format_args!(""));
    }
}

/// Writes over the line.
fn show(text: std::fmt::Arguments<'_>) {
    let mut out = stderr();
    if out.is_terminal() {
        // Progress that cannot be shown is no reason to stop.
        let _ = write!(out, "\r\x1b[K{text}").and_then(|()| out.flush());
    }
}
