//! `cargo xtask bench simd`: measures what kernels cost to have, then runs the bench.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use crate::compile::Compiler;
use crate::step::{Step, root};

/// Cargo's arguments that run the bench, with other libraries' products to compare with.
const RUN: [&str; 10] = [
    "run",
    "--quiet",
    "--release",
    "-p",
    "kernel-benches",
    "--features",
    "peers",
    "--bin",
    "simd",
    "--",
];

/// The SIMD variant against the limits of the machine.
pub(crate) fn simd(names: &[&str]) -> bool {
    match costs() {
        Ok(file) => Step::cargo(&[&RUN[..], names].concat())
            .with("KERNEL_BENCH_COSTS", &file.to_string_lossy())
            .run(),
        Err(error) => {
            eprintln!("xtask bench simd: {error}");
            false
        }
    }
}

/// Measures what the kernels cost to have, and writes a file of lines: the kernel's file, milliseconds of compiling, bytes.
fn costs() -> Result<PathBuf, Box<dyn Error>> {
    let listed = Step::cargo(&[&RUN[..], &["--files"]].concat()).output()?;
    let mut files: Vec<&str> = listed.lines().collect();
    files.sort();
    files.dedup();

    let folder = root().join("target").join("bench");
    fs::create_dir_all(&folder)?;
    let compiler = Compiler::new(&folder)?;
    let mut text = String::new();
    for file in files {
        let cost = compiler.cost(&root().join(file))?;
        writeln!(text, "{file} {:.1} {}", cost.milliseconds, cost.bytes)?;
    }
    let path = folder.join("costs");
    fs::write(&path, text)?;
    Ok(path)
}
