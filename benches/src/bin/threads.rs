//! Prints what a second thread gains and whether the bars are met; writes `target/bench/threads.json`.
//!
//! `cargo xtask bench threads [KERNEL…]`

use std::error::Error;
use std::process::ExitCode;

use kernel_benches::report::write;
use kernel_benches::threads::{Row, SUBJECTS, distance, json, threads};
use kernel_runtime::private::know_nothing;

fn main() -> ExitCode {
    // What earlier runs have taught would flatter this one.
    know_nothing();
    let names: Vec<String> = std::env::args().skip(1).collect();
    let unknown = |name: &&String| SUBJECTS.iter().all(|subject| subject.name != name.as_str());
    if let Some(name) = names.iter().find(unknown) {
        eprintln!("bench threads: no kernel is called `{name}`");
        return ExitCode::from(2);
    }
    match bench(&names) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench threads: {error}");
            ExitCode::FAILURE
        }
    }
}

fn bench(names: &[String]) -> Result<(), Box<dyn Error>> {
    let threads = threads();
    if threads == 1 {
        return Err("there is one thread".into());
    }
    println!("From core to core and back: {:.0} ns", distance() * 1e9);
    println!(
        "{threads} threads against one; apart: threads that have nothing to do with each other"
    );
    println!("{}", Row::header());
    let mut rows = Vec::new();
    for subject in SUBJECTS {
        if !names.is_empty() && !names.iter().any(|name| name == subject.name) {
            continue;
        }
        let case = subject
            .case()
            .ok_or_else(|| format!("{} is gone", subject.name))?;
        for &n in subject.sizes {
            if let Some(row) = Row::measure(subject, case, n, threads)? {
                println!("{}", row.line());
                rows.push(row);
            }
        }
        println!();
    }
    println!("From core to core and back: {:.0} ns", distance() * 1e9);
    write("threads.json", &json(&rows))?;
    let missed = rows.iter().filter(|row| !row.is_met()).count();
    if missed > 0 {
        return Err(format!("{missed} rows are not what they are to be").into());
    }
    Ok(())
}
