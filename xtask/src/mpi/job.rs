//! Programs under `mpirun`.

use std::process::{Child, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use super::built;
use super::hosts::Hosts;
use crate::step::root;

/// A job that takes longer hangs.
const LIMIT: Duration = Duration::from_secs(300);

/// A job whose rank has died ends within so long.
const END: Duration = Duration::from_secs(60);

/// A program on some ranks.
pub(super) struct Job {
    command: Vec<String>,
    arguments: Vec<String>,
}

impl Job {
    /// On this machine. Ranks may be more than cores, and yield then.
    pub(super) fn of(program: &str, arguments: &[&str], ranks: usize) -> Job {
        let words = format!("mpirun -n {ranks} --oversubscribe --mca mpi_yield_when_idle 1");
        let mut all: Vec<String> = words.split(' ').map(str::to_owned).collect();
        let program = built(program);
        let arguments = arguments.iter().copied().map(str::to_owned);
        let arguments = std::iter::once(program).chain(arguments).collect();
        all.shrink_to_fit();
        Job {
            command: all,
            arguments,
        }
    }

    /// On those hosts.
    pub(super) fn on(mut self, hosts: &Hosts) -> Job {
        let mpirun = std::mem::take(&mut self.command);
        self.command = hosts.first();
        self.command.extend(mpirun);
        self.command.extend(hosts.options());
        self
    }

    /// Whether it ends well.
    pub(super) fn passes(&self) -> bool {
        self.run(LIMIT).is_some_and(|status| status.success())
    }

    /// Whether it ends with an error, and soon.
    pub(super) fn is_ended(&self) -> bool {
        self.run(END).is_some_and(|status| !status.success())
    }

    /// Runs it; nothing if it cannot be run, or hangs and is killed.
    fn run(&self, limit: Duration) -> Option<ExitStatus> {
        let (program, options) = self.command.split_first()?;
        let mut command = Command::new(program);
        command.args(options).args(&self.arguments);
        command.current_dir(root());
        // As root in a container, which is nobody else's machine.
        for name in ["OMPI_ALLOW_RUN_AS_ROOT", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] {
            command.env(name, "1");
        }
        // Ranks are the parallelism here, and what a machine is measured to be says nothing.
        command
            .env("KERNEL_GPU", "off")
            .env("KERNEL_PROFILE_DIR", "");
        match command.spawn() {
            Ok(child) => wait(child, limit),
            Err(error) => {
                eprintln!("xtask: cannot run {program}: {error}");
                None
            }
        }
    }
}

fn wait(mut job: Child, limit: Duration) -> Option<ExitStatus> {
    let begin = Instant::now();
    loop {
        match job.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if begin.elapsed() < limit => thread::sleep(Duration::from_millis(50)),
            _ => break,
        }
    }
    eprintln!("xtask: the job hangs: not done after {limit:?}");
    // `mpirun` ends its ranks when it is asked to.
    let own = job.id().to_string();
    let _ = Command::new("kill").arg(&own).status();
    let _ = job.wait();
    None
}
