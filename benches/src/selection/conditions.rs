//! Under what conditions kernels run: each in a process of its own, which runs all patterns.

use std::error::Error;
use std::hint::spin_loop;
use std::process::Child;
use std::time::{Duration, Instant};

use super::child::{child, figures};
use super::patterns::{PATTERNS, Regret, regrets};

/// What a process is called that runs the patterns, and one that takes a core from it.
const SUBJECT: &str = "patterns";
const LOAD: &str = "load";

/// The longest that a load lasts, should nobody end it.
const LOADED: Duration = Duration::from_secs(120);

/// A condition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Condition {
    /// Nothing else runs.
    Idle,
    /// Another program takes a core all the time.
    Load,
    /// The process may use one core.
    Pinned,
    /// There is no GPU.
    NoGpu,
}

impl Condition {
    /// All of them.
    pub const ALL: [Condition; 4] = [
        Condition::Idle,
        Condition::Load,
        Condition::Pinned,
        Condition::NoGpu,
    ];

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Condition::Idle => "idle",
            Condition::Load => "beside a load on one core",
            Condition::Pinned => "pinned to one core",
            Condition::NoGpu => "without a GPU",
        }
    }

    /// The regrets by pattern, or `None` where the process comes to nothing.
    pub fn measure(self) -> Option<[Regret; PATTERNS.len()]> {
        let starter: &[&str] = match self {
            Condition::Pinned => &["taskset", "-c", "0"],
            _ => &[],
        };
        let mut command = child(starter, SUBJECT)?;
        if self == Condition::NoGpu {
            command.env("KERNEL_GPU", "off");
        }
        let load = match self {
            Condition::Load => Some(Load(child(&[], LOAD)?.spawn().ok()?)),
            _ => None,
        };
        let figures = figures(&mut command)?;
        drop(load);
        let regrets: Vec<Regret> = figures
            .chunks_exact(2)
            .map(|pair| Regret {
                geomean: pair[0],
                worst: pair[1],
            })
            .collect();
        regrets.try_into().ok()
    }

    /// In such a process: runs the patterns and prints what came of them, or takes a core. `None` if it is another's name.
    pub fn child(name: &str) -> Option<Result<String, Box<dyn Error>>> {
        match name {
            SUBJECT => Some(regrets().map(|regrets| {
                regrets
                    .map(|regret| format!("{} {}", regret.geomean, regret.worst))
                    .join(" ")
            })),
            LOAD => {
                let begin = Instant::now();
                while begin.elapsed() < LOADED {
                    spin_loop();
                }
                Some(Ok(String::new()))
            }
            _ => None,
        }
    }
}

/// A process that takes a core, until this goes.
struct Load(Child);

impl Drop for Load {
    fn drop(&mut self) {
        // If it has ended by itself there is nothing to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
