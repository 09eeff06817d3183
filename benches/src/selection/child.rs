//! Processes of this program that do one thing and print figures.

use std::process::Command;

/// The option that makes a process one of these: what it is to do follows.
pub const CHILD: &str = "--child";

/// Such a process, started by a program with some words if there are any.
pub(super) fn child(starter: &[&str], what: &str) -> Option<Command> {
    let exe = std::env::current_exe().ok()?;
    let mut command = match starter {
        [] => Command::new(exe),
        [program, words @ ..] => {
            let mut command = Command::new(program);
            command.args(words).arg(exe);
            command
        }
    };
    command.args([CHILD, what]);
    Some(command)
}

/// The figures that it prints; `None` if it comes to nothing.
pub(super) fn figures(command: &mut Command) -> Option<Vec<f64>> {
    let output = command.output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let words = text.split_whitespace();
    words.map(|word| word.parse().ok()).collect()
}
