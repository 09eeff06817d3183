//! Every kernel, on all ranks and on one.

use std::collections::BTreeMap;
use std::process::ExitCode;

use kernel_corpus::FAMILIES;
use kernel_examples::cases::{self, Data, Fault, Instance, Values};
use kernel_runtime::{Cluster, Error, Variant};
use kernel_tests::differential::Subject;
use kernel_tests::promises;

use crate::together;

/// No points and fewer than ranks, rows of a few, and more than two blocks of a reduction.
const SIZES: [usize; 6] = [0, 1, 3, 100, 5000, 40_000];

/// The sizes at which arguments are spoilt.
const FAULTY: [usize; 2] = [100, 5000];

/// What came of the runs.
#[derive(Default)]
struct Outcome {
    runs: usize,
    skipped: BTreeMap<String, usize>,
    failures: usize,
}

/// Runs the kernels of those names, or all. Every rank does the same and so comes to the same outcome.
pub(crate) fn run(cluster: &Cluster, names: &[&str]) -> ExitCode {
    let examples = cases::ALL.iter().copied().map(promises::subject);
    let corpus = FAMILIES.iter().flat_map(|(_, entries)| *entries);
    let subjects = examples.chain(corpus.map(|entry| entry.subject));
    let mut outcome = Outcome::default();
    for subject in subjects {
        if !names.is_empty() && !names.contains(&subject.case.name) {
            continue;
        }
        let mut sizes = SIZES.map(|n| n.min(subject.largest)).to_vec();
        sizes.dedup();
        for n in sizes {
            outcome.take(cluster, &subject, n, "the ranks' own values", || {
                same_bits(cluster, &subject, n)
            });
        }
        for fault in subject.case.faults {
            for n in FAULTY.map(|n| n.min(subject.largest)) {
                outcome.take(cluster, &subject, n, fault.what, || {
                    same_error(cluster, fault, n)
                });
            }
        }
    }
    outcome.tell(cluster)
}

/// What one kind of run gives: whether it could be made, or what is wrong.
type Run = Result<Result<(), String>, String>;

impl Outcome {
    fn take(
        &mut self,
        cluster: &Cluster,
        subject: &Subject,
        n: usize,
        with: &str,
        run: impl FnOnce() -> Run,
    ) {
        let result = run();
        // A failure of one rank is one of all.
        let passed = together::all(result.is_ok());
        match result {
            Err(what) => eprintln!(
                "FAILED {}, n = {n}, {with}, rank {} of {}: {what}",
                subject.case.name,
                cluster.rank(),
                cluster.ranks()
            ),
            Ok(Err(reason)) if passed => *self.skipped.entry(reason).or_default() += 1,
            Ok(_) => self.runs += usize::from(passed),
        }
        self.failures += usize::from(!passed);
    }

    fn tell(&self, cluster: &Cluster) -> ExitCode {
        if cluster.is_root() {
            for (reason, count) in &self.skipped {
                println!("skipped {count} runs: {reason}");
            }
            println!(
                "{} ranks: {} runs, {} failed, {} skipped",
                cluster.ranks(),
                self.runs,
                self.failures,
                self.skipped.values().sum::<usize>()
            );
        }
        ExitCode::from(u8::from(self.failures > 0))
    }
}

/// A kernel on all ranks against one process. The other ranks give slices of other values where the kernel can be called so, as theirs do not count.
fn same_bits(cluster: &Cluster, subject: &Subject, n: usize) -> Run {
    let make = |seed| (subject.case.make)(n, &mut Data::ordinary(seed));
    let mut wanted = make(1);
    if let Err(error) = wanted.dispatch_on(Variant::Scalar) {
        return Err(format!("it fails on one process: {error}"));
    }
    let wanted = bits(&wanted.outputs());
    for others in [2, 1] {
        let mut instance = make(if cluster.is_root() { 1 } else { others });
        let before = bits(&instance.outputs());
        match instance.dispatch_on(Variant::Distributed) {
            Ok(()) => {}
            // Made of other numbers, its lengths or scalars are others too.
            Err(Error::Mismatch { .. }) if others != 1 && cluster.ranks() > 1 => continue,
            Err(Error::Ineligible { reason, .. }) => return Ok(Err(reason)),
            Err(error) => return Err(error.to_string()),
        }
        let got = bits(&instance.outputs());
        let is_right = |at: usize| {
            // What a kernel returns it returns on all ranks; slices of other ranks stay as they are.
            got[at] == wanted[at] || !cluster.is_root() && before.get(at) == Some(&got[at])
        };
        return match (0..wanted.len()).find(|&at| !is_right(at)) {
            Some(at) => Err(format!(
                "output {at} differs: {}",
                differs(&wanted[at], &got[at])
            )),
            None => Ok(Ok(())),
        };
    }
    unreachable!("calls with the same arguments match")
}

/// A kernel with arguments that make the plain function panic.
fn same_error(cluster: &Cluster, fault: &Fault, n: usize) -> Run {
    let mut instance: Box<dyn Instance> = (fault.make)(n, &mut Data::ordinary(1));
    let before = bits(&instance.outputs());
    let result = instance.dispatch_on(Variant::Distributed);
    let text = result.as_ref().err().map(Error::to_string);
    if !together::agree(&text) {
        return Err(format!(
            "not all ranks return the same; here it is {text:?}"
        ));
    }
    let error = match result {
        Ok(()) => return Err("no error where the plain function panics".to_owned()),
        Err(Error::Ineligible { reason, .. }) => return Ok(Err(reason)),
        Err(error) => error,
    };
    match error {
        Error::OutOfBounds { .. } | Error::Division { .. } | Error::Assertion { .. } => {}
        _ => return Err(format!("another error than the plain function's: {error}")),
    }
    if (fault.at_entry || !cluster.is_root()) && before != bits(&instance.outputs()) {
        return Err(format!("something was written in spite of: {error}"));
    }
    Ok(Ok(()))
}

fn bits(outputs: &[Values]) -> Vec<Vec<u64>> {
    outputs.iter().map(Values::bits).collect()
}

/// Where two arrays differ, in words.
fn differs(wanted: &[u64], got: &[u64]) -> String {
    let at = wanted
        .iter()
        .zip(got)
        .position(|(wanted, got)| wanted != got);
    match at {
        Some(at) => format!(
            "element {at} of {} is {:#x} instead of {:#x}",
            wanted.len(),
            got[at],
            wanted[at]
        ),
        None => format!("{} elements instead of {}", got.len(), wanted.len()),
    }
}
