//! Says what a dispatch would do, and why.

use std::fmt;
use std::time::Duration;

use crate::choose::{Choice, deliberate};
use crate::cluster;
use crate::device::Making;
use crate::error::Error;
use crate::kernel::Kernel;
use crate::launch::pinned;
use crate::report::Amount;
use crate::select::{Prediction, Reason};
use crate::simd::Isa;
use crate::stage::Stage;
use crate::variant::Variant;

/// What `dispatch` would do with some arguments, and why: for each variant its predicted time and the parts of it, or the reason
/// why it is not considered.
///
/// Printed, it is a table:
///
/// ```
/// use kernel_runtime::{Variant, kernel};
///
/// #[kernel]
/// fn sum(x: &[f32]) -> f32 {
///     let mut sum = 0.0;
///     for i in 0..x.len() {
///         sum += x[i];
///     }
///     sum
/// }
///
/// # fn main() {
/// let explanation = sum::explain(&[1.0; 1000]);
/// println!("{explanation}");
/// assert_eq!(explanation.choice(), Variant::Simd);
/// assert!(explanation.predicted(Variant::Simd) < explanation.predicted(Variant::Scalar));
/// # }
/// ```
///
/// Explaining measures the machine if that has not been done, and opens the GPU if there is one.
#[derive(Clone, Debug)]
pub struct Explanation {
    kernel: &'static Kernel,
    parts: Vec<Part>,
    error: Option<Error>,
}

/// One stage, where the kernel first comes to it.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Its number.
    pub(crate) stage: usize,
    /// How often the kernel comes to it.
    pub(crate) launches: usize,
    /// Whether its arguments and its launches are known beforehand.
    certain: bool,
    rows: [Row; Variant::ALL.len()],
    choice: Variant,
    why: String,
    amount: Amount,
    guessed: bool,
    /// What measured times made of the predictions, as factors.
    corrections: [f64; Variant::LOCAL.len()],
    error: Option<Error>,
}

/// One variant.
#[derive(Clone, Debug)]
struct Row {
    /// What it runs on.
    place: String,
    outcome: Result<Prediction, String>,
}

/// Explains the launch of a stage.
pub(crate) fn part<St: Stage>(kernel: &'static Kernel, stage: &St, certain: bool) -> Part {
    let mut error = match stage.check() {
        Err(fault) if certain => Some(kernel.error(fault)),
        _ => None,
    };
    let choice = deliberate(kernel, stage);
    let (variant, why) = match pinned() {
        Ok(Some(variant)) => (variant, "pinned by the policy".to_owned()),
        Ok(None) => (choice.decision.variant, why(&choice)),
        Err(unknown) => {
            error.get_or_insert(unknown);
            (choice.decision.variant, why(&choice))
        }
    };
    Part {
        stage: St::NUMBER,
        launches: 1,
        certain,
        rows: Variant::ALL.map(|variant| match variant {
            Variant::Distributed => ranks(stage),
            variant => row(&choice, variant),
        }),
        choice: variant,
        why,
        amount: Amount::of(&choice.work),
        guessed: choice.work.guessed,
        corrections: choice.estimates.map(|estimate| estimate.correction.exp()),
        error,
    }
}

/// What the choice says of one variant.
fn row(choice: &Choice, variant: Variant) -> Row {
    let place = match variant {
        Variant::Scalar => String::new(),
        Variant::Simd => Isa::chosen().name().to_owned(),
        Variant::Threads => match &choice.threads {
            Ok(pool) => format!("{} × {}", pool.threads, Isa::chosen().name()),
            Err(_) => String::new(),
        },
        Variant::Gpu => match &choice.device {
            Ok(able) => devices(&able.gpu.info().name, choice),
            Err(_) => String::new(),
        },
        Variant::Distributed => String::new(),
    };
    let refusal = match variant {
        Variant::Threads => choice.threads.as_ref().err(),
        Variant::Gpu => choice.device.as_ref().err(),
        Variant::Scalar | Variant::Simd | Variant::Distributed => None,
    };
    let prediction = choice.decision.predictions.get(variant as usize);
    let prediction = prediction.copied().flatten();
    Row {
        place,
        outcome: prediction.ok_or_else(|| match refusal {
            Some(refusal) => refusal.to_string(),
            None => "it was not considered".to_owned(),
        }),
    }
}

/// A device by its name, and what the processor does beside it.
fn devices(name: &str, choice: &Choice) -> String {
    let device = choice.decision.predictions[Variant::Gpu as usize];
    let share = device.map_or(0.0, |device| device.beside);
    if share <= 0.0 {
        return name.to_owned();
    }
    let threads = choice.threads.as_ref().map_or(1, |pool| pool.threads);
    let level = Isa::chosen().name();
    format!("{name}, {:.0} % on {threads} × {level}", 100.0 * share)
}

/// What the ranks of the cluster would make of it.
fn ranks<St: Stage>(stage: &St) -> Row {
    Row {
        place: cluster::place(),
        outcome: cluster::predict(stage).map_err(|absent| absent.to_string()),
    }
}

/// Why the choice fell as it did.
fn why(choice: &Choice) -> String {
    if choice.at_once {
        return "the work is too small for anything else to pay".to_owned();
    }
    match choice.decision.reason {
        Reason::Fastest => "it is predicted to be fastest".to_owned(),
        Reason::Incumbent => "it is in use, and nothing is clearly faster".to_owned(),
        Reason::Margin { saved, needed } => format!(
            "gpu is predicted to save {}, but untested as it is it would have to save {}",
            Time(saved),
            Time(needed)
        ),
        Reason::Unmade(Making::Begun) => {
            "gpu is predicted to be faster, and its pipeline is being made".to_owned()
        }
        Reason::Unmade(_) => {
            "gpu is predicted to be faster once its pipeline is made, which dispatch begins"
                .to_owned()
        }
    }
}

impl Explanation {
    pub(crate) fn new(kernel: &'static Kernel, parts: Vec<Part>, error: Option<Error>) -> Self {
        let error = error.or_else(|| parts.iter().find_map(|part| part.error.clone()));
        Explanation {
            kernel,
            parts,
            error,
        }
    }

    /// The kernel.
    pub fn kernel(&self) -> &'static Kernel {
        self.kernel
    }

    /// The variant that `dispatch` would run; of several stages, what it would run the longest one on.
    pub fn choice(&self) -> Variant {
        self.longest().map_or(Variant::Scalar, |part| part.choice)
    }

    /// Why it would run that one.
    pub fn why(&self) -> &str {
        self.longest()
            .map_or("no stage gets to run", |part| &part.why)
    }

    /// The variant's predicted time with its parts, over all stages, or the reason why it is not considered for one of them.
    pub fn prediction(&self, variant: Variant) -> Result<Prediction, &str> {
        let mut total = Prediction::default();
        if self.parts.is_empty() {
            return Err("no stage gets to run");
        }
        for part in &self.parts {
            let outcome = part.rows[variant as usize].outcome.as_ref();
            let prediction = outcome.map_err(String::as_str)?;
            total = total.followed_by(prediction, part.launches as f64);
        }
        Ok(total)
    }

    /// The variant's predicted time, if it is considered.
    pub fn predicted(&self, variant: Variant) -> Option<Duration> {
        let prediction = self.prediction(variant).ok()?;
        Duration::try_from_secs_f64(prediction.total).ok()
    }

    /// Why the variant is not considered, if it is not.
    pub fn reason(&self, variant: Variant) -> Option<&str> {
        self.prediction(variant).err()
    }

    /// The error that `dispatch` would answer before it runs anything, if it would.
    pub fn error(&self) -> Option<&Error> {
        self.error.as_ref()
    }

    /// The work of all stages.
    pub(crate) fn amount(&self) -> Amount {
        let parts = self.parts.iter();
        parts.fold(Amount::default(), |sum, part| {
            sum.and(part.amount, part.launches as f64)
        })
    }

    /// The stage that takes longest in the variant chosen for it.
    fn longest(&self) -> Option<&Part> {
        let seconds = |part: &Part| {
            let chosen = &part.rows[part.choice as usize].outcome;
            let one = chosen.as_ref().map_or(0.0, |prediction| prediction.total);
            one * part.launches as f64
        };
        self.parts
            .iter()
            .max_by(|a, b| seconds(a).total_cmp(&seconds(b)))
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kernel)?;
        for part in &self.parts {
            writeln!(f)?;
            if self.kernel.stages() > 1 || part.launches > 1 {
                write!(f, "stage {}", part.stage + 1)?;
                match (part.certain, part.launches) {
                    (false, _) => writeln!(f, ", as far as it is known beforehand")?,
                    (true, 1) => writeln!(f)?,
                    (true, launches) => writeln!(f, ", launched {launches} times")?,
                }
            }
            write!(f, "{part}")?;
        }
        if let Some(error) = &self.error {
            write!(f, "\ndispatch would fail: {error}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Few machines are in a cluster.
        let ranks = &self.rows[Variant::Distributed as usize];
        let shown = match ranks.outcome.is_ok() || self.choice == Variant::Distributed {
            true => &Variant::ALL[..],
            false => &Variant::LOCAL,
        };
        let names = shown.iter().map(|variant| variant.name().len()).max();
        let names = names.unwrap_or(0).max("threads ".len());
        let width = self.rows.iter().map(|row| row.place.chars().count()).max();
        let width = width.unwrap_or(0).max("on".len());
        writeln!(
            f,
            "  {:names$}  {:width$}  {:>9}  {:>9}  {:>9}  {:>9}  {:>9}",
            "variant", "on", "predicted", "compute", "memory", "overhead", "transfers"
        )?;
        for &variant in shown {
            let row = &self.rows[variant as usize];
            let mark = if variant == self.choice { '→' } else { ' ' };
            write!(f, "{mark} {variant:names$}  {:width$}  ", row.place)?;
            match &row.outcome {
                Ok(prediction) => writeln!(
                    f,
                    "{:>9}  {:>9}  {:>9}  {:>9}  {:>9}",
                    Time(prediction.total),
                    Time(prediction.compute),
                    Time(prediction.memory),
                    Time(prediction.overhead),
                    Time(prediction.transfers),
                )?,
                Err(reason) => writeln!(f, "not considered: {reason}")?,
            }
        }
        write!(f, "{}: {}", self.choice, self.why)?;
        let corrected = |variant: &Variant| {
            let considered = self.rows[*variant as usize].outcome.is_ok();
            considered && (self.corrections[*variant as usize] - 1.0).abs() > 0.005
        };
        let mut separator = "\ncorrected by what runs have taken:";
        for variant in Variant::LOCAL.into_iter().filter(corrected) {
            let correction = self.corrections[variant as usize];
            write!(f, "{separator} {variant} × {correction:.2}")?;
            separator = ",";
        }
        if self.guessed {
            write!(
                f,
                "\na loop's length depends on data: the predictions assume a typical one"
            )?;
        }
        Ok(())
    }
}

/// Seconds, printed in three digits and a fitting unit.
struct Time(f64);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNITS: [(f64, &str); 4] = [(1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")];
        if self.0 == 0.0 {
            return f.pad("–");
        }
        // The first unit of which there is one or, rounded to three digits, nearly one.
        let (unit, name) = UNITS
            .into_iter()
            .find(|&(unit, _)| self.0.abs() >= 0.9995 * unit)
            .unwrap_or(UNITS[UNITS.len() - 1]);
        let value = self.0 / unit;
        let digits = match value.abs() {
            value if value < 9.995 => 2,
            value if value < 99.95 => 1,
            _ => 0,
        };
        f.pad(&format!("{value:.digits$} {name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::In;
    use crate::testing::{KERNEL, Sum};

    fn explain<St: Stage>(stage: &St) -> Explanation {
        Explanation::new(&KERNEL, vec![part(&KERNEL, stage, true)], None)
    }

    #[test]
    fn it_tells_of_every_variant() {
        let x = vec![1.0; 1 << 20];
        let explanation = explain(&Sum { x: In::new(&x) });
        for variant in [Variant::Scalar, Variant::Simd] {
            let prediction = explanation.prediction(variant).expect("always considered");
            assert!(prediction.compute > 0.0 && prediction.memory > 0.0);
            assert!(explanation.predicted(variant) > Some(Duration::ZERO));
        }
        assert_eq!(
            explanation.reason(Variant::Gpu),
            Some("the kernel has no shader")
        );
        assert!(explanation.error().is_none());
        let text = explanation.to_string();
        let chosen = text.lines().filter(|line| line.starts_with('→')).count();
        assert_eq!(chosen, 1, "{text}");
        assert!(
            text.starts_with("tests::sample (src/sample.rs:10)\n"),
            "{text}"
        );
        assert!(
            text.contains("not considered: the kernel has no shader"),
            "{text}"
        );
    }

    #[test]
    fn small_work_is_done_at_once() {
        let explanation = explain(&Sum { x: In::new(&[1.0]) });
        assert_eq!(explanation.choice(), Variant::Simd);
        assert!(explanation.reason(Variant::Threads).is_some());
    }

    #[test]
    fn times_have_three_digits_and_a_unit() {
        let cases = [
            (0.0, "–"),
            (1.234e-9, "1.23 ns"),
            (45.67e-9, "45.7 ns"),
            (999.9e-9, "1.00 µs"),
            (12.34e-6, "12.3 µs"),
            (123.4e-3, "123 ms"),
            (3.0, "3.00 s"),
            (4200.0, "4200 s"),
            (1e-10, "0.10 ns"),
        ];
        for (seconds, text) in cases {
            assert_eq!(Time(seconds).to_string(), text);
        }
        assert_eq!(format!("{:>9}|", Time(1e-6)), "  1.00 µs|");
    }
}
