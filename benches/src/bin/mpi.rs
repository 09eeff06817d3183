//! Prints how time steps scale over ranks, one core each, and what they send, and simulates more ranks than there are cores; writes
//! `target/bench/mpi.json` and `target/bench/mpi-many.json`.
//!
//! `cargo xtask bench mpi`. Each number of ranks is measured by a run of this program under `mpirun` with `--ranks`.

use std::error::Error;
use std::process::{Command, ExitCode};
use std::thread;

use kernel_benches::mpi::many::{self, Measured, SIDE};
use kernel_benches::mpi::{Row, Scaling, header};
use kernel_benches::report::{folder, write};
use kernel_runtime::Cluster;

/// What one rank and two take, for the simulation of more.
const MEASURED: &str = "mpi-measured.json";
/// The most ranks that are tried.
const MOST: usize = 8;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match &arguments[..] {
        [] => each(),
        [flag] if flag == "--ranks" => ranks(),
        _ => {
            eprintln!("bench mpi takes no arguments");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench mpi: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Measures on one rank, on two, and so on up to one a core, and puts the rows together.
fn each() -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder())?;
    let part = folder().join("mpi.part");
    let cores = thread::available_parallelism().map_or(1, usize::from);
    println!("{}", header());
    let mut rows: Vec<String> = Vec::new();
    let mut met = true;
    for ranks in 1..=cores.min(MOST) {
        let status = Command::new("mpirun")
            .args(["-n", &ranks.to_string()])
            .arg(std::env::current_exe()?)
            .arg("--ranks")
            .env("RAYON_NUM_THREADS", "1")
            .env("KERNEL_GPU", "off")
            .env("OMPI_ALLOW_RUN_AS_ROOT", "1")
            .env("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1")
            .status()?;
        met &= status.success();
        rows.extend(std::fs::read_to_string(&part)?.lines().map(str::to_owned));
        std::fs::remove_file(&part)?;
    }
    write("mpi.json", &format!("[\n{}\n]\n", rows.join(",\n")))?;
    let measured = serde_json::from_slice(&std::fs::read(folder().join(MEASURED))?)?;
    println!(
        "\nA step of {SIDE}^3 simulated on more ranks, one core each\n\n{}",
        many::header()
    );
    let rows = many::Row::all(&measured);
    rows.iter().for_each(|row| println!("{}", row.line()));
    let rows: Vec<String> = rows.iter().map(many::Row::json).collect();
    write("mpi-many.json", &format!("[\n{}\n]\n", rows.join(",\n")))?;
    if !met {
        return Err("more is sent than must be, or ranks have failed".into());
    }
    Ok(())
}

/// One rank of a measurement.
fn ranks() -> Result<(), Box<dyn Error>> {
    let cluster = Cluster::world()?;
    let mut rows = Vec::new();
    for scaling in [Scaling::Strong, Scaling::Weak] {
        let row = Row::measure(&cluster, scaling)?;
        if cluster.is_root() {
            println!("{}", row.line());
        }
        rows.push(row);
    }
    if cluster.is_root() {
        let text: Vec<String> = rows.iter().map(Row::json).collect();
        std::fs::write(folder().join("mpi.part"), text.join("\n"))?;
    }
    if cluster.ranks() <= 2 {
        let mut measured = match cluster.ranks() {
            1 => Measured::default(),
            _ => serde_json::from_slice(&std::fs::read(folder().join(MEASURED))?)?,
        };
        measured.measure(&cluster)?;
        if cluster.is_root() {
            std::fs::write(folder().join(MEASURED), serde_json::to_vec(&measured)?)?;
        }
    }
    match rows.iter().all(Row::is_met) {
        true => Ok(()),
        false => Err("more is sent than must be".into()),
    }
}
