//! A rank that dies.

use std::process::{Command, ExitCode};

use kernel_examples::cases::{Case, Data};
use kernel_runtime::{Cluster, Variant};

/// The rounds before the last rank dies.
const ROUNDS: usize = 5;

/// Runs kernels until the last rank kills itself, in the midst of calls that the others go on to make.
pub(crate) fn run(cluster: &Cluster) -> ExitCode {
    let case = Case::named("jacobi").expect("it is an example");
    let mut instance = (case.make)(10_000, &mut Data::ordinary(1));
    let dies = cluster.rank() + 1 == cluster.ranks();
    for round in 0.. {
        if dies && round == ROUNDS {
            let own = std::process::id().to_string();
            let _ = Command::new("kill").args(["-9", &own]).status();
        }
        if let Err(error) = instance.dispatch_on(Variant::Distributed) {
            eprintln!("a rank has died, and that is no error of a kernel: {error}");
            return ExitCode::SUCCESS;
        }
    }
    ExitCode::SUCCESS
}
