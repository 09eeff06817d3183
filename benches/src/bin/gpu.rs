//! Prints how the GPU variant compares with what is written by hand, on each adapter; writes `target/bench/gpu.json`.
//!
//! `cargo xtask bench gpu`. A process has one device, so each adapter is measured by a run of this program with `--adapter`.

use std::error::Error;
use std::process::{Command, ExitCode};

use kernel_benches::gpu::{Hand, adapters, header, json, measure};
use kernel_benches::report::{folder, write};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match &arguments[..] {
        [] => each(),
        [flag, name] if flag == "--adapter" => one(name),
        _ => {
            eprintln!("bench gpu takes no arguments");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench gpu: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Measures on each adapter in turn and puts the rows together.
fn each() -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder())?;
    let part = folder().join("gpu.part");
    let mut rows: Vec<String> = Vec::new();
    let names: Vec<String> = adapters().into_iter().map(|(name, _)| name).collect();
    if names.is_empty() {
        return Err("no adapter: `cargo xtask test` says how to get one".into());
    }
    let mut failed = false;
    for name in names {
        let status = Command::new(std::env::current_exe()?)
            .args(["--adapter", &name])
            .env("KERNEL_GPU", &name)
            .status()?;
        if status.success() {
            rows.extend(std::fs::read_to_string(&part)?.lines().map(str::to_owned));
        } else {
            failed = true;
        }
    }
    let _ = std::fs::remove_file(&part);
    write("gpu.json", &format!("[\n{}\n]\n", rows.join(",\n")))?;
    if failed {
        return Err("an adapter could not be measured".into());
    }
    Ok(())
}

/// Measures on the adapter of that name, which `KERNEL_GPU` names as well.
fn one(name: &str) -> Result<(), Box<dyn Error>> {
    let found = adapters().into_iter().find(|(other, _)| other == name);
    let (name, adapter) = found.ok_or_else(|| format!("no adapter is called {name}"))?;
    let info = adapter.get_info();
    let software = info.device_type == wgpu::DeviceType::Cpu;
    let kind = if software {
        "a program on the processor"
    } else {
        "a card"
    };
    println!("\n{name} ({} {}), {kind}", info.driver, info.driver_info);
    println!("{}", header());
    let hand = Hand::open(&adapter)?;
    let rows = measure(&hand, software, &mut |row| println!("{}", row.line()))?;
    std::fs::write(folder().join("gpu.part"), json(&name, &rows))?;
    Ok(())
}
