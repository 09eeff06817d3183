//! Who decides: what the program or the environment wants of the choice.

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};

use crate::co_execution::CoExecution;
use crate::error::Error;
use crate::history;
use crate::variant::{UnknownVariant, Variant};

/// How `dispatch` chooses.
///
/// ```
/// use kernel_runtime::{Policy, Variant, kernel, policy, set_policy};
///
/// #[kernel]
/// fn halve(x: &mut [f32]) {
///     for i in 0..x.len() {
///         x[i] = 0.5 * x[i];
///     }
/// }
///
/// # fn main() -> Result<(), kernel_runtime::Error> {
/// // Never the GPU: the same bits on every run and every machine.
/// set_policy(Policy::Reproducible);
/// let mut x = vec![3.0; 1000];
/// halve::dispatch(&mut x)?;
/// assert_eq!(x, [1.5; 1000]);
///
/// // Always one variant, as `dispatch_on` would.
/// set_policy(Policy::Pinned(Variant::Scalar));
/// halve::dispatch(&mut x)?;
/// assert_eq!(policy(), Policy::Pinned(Variant::Scalar));
/// # Ok(())
/// # }
/// ```
///
/// The environment wins over the program: `KERNEL_VARIANT` pins a variant, `KERNEL_POLICY` is any policy by its name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Policy {
    /// By the cost model, corrected by what runs have taken so far. Now and then a call is timed, and a variant that may be faster is tried; trying costs
    /// at most about 2 % of a kernel's time.
    #[default]
    Adaptive,
    /// By the cost model alone: the choice depends on nothing but the arguments and the machine's profile, once that is known and, where a GPU is wanted, the GPU is
    /// open and the kernel's pipeline made.
    Frozen,
    /// Always this variant, or an error where it cannot run.
    Pinned(Variant),
    /// As `Adaptive`, among the variants on the processor, which all give the same bits.
    Reproducible,
    /// By the cost model alone, the ranks of a cluster included: in a thread that has entered one, every `dispatch` is a call that all ranks make together.
    /// In any other it is as `Frozen`.
    Collective,
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Policy::Adaptive => "adaptive",
            Policy::Frozen => "frozen",
            Policy::Pinned(variant) => variant.name(),
            Policy::Reproducible => "reproducible",
            Policy::Collective => "collective",
        })
    }
}

impl FromStr for Policy {
    type Err = UnknownPolicy;

    /// Reads a policy's name, or a variant's for one that is pinned, whatever its case.
    fn from_str(text: &str) -> Result<Self, UnknownPolicy> {
        let pinned = Variant::ALL.map(Policy::Pinned);
        let free = [
            Policy::Adaptive,
            Policy::Frozen,
            Policy::Reproducible,
            Policy::Collective,
        ];
        free.into_iter()
            .chain(pinned)
            .find(|policy| policy.to_string().eq_ignore_ascii_case(text.trim()))
            .ok_or_else(|| UnknownPolicy {
                text: text.to_owned(),
            })
    }
}

/// A text that names no [`Policy`].
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "`{text}` is no policy: expected `adaptive`, `frozen`, `reproducible`, `collective` or a variant's name"
)]
pub struct UnknownPolicy {
    /// What was given.
    pub text: String,
}

/// Sets how `dispatch` chooses from now on, in the whole process.
pub fn set_policy(policy: Policy) {
    PROGRAM.store(code(policy), Relaxed);
    STATE.store(UNREAD, Relaxed);
    history::forget_choices();
}

/// How `dispatch` chooses: what the environment says, else what [`set_policy`] has set. An environment that says nothing sensible makes `dispatch` fail;
/// this is then what the program has set.
pub fn policy() -> Policy {
    in_force().unwrap_or_else(|_| decode(PROGRAM.load(Relaxed)))
}

/// How many times over a GPU must earn its overhead back to be chosen: with `m` times, `T_processor ≥ T_gpu·(1 + (m − 1)·f)`, where `f` is the share of
/// submission and transfers in its time.
///
/// ```
/// use kernel_runtime::{GpuMargin, gpu_margin, set_gpu_margin};
///
/// assert_eq!(gpu_margin(), GpuMargin::Untested(5.0));
/// set_gpu_margin(GpuMargin::Always(2.0));
/// assert_eq!(gpu_margin(), GpuMargin::Always(2.0));
/// ```
///
/// Less than once, or no number, counts as once: the GPU need only be faster. `KERNEL_GPU_MARGIN` wins over the program: a number is
/// `Untested`, `always` and a number is `Always`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum GpuMargin {
    /// While its prediction is untested; by the third measurement of a kernel and a size it need only be faster. The default is five times.
    Untested(f64),
    /// However often it has been measured.
    Always(f64),
}

impl GpuMargin {
    const DEFAULT: GpuMargin = GpuMargin::Untested(5.0);

    /// How many times.
    pub fn times(self) -> f64 {
        let (GpuMargin::Untested(times) | GpuMargin::Always(times)) = self;
        times.max(1.0)
    }

    /// As one number: that of a margin for ever is negative.
    fn code(self) -> f64 {
        match self {
            GpuMargin::Untested(_) => self.times(),
            GpuMargin::Always(_) => -self.times(),
        }
    }

    fn of_code(code: f64) -> Self {
        match code < 0.0 {
            true => GpuMargin::Always(-code),
            false => GpuMargin::Untested(code),
        }
    }
}

impl FromStr for GpuMargin {
    type Err = UnknownMargin;

    /// Reads a number, or `always` and a number.
    fn from_str(text: &str) -> Result<Self, UnknownMargin> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let times = words.last().and_then(|word| word.parse().ok());
        let times = times.filter(|times: &f64| times.is_finite() && *times >= 0.0);
        match (&words[..], times) {
            ([_], Some(times)) => Ok(GpuMargin::Untested(times)),
            ([word, _], Some(times)) if word.eq_ignore_ascii_case("always") => {
                Ok(GpuMargin::Always(times))
            }
            _ => Err(UnknownMargin {
                text: text.to_owned(),
            }),
        }
    }
}

/// A text that says no [`GpuMargin`].
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{text}` is no margin: expected a number, such as `5`, or `always 5`")]
pub struct UnknownMargin {
    /// What was given.
    pub text: String,
}

/// Sets how much a GPU must save to be chosen from now on, in the whole process.
pub fn set_gpu_margin(margin: GpuMargin) {
    MARGIN.store(margin.code().to_bits(), Relaxed);
    history::forget_choices();
}

/// How much a GPU must save to be chosen: what the environment says, else what [`set_gpu_margin`] has set.
pub fn gpu_margin() -> GpuMargin {
    let said = environment().as_ref().ok().and_then(|said| said.margin);
    said.unwrap_or_else(|| GpuMargin::of_code(f64::from_bits(MARGIN.load(Relaxed))))
}

/// What the program has set: the bits of a [`GpuMargin::code`].
static MARGIN: AtomicU64 = AtomicU64::new(match GpuMargin::DEFAULT {
    GpuMargin::Untested(times) => times.to_bits(),
    GpuMargin::Always(times) => (-times).to_bits(),
});

/// What the program has set.
static PROGRAM: AtomicU8 = AtomicU8::new(ADAPTIVE);

/// What is in force, in one load; decisions that are to be told have another code.
static STATE: AtomicU8 = AtomicU8::new(UNREAD);

/// Codes of [`STATE`].
const UNREAD: u8 = 0;
const ADAPTIVE: u8 = 1;
const FROZEN: u8 = 2;
const REPRODUCIBLE: u8 = 3;
const COLLECTIVE: u8 = 4;
const PINNED: u8 = 5;
const OUT_OF_THE_ORDINARY: u8 = 0xff;

fn code(policy: Policy) -> u8 {
    match policy {
        Policy::Adaptive => ADAPTIVE,
        Policy::Frozen => FROZEN,
        Policy::Reproducible => REPRODUCIBLE,
        Policy::Collective => COLLECTIVE,
        Policy::Pinned(variant) => PINNED + variant as u8,
    }
}

fn decode(code: u8) -> Policy {
    match code {
        FROZEN => Policy::Frozen,
        REPRODUCIBLE => Policy::Reproducible,
        COLLECTIVE => Policy::Collective,
        PINNED.. => Policy::Pinned(Variant::ALL[usize::from(code - PINNED) % Variant::ALL.len()]),
        _ => Policy::Adaptive,
    }
}

/// Whether dispatches are to be adaptive and silent, as they mostly are.
#[inline(always)]
pub(crate) fn is_ordinary() -> bool {
    STATE.load(Relaxed) == ADAPTIVE
}

/// The policy in force.
pub(crate) fn in_force() -> Result<Policy, Error> {
    match STATE.load(Relaxed) {
        UNREAD => read(),
        OUT_OF_THE_ORDINARY => look_up(),
        code => Ok(decode(code)),
    }
}

/// Finds out what is in force and notes it.
#[cold]
fn read() -> Result<Policy, Error> {
    let policy = look_up();
    let state = match &policy {
        Ok(policy) if telling().is_none() => code(*policy),
        _ => OUT_OF_THE_ORDINARY,
    };
    STATE.store(state, Relaxed);
    policy
}

/// The environment's policy, else the program's.
fn look_up() -> Result<Policy, Error> {
    let said = environment().as_ref().map_err(Error::clone)?;
    Ok(said.policy.unwrap_or_else(|| decode(PROGRAM.load(Relaxed))))
}

/// The variables that say how to choose. That of the variant goes before that of the policy.
const VARIANT: &str = "KERNEL_VARIANT";
const POLICY: &str = "KERNEL_POLICY";
const GPU_MARGIN: &str = "KERNEL_GPU_MARGIN";
const CO_EXECUTION: &str = "KERNEL_CO_EXECUTION";

/// The variable that asks for each decision to be told.
const EXPLAIN: &str = "KERNEL_EXPLAIN";

/// What the environment says.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Said {
    policy: Option<Policy>,
    margin: Option<GpuMargin>,
    co_execution: Option<CoExecution>,
}

/// What the environment says. Read once.
fn environment() -> &'static Result<Said, Error> {
    static SAID: OnceLock<Result<Said, Error>> = OnceLock::new();
    SAID.get_or_init(|| {
        let [variant, policy, margin, co_execution] =
            [VARIANT, POLICY, GPU_MARGIN, CO_EXECUTION].map(|name| value(std::env::var(name).ok()));
        Ok(Said {
            policy: parse(variant.as_deref(), policy.as_deref())?,
            margin: parse_margin(margin.as_deref())?,
            co_execution: parse_co_execution(co_execution.as_deref())?,
        })
    })
}

/// What the environment says of the processor beside a device, if it says anything.
pub(crate) fn said_of_co_execution() -> Option<CoExecution> {
    environment()
        .as_ref()
        .ok()
        .and_then(|said| said.co_execution)
}

fn parse_co_execution(text: Option<&str>) -> Result<Option<CoExecution>, Error> {
    let parsed = text.map(str::parse).transpose();
    parsed.map_err(|source| Error::CoExecution {
        name: CO_EXECUTION,
        source,
    })
}

fn parse_margin(text: Option<&str>) -> Result<Option<GpuMargin>, Error> {
    let parsed = text.map(str::parse).transpose();
    parsed.map_err(|source| Error::Margin {
        name: GPU_MARGIN,
        source,
    })
}

/// An unset or empty variable says nothing.
fn value(variable: Option<String>) -> Option<String> {
    variable.filter(|text| !text.trim().is_empty())
}

fn parse(variant: Option<&str>, policy: Option<&str>) -> Result<Option<Policy>, Error> {
    if let Some(text) = variant {
        let pinned = text
            .parse()
            .map_err(|source: UnknownVariant| Error::Environment {
                name: VARIANT,
                source,
            })?;
        return Ok(Some(Policy::Pinned(pinned)));
    }
    policy
        .map(str::parse)
        .transpose()
        .map_err(|source| Error::Policy {
            name: POLICY,
            source,
        })
}

/// How decisions are told on the standard error stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Telling {
    /// A line of words each.
    Words,
    /// A line of JSON each.
    Json,
}

/// Whether and how decisions are told. Read once.
pub(crate) fn telling() -> Option<Telling> {
    static TELLING: OnceLock<Option<Telling>> = OnceLock::new();
    *TELLING.get_or_init(|| parse_telling(value(std::env::var(EXPLAIN).ok()).as_deref()))
}

fn parse_telling(value: Option<&str>) -> Option<Telling> {
    match value?.trim() {
        "0" => None,
        text if text.eq_ignore_ascii_case("json") => Some(Telling::Json),
        _ => Some(Telling::Words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Policy; 9] = [
        Policy::Adaptive,
        Policy::Frozen,
        Policy::Reproducible,
        Policy::Collective,
        Policy::Pinned(Variant::Scalar),
        Policy::Pinned(Variant::Simd),
        Policy::Pinned(Variant::Threads),
        Policy::Pinned(Variant::Gpu),
        Policy::Pinned(Variant::Distributed),
    ];

    #[test]
    fn names_and_codes_are_read_back() {
        for policy in ALL {
            assert_eq!(policy.to_string().parse(), Ok(policy));
            assert_eq!(decode(code(policy)), policy);
        }
        let error = "fast".parse::<Policy>().expect_err("no such policy");
        assert!(error.to_string().contains("`fast`"), "{error}");
    }

    #[test]
    fn the_variant_goes_before_the_policy() {
        assert_eq!(parse(None, None), Ok(None));
        assert_eq!(parse(None, Some("Frozen")), Ok(Some(Policy::Frozen)));
        let pinned = Ok(Some(Policy::Pinned(Variant::Threads)));
        assert_eq!(parse(Some("threads"), Some("frozen")), pinned);
        let error = parse(Some("fast"), None).expect_err("no such variant");
        assert!(error.to_string().contains("KERNEL_VARIANT"), "{error}");
        let error = parse(None, Some("fast")).expect_err("no such policy");
        assert!(error.to_string().contains("KERNEL_POLICY"), "{error}");
    }

    #[test]
    fn margins_are_read_and_kept() {
        for (text, margin) in [
            ("5", GpuMargin::Untested(5.0)),
            (" 1.5 ", GpuMargin::Untested(1.5)),
            ("Always 3", GpuMargin::Always(3.0)),
        ] {
            assert_eq!(parse_margin(Some(text)), Ok(Some(margin)));
            assert_eq!(GpuMargin::of_code(margin.code()), margin);
        }
        for text in ["much", "-1", "NaN", "inf", "never 3", "always", "1 2 3"] {
            let error = parse_margin(Some(text)).expect_err("no margin");
            assert!(error.to_string().contains("KERNEL_GPU_MARGIN"), "{error}");
        }
        assert_eq!(GpuMargin::Always(f64::NAN).times(), 1.0);
        assert_eq!(
            GpuMargin::of_code(GpuMargin::Untested(0.2).code()).times(),
            1.0
        );
    }

    #[test]
    fn what_says_no_co_execution_is_an_error() {
        assert_eq!(parse_co_execution(Some("off")), Ok(Some(CoExecution::Off)));
        let error = parse_co_execution(Some("half")).expect_err("it says none");
        assert!(error.to_string().contains("KERNEL_CO_EXECUTION"), "{error}");
    }

    #[test]
    fn an_empty_variable_says_nothing() {
        assert_eq!(value(None), None);
        assert_eq!(value(Some(" ".to_owned())), None);
        assert_eq!(value(Some("simd".to_owned())), Some("simd".to_owned()));
    }

    #[test]
    fn decisions_are_told_if_asked_for() {
        assert_eq!(parse_telling(None), None);
        assert_eq!(parse_telling(Some("0")), None);
        assert_eq!(parse_telling(Some("1")), Some(Telling::Words));
        assert_eq!(parse_telling(Some("JSON")), Some(Telling::Json));
    }
}
