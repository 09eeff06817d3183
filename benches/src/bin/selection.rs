//! Prints how good the choice of variants is and whether the bars are met; writes `target/bench/selection.json`.
//!
//! `cargo xtask bench selection [--quick] [KERNEL…]`

use std::error::Error;
use std::process::ExitCode;
use std::time::Instant;

use kernel_benches::report::write;
use kernel_benches::selection::{
    CHILD, Condition, Decision, Effort, Event, Point, Scores, conditions_table, json,
    kernels_table, sizes, summary, workloads,
};
use kernel_runtime::private::know_nothing;

/// Seconds after which no further sizes are measured.
const PATIENCE: f64 = 400.0;

fn main() -> ExitCode {
    // What earlier runs have taught would flatter this one.
    know_nothing();
    let mut names: Vec<String> = std::env::args().skip(1).collect();
    if let [option, event] = &names[..]
        && option == CHILD
    {
        let figures = Condition::child(event)
            .unwrap_or_else(|| Event::happen(event).map(|figure| figure.to_string()));
        return match figures {
            Ok(figures) => {
                println!("{figures}");
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("bench selection: {error}");
                ExitCode::FAILURE
            }
        };
    }
    let quick = names.iter().any(|name| name == "--quick");
    names.retain(|name| name != "--quick");
    if let Some(name) = names
        .iter()
        .find(|name| workloads(&[name.to_string()]).is_empty())
    {
        eprintln!("bench selection: no workload is called `{name}`");
        return ExitCode::from(2);
    }
    match bench(&names, quick) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench selection: {error}");
            ExitCode::FAILURE
        }
    }
}

fn bench(names: &[String], quick: bool) -> Result<(), Box<dyn Error>> {
    let points = points(names, quick)?;
    let decision = Decision::measure();
    let scores = Scores {
        decision_ns_p50: decision.p50,
        decision_ns_p99: decision.p99,
        decision_ns_repeat: decision.repeat,
        calibration_s: Event::Calibration.measure(),
        first_call_ms: Event::FirstCall.measure(),
        recovery_calls: Event::Recovery.measure(),
        ..Scores::of(&points)
    };
    let conditions = Condition::ALL.map(|condition| (condition, condition.measure()));
    println!("{}", kernels_table(&points));
    println!("{}", summary(&points, &scores));
    println!("{}", conditions_table(&conditions));

    write("selection.json", &json(&points, &scores, &conditions))?;
    Ok(())
}

/// Every kernel over the sizes: first whole octaves of all, then the half octaves between as long as patience lasts.
fn points(names: &[String], quick: bool) -> Result<Vec<Point>, Box<dyn Error>> {
    let effort = if quick { Effort::QUICK } else { Effort::FULL };
    let begin = Instant::now();
    let octaves: Vec<usize> = sizes(1).collect();
    let between: Vec<usize> = sizes(2).filter(|n| !octaves.contains(n)).collect();
    let rounds: Vec<Vec<usize>> = if quick {
        vec![octaves.into_iter().step_by(2).collect()]
    } else {
        vec![octaves, between]
    };
    let mut points: Vec<Point> = Vec::new();
    let mut left_out = 0;
    for sizes in rounds {
        for workload in workloads(names) {
            for &n in &sizes {
                if begin.elapsed().as_secs_f64() > PATIENCE {
                    left_out += 1;
                    continue;
                }
                match Point::measure(&workload, n, effort)? {
                    Some(point) => points.push(point),
                    // Larger sizes take longer still.
                    None => break,
                }
            }
        }
    }
    if left_out > 0 {
        eprintln!("Out of patience after {PATIENCE} s: up to {left_out} points are left out");
    }
    let order = workloads(names);
    let position = |point: &Point| {
        order
            .iter()
            .position(|workload| workload.name == point.workload.name)
    };
    points.sort_by_key(|point| (position(point), point.n));
    Ok(points)
}
