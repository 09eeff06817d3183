//! Says what a dispatch would do, and why.

use std::fmt;
use std::time::Duration;

use crate::choose::{Choice, deliberate};
use crate::error::Error;
use crate::kernel::Kernel;
use crate::launch::pinned;
use crate::select::{Prediction, Reason};
use crate::simd::Isa;
use crate::stage::{Fault, Stage};
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
    rows: [Row; Variant::ALL.len()],
    choice: Variant,
    why: String,
    guessed: bool,
    error: Option<Error>,
}

/// One variant.
#[derive(Clone, Debug)]
struct Row {
    /// What it runs on.
    place: String,
    outcome: Result<Prediction, String>,
}

/// Explains a dispatch. What generated code's `explain` calls.
#[doc(hidden)]
pub fn explain<St: Stage>(kernel: &'static Kernel, stage: &St) -> Explanation {
    let mut error = stage.check().err().map(|fault| kernel.error(fault));
    let choice = deliberate(kernel, stage);
    let (variant, why) = match pinned() {
        Ok(Some(variant)) => (variant, "pinned by KERNEL_VARIANT".to_owned()),
        Ok(None) => (choice.decision.variant, why(&choice)),
        Err(unknown) => {
            error.get_or_insert(unknown);
            (choice.decision.variant, why(&choice))
        }
    };
    Explanation {
        kernel,
        rows: Variant::ALL.map(|variant| row(&choice, variant)),
        choice: variant,
        why,
        guessed: choice.work.guessed,
        error,
    }
}

/// Explains a dispatch whose arguments fail before there is a stage. What generated code's `explain` calls.
#[doc(hidden)]
#[cold]
pub fn explain_fault(kernel: &'static Kernel, fault: Fault) -> Explanation {
    let error = kernel.error(fault);
    Explanation {
        kernel,
        rows: Variant::ALL.map(|_| Row {
            place: String::new(),
            outcome: Err(error.to_string()),
        }),
        choice: Variant::Scalar,
        why: "no variant gets to run".to_owned(),
        guessed: false,
        error: Some(error),
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
            Ok(gpu) => gpu.info().name.clone(),
            Err(_) => String::new(),
        },
    };
    let refusal = match variant {
        Variant::Threads => choice.threads.as_ref().err(),
        Variant::Gpu => choice.device.as_ref().err(),
        Variant::Scalar | Variant::Simd => None,
    };
    let prediction = choice.decision.predictions[variant as usize];
    Row {
        place,
        outcome: prediction.ok_or_else(|| match refusal {
            Some(refusal) => refusal.to_string(),
            None => "it was not considered".to_owned(),
        }),
    }
}

/// Why the choice fell as it did.
fn why(choice: &Choice) -> String {
    if choice.at_once {
        return "the work is too small for anything else to pay".to_owned();
    }
    match choice.decision.reason {
        Reason::Fastest => "it is predicted to be fastest".to_owned(),
        Reason::Margin { saved, needed } => format!(
            "gpu is predicted to save {}, but untested as it is it would have to save {}",
            Time(saved),
            Time(needed)
        ),
    }
}

impl Explanation {
    /// The kernel.
    pub fn kernel(&self) -> &'static Kernel {
        self.kernel
    }

    /// The variant that `dispatch` would run.
    pub fn choice(&self) -> Variant {
        self.choice
    }

    /// Why it would run that one.
    pub fn why(&self) -> &str {
        &self.why
    }

    /// The variant's predicted time with its parts, or the reason why it is not considered.
    pub fn prediction(&self, variant: Variant) -> Result<&Prediction, &str> {
        self.rows[variant as usize]
            .outcome
            .as_ref()
            .map_err(String::as_str)
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
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.rows.iter().map(|row| row.place.chars().count()).max();
        let width = width.unwrap_or(0).max("on".len());
        writeln!(f, "{}", self.kernel)?;
        writeln!(
            f,
            "  {:8}  {:width$}  {:>9}  {:>9}  {:>9}  {:>9}  {:>9}",
            "variant", "on", "predicted", "compute", "memory", "overhead", "transfers"
        )?;
        for variant in Variant::ALL {
            let row = &self.rows[variant as usize];
            let mark = if variant == self.choice { '→' } else { ' ' };
            write!(f, "{mark} {variant:8}  {:width$}  ", row.place)?;
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
        if self.guessed {
            write!(
                f,
                "\na loop's length depends on data: the predictions assume a typical one"
            )?;
        }
        if let Some(error) = &self.error {
            write!(f, "\ndispatch would fail: {error}")?;
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
    use crate::stage::In;
    use crate::testing::{KERNEL, Sum};

    #[test]
    fn it_tells_of_every_variant() {
        let x = vec![1.0; 1 << 20];
        let explanation = explain(&KERNEL, &Sum { x: In::new(&x) });
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
        let explanation = explain(&KERNEL, &Sum { x: In::new(&[1.0]) });
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
