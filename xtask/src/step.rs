//! One command of many: a heading, the command, whether it passed and how long it took.

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// The root of the workspace.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// A command to run in the root of the workspace.
pub(crate) struct Step {
    program: String,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
}

impl Step {
    /// A command.
    pub(crate) fn new(program: &str, arguments: &[&str]) -> Step {
        Step {
            program: program.to_owned(),
            arguments: arguments.iter().copied().map(str::to_owned).collect(),
            environment: Vec::new(),
        }
    }

    /// The cargo that runs this.
    pub(crate) fn cargo(arguments: &[&str]) -> Step {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        Step::new(&cargo, arguments)
    }

    /// A binary of a package of the workspace, built with optimisation.
    pub(crate) fn release(package: &str, binary: &str, arguments: &[&str]) -> Step {
        let run = [
            "run",
            "--quiet",
            "--release",
            "-p",
            package,
            "--bin",
            binary,
            "--",
        ];
        Step::cargo(&[&run, arguments].concat())
    }

    /// With an environment variable.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Step {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Runs it; whether it passed.
    pub(crate) fn run(&self) -> bool {
        match self.command().status() {
            Ok(status) => status.success(),
            Err(error) => {
                eprintln!("xtask: cannot run {}: {error}", self.program);
                false
            }
        }
    }

    /// Runs it silently; what it prints.
    ///
    /// # Errors
    ///
    /// It cannot be run, or fails: then what it says of that.
    pub(crate) fn output(&self) -> Result<String, Box<dyn Error>> {
        let output = self.command().output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        Ok(String::from_utf8(output.stdout)?)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).current_dir(root());
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// The steps so far.
#[derive(Default)]
pub(crate) struct Summary {
    rows: Vec<(String, bool, Duration)>,
}

impl Summary {
    /// Runs a step under its heading and notes how it went.
    pub(crate) fn run(&mut self, title: &str, step: &Step) {
        self.note(title, || step.run());
    }

    /// Runs what passes or does not, and notes it likewise.
    pub(crate) fn note(&mut self, title: &str, run: impl FnOnce() -> bool) {
        println!("\n━━━ {title} ━━━");
        let begin = Instant::now();
        let passed = run();
        self.rows.push((title.to_owned(), passed, begin.elapsed()));
    }

    /// Prints how everything went; whether all passed.
    pub(crate) fn finish(&self) -> bool {
        println!("\n━━━ Summary ━━━");
        for (title, passed, time) in &self.rows {
            let verdict = if *passed { "ok" } else { "FAILED" };
            println!("{title:45} {verdict:6} {:6.1} s", time.as_secs_f64());
        }
        self.rows.iter().all(|(_, passed, _)| *passed)
    }
}
