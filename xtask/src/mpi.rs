//! `cargo xtask test --mpi` and `bench mpi`: kernels on the ranks of a cluster.

mod hosts;
mod job;

use crate::emulated;
use crate::step::{Step, Summary, root};

use hosts::Hosts;
use job::Job;

/// An MPI library with what builds and starts its programs, and what `bindgen` reads its headers with.
const PACKAGES: [&str; 4] = ["libopenmpi-dev", "openmpi-bin", "libclang-dev", "clang"];

/// Cargo's words for the programs that run on ranks, which do without a GPU.
const BUILD: &str = "build --quiet --no-default-features --features kernel-tests/mpi,kernel-mpi-tests/mpi,heat_mpi/mpi \
    -p kernel-tests -p kernel-mpi-tests -p heat_mpi --bin ranks --bin cluster --bin heat_mpi";

/// Cargo's words for the parts of the engine, without ranks.
const UNIT: &str =
    "test --quiet --no-default-features --features mpi -p kernel-runtime --lib cluster";

/// Cargo's words for the bench.
const BENCH: &str = "run --quiet --release -p kernel-benches --features mpi --bin mpi";

/// Sees to it that MPI is there.
fn prepare() -> bool {
    emulated::prepare(&["mpirun", "mpicc", "clang"], &PACKAGES)
}

/// Measures how ranks scale.
pub(crate) fn bench() -> bool {
    let words: Vec<&str> = BENCH.split_whitespace().collect();
    prepare() && Step::cargo(&words).run()
}

/// Runs the tests; whether all passed.
pub(crate) fn test() -> bool {
    println!("━━━ MPI ━━━");
    if !prepare() {
        return false;
    }
    let mut summary = Summary::default();
    for (title, words) in [
        ("The programs that run on ranks", BUILD),
        ("The engine without ranks", UNIT),
    ] {
        let words: Vec<&str> = words.split_whitespace().collect();
        summary.run(title, &Step::cargo(&words));
    }
    if !summary.finish() {
        return false;
    }
    let mut summary = Summary::default();
    for count in 1..=4 {
        let job = Job::of("ranks", &[], count);
        summary.note(&format!("What ranks may rely on, {count} ranks"), || {
            job.passes()
        });
        let job = Job::of("cluster", &["kernels"], count);
        summary.note(&format!("Every kernel, {count} ranks"), || job.passes());
    }
    summary.note("The example", || {
        Job::of("heat_mpi", &["48", "20"], 4).passes()
    });
    summary.note("A rank that dies", || {
        Job::of("cluster", &["killed"], 3).is_ended()
    });
    match Hosts::open() {
        Ok(hosts) => {
            let job = Job::of("cluster", &["kernels"], 4).on(&hosts);
            summary.note("Two hosts that share a network", || job.passes());
        }
        Err(reason) => println!("skipped 1 job on two hosts: {reason}"),
    }
    summary.finish()
}

/// Where cargo puts a program.
fn built(program: &str) -> String {
    let target = std::env::var_os("CARGO_TARGET_DIR");
    let target = target.map_or_else(|| root().join("target"), |target| root().join(target));
    target
        .join("debug")
        .join(program)
        .to_string_lossy()
        .into_owned()
}
