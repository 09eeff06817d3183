//! Says on stderr what takes its time: in a terminal one line that is overwritten, elsewhere a line each.

use std::io::{IsTerminal, Write, stderr};

/// What is under way. Dropping it removes the line from a terminal.
pub(crate) struct Progress {
    terminal: bool,
}

impl Progress {
    /// Says what begins now.
    pub(crate) fn begin(what: &str) -> Progress {
        let terminal = stderr().is_terminal();
        let mut out = stderr().lock();
        // Progress that cannot be shown is no reason to stop.
        let _ = match terminal {
            true => write!(out, "\r\x1b[K{what} …").and_then(|()| out.flush()),
            false => writeln!(out, "{what} …"),
        };
        Progress { terminal }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.terminal {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
