//! Kernels on the ranks of a cluster, started by `cargo xtask test --mpi` as `mpirun -n N cluster WHAT`.
//!
//! - `kernels [NAME…]`: every example and every kernel of the corpus at some sizes, bit for bit as one process computes it; and with arguments that make
//!   the plain function panic, the same error on all ranks.
//! - `killed`: a rank dies while the others work, which is to end the job.

mod kernels;
mod killed;
mod together;

use std::process::ExitCode;

use kernel_runtime::Cluster;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let cluster = match Cluster::world() {
        Ok(cluster) => cluster,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let _entered = cluster.enter();
    match words[..] {
        ["kernels", ref names @ ..] => kernels::run(&cluster, names),
        ["killed"] => killed::run(&cluster),
        _ => {
            eprintln!("Usage: cluster kernels [NAME…] | cluster killed");
            ExitCode::from(2)
        }
    }
}
