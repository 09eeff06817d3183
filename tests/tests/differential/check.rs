//! Runs one kernel in every way and compares.

use std::collections::BTreeMap;

use kernel_examples::cases::{Case, Data, Instance, Values};
use kernel_runtime::{Error, Isa, Variant, with_isa};

use crate::tolerance::Tolerance;

/// Sizes around the edges of gangs (4 to 32 lanes), of virtual lanes (64) and of blocks (16384), and one that keeps all threads busy.
const SIZES: [usize; 23] = [
    0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 16383, 16384, 16385,
    100_003,
];

/// The largest size of kernels whose work grows faster than their arguments.
const LARGEST: &[(&str, usize)] = &[("nbody", 1000), ("matmul", 17_000)];

/// What came of it.
#[derive(Default)]
pub(crate) struct Report {
    /// Runs of variants.
    pub(crate) runs: usize,
    /// What went wrong, at most one a size.
    pub(crate) failures: Vec<String>,
    /// How many runs were skipped and why.
    pub(crate) skipped: BTreeMap<String, usize>,
    /// How many of them for want of a GPU.
    pub(crate) gpu_skipped: usize,
}

impl Report {
    /// Adds another's counts.
    pub(crate) fn add(&mut self, other: Report) {
        self.runs += other.runs;
        self.failures.extend(other.failures);
        self.gpu_skipped += other.gpu_skipped;
        for (what, count) in other.skipped {
            *self.skipped.entry(what).or_default() += count;
        }
    }

    /// The outcome on a line.
    pub(crate) fn line(&self, kernel: &str) -> String {
        let verdict = match self.failures.len() {
            0 => "ok".to_owned(),
            count => format!("FAILED ({count})"),
        };
        format!("{kernel:14} {:5} runs  {verdict}", self.runs)
    }

    fn skip(&mut self, why: String) {
        *self.skipped.entry(why).or_default() += 1;
    }
}

/// Arguments that can be made again and again.
struct Setting<'a> {
    case: &'a Case,
    n: usize,
    edge: bool,
    seed: u64,
}

impl Setting<'_> {
    fn make(&self) -> Box<dyn Instance> {
        let mut data = match self.edge {
            true => Data::edge(self.seed),
            false => Data::ordinary(self.seed),
        };
        (self.case.make)(self.n, &mut data)
    }

    /// What a run writes and returns.
    fn outputs(
        &self,
        run: impl FnOnce(&mut dyn Instance) -> Result<(), Error>,
    ) -> Result<Vec<Values>, Error> {
        let mut instance = self.make();
        run(instance.as_mut())?;
        Ok(instance.outputs())
    }

    fn describe(&self, how: &str, what: &str) -> String {
        let (kernel, n) = (self.case.name, self.n);
        let data = if self.edge { "edge" } else { "ordinary" };
        format!(
            "{kernel}, n = {n}, {data} data {}, {how}: {what}",
            self.seed
        )
    }
}

/// Runs the kernel in every way at every size.
pub(crate) fn check(case: &Case) -> Report {
    let mut report = Report::default();
    let largest = LARGEST.iter().find(|(name, _)| *name == case.name);
    let largest = largest.map_or(usize::MAX, |&(_, n)| n);
    for n in SIZES.into_iter().map(|n| n.min(largest)) {
        let seeds = if n <= 127 { 3 } else { 1 };
        for seed in 0..seeds {
            for edge in [false, true] {
                let setting = Setting {
                    case,
                    n,
                    edge,
                    seed,
                };
                if let Err(failure) = check_setting(&setting, &mut report) {
                    report.failures.push(failure);
                }
            }
        }
    }
    report
}

/// Runs every variant on the same arguments, up to the first failure.
fn check_setting(setting: &Setting, report: &mut Report) -> Result<(), String> {
    let (kernel, n) = (setting.case.name, setting.n);
    let mut plain = setting.make();
    plain.plain();
    let want = plain.outputs();

    let scalar = run(setting, report, "scalar", |k| {
        k.dispatch_on(Variant::Scalar)
    })?;
    compare(setting, "scalar", Tolerance::cpu(kernel, n), &want, &scalar)?;

    for &isa in Isa::ALL {
        for variant in [Variant::Simd, Variant::Threads] {
            let how = format!("{variant} at {}", isa.name());
            if !isa.is_available() {
                report.skip(format!("this machine lacks {}", isa.name()));
                continue;
            }
            let got = run(setting, report, &how, |kernel| {
                with_isa(isa, || kernel.dispatch_on(variant)).expect("it is available")
            })?;
            compare(setting, &how, Tolerance::Exact, &scalar, &got)?;
        }
    }
    // WGSL lets a driver assume that no value is special, and flush subnormals: only integers are exact there.
    if setting.edge && !matches!(kernel, "hash" | "rgb_to_gray") {
        return Ok(());
    }
    let near = Tolerance::gpu(kernel, n);
    match setting.outputs(|kernel| kernel.dispatch_on(Variant::Gpu)) {
        Ok(got) => {
            report.runs += 1;
            compare(setting, "gpu", near, &want, &got)?;
        }
        Err(Error::Ineligible { reason, .. }) => {
            report.gpu_skipped += 1;
            report.skip(format!("gpu: {reason}"));
        }
        Err(error) => return Err(setting.describe("gpu", &error.to_string())),
    }
    let chosen = run(setting, report, "dispatch", |kernel| kernel.dispatch())?;
    compare(setting, "dispatch", Tolerance::Exact, &scalar, &chosen)
        .or_else(|_| compare(setting, "dispatch", near, &want, &chosen))
}

/// Runs one way that must succeed.
fn run(
    setting: &Setting,
    report: &mut Report,
    how: &str,
    run: impl FnOnce(&mut dyn Instance) -> Result<(), Error>,
) -> Result<Vec<Values>, String> {
    report.runs += 1;
    setting
        .outputs(run)
        .map_err(|error| setting.describe(how, &error.to_string()))
}

/// Compares all outputs.
fn compare(
    setting: &Setting,
    how: &str,
    tolerance: Tolerance,
    want: &[Values],
    got: &[Values],
) -> Result<(), String> {
    let mut pairs = want.iter().zip(got).enumerate();
    match pairs.find_map(|(i, (want, got))| Some((i, tolerance.difference(want, got)?))) {
        Some((i, difference)) => {
            let what = format!("output {i}: {difference}");
            Err(setting.describe(how, &what))
        }
        None => Ok(()),
    }
}
