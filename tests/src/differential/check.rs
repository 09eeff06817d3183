//! Runs one kernel in every way and compares.

use kernel_examples::cases::{Data, Instance, Values};
use kernel_runtime::{Error, Isa, Variant, with_isa};

use super::{Report, Subject, Tolerance};

/// Sizes around the edges of gangs (4 to 32 lanes), of virtual lanes (64) and of blocks (16384), and one that keeps all threads busy.
const SIZES: [usize; 23] = [
    0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 16383, 16384, 16385,
    100_003,
];

/// Arguments that can be made again and again.
pub(super) struct Setting<'a> {
    pub(super) subject: &'a Subject,
    pub(super) n: usize,
    pub(super) edge: bool,
    pub(super) seed: u64,
}

impl Setting<'_> {
    pub(super) fn make(&self) -> Box<dyn Instance> {
        let mut data = match self.edge {
            true => Data::edge(self.seed),
            false => Data::ordinary(self.seed),
        };
        (self.subject.case.make)(self.n, &mut data)
    }

    /// What the plain function writes and returns.
    pub(super) fn plain(&self) -> Vec<Values> {
        let mut instance = self.make();
        instance.plain();
        instance.outputs()
    }

    /// What a run writes and returns.
    pub(super) fn outputs(
        &self,
        run: impl FnOnce(&mut dyn Instance) -> Result<(), Error>,
    ) -> Result<Vec<Values>, Error> {
        let mut instance = self.make();
        run(instance.as_mut())?;
        Ok(instance.outputs())
    }

    pub(super) fn describe(&self, how: &str, what: &str) -> String {
        let (kernel, n) = (self.subject.case.name, self.n);
        let data = if self.edge { "edge" } else { "ordinary" };
        format!(
            "{kernel}, n = {n}, {data} data {}, {how}: {what}",
            self.seed
        )
    }
}

/// Runs the kernel in every way at every size.
pub(super) fn check(subject: &Subject) -> Report {
    let mut report = Report::default();
    let mut sizes: Vec<usize> = SIZES.iter().map(|&n| n.min(subject.largest)).collect();
    sizes.dedup();
    for n in sizes {
        let seeds = if n <= 127 { subject.seeds } else { 1 };
        for seed in 0..seeds {
            for edge in [false, true]
                .into_iter()
                .filter(|&edge| !edge || subject.edge)
            {
                let setting = Setting {
                    subject,
                    n,
                    edge,
                    seed,
                };
                if let Err(failure) = check_setting(&setting, &mut report) {
                    report.fail(failure);
                }
            }
        }
    }
    report
}

/// Runs the kernel on the device and compares, or says why it cannot run there.
pub(super) fn on_device(
    setting: &Setting,
    how: &str,
    want: &[Values],
    report: &mut Report,
) -> Result<Option<String>, String> {
    match setting.outputs(|kernel| kernel.dispatch_on(Variant::Gpu)) {
        Ok(got) => {
            report.ran();
            let near = (setting.subject.gpu)(setting.n);
            compare(setting, how, near, want, &got).map(|()| None)
        }
        Err(Error::Ineligible { reason, .. }) => Ok(Some(reason)),
        Err(error) => Err(setting.describe(how, &error.to_string())),
    }
}

/// Runs every variant on the same arguments, up to the first failure.
fn check_setting(setting: &Setting, report: &mut Report) -> Result<(), String> {
    let subject = setting.subject;
    let want = setting.plain();

    let scalar = run(setting, report, "scalar", |k| {
        k.dispatch_on(Variant::Scalar)
    })?;
    compare(setting, "scalar", (subject.cpu)(setting.n), &want, &scalar)?;

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
    if setting.edge && !subject.special_on_gpu {
        return Ok(());
    }
    if let Some(reason) = on_device(setting, "gpu", &want, report)? {
        report.skip_gpu(&reason, subject.case.kernel.wgsl().is_ok());
    }
    let near = (subject.gpu)(setting.n);
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
    report.ran();
    setting
        .outputs(run)
        .map_err(|error| setting.describe(how, &error.to_string()))
}

/// Compares all outputs.
pub(super) fn compare(
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
