//! Many random kernels against the soundness property.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::panic::{AssertUnwindSafe, catch_unwind};

use kernel_compiler::diag::Diagnostics;
use kernel_compiler::ir::Kernel;
use kernel_compiler::prove::{self, Proved};
use kernel_compiler::{check, lower, parse, pipeline};
use proc_macro2::TokenStream;

use crate::arguments;
use crate::generate;
use crate::property::{self, Shown};
use crate::random::Random;
use crate::shrink;

/// What became of one kernel.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// The front end refuses it.
    NoKernel(String),
    /// It is refused.
    Refused {
        /// The first error's code.
        code: &'static str,
        /// Whether iterations of its first loop were seen to meet; nothing where it never ran through two of them.
        met: Option<bool>,
    },
    /// It is accepted, and all that it claims held.
    Held {
        /// Runs in which both computed the same.
        same: usize,
        /// Runs in which both failed.
        failed: usize,
        /// Runs in which the plan fails and the function only wraps, or does not use a size that no array has.
        apart: usize,
    },
    /// Something is wrong.
    Wrong(String),
}

/// A kernel taken through the compiler as far as it goes.
pub enum Compiled {
    /// Refused by parse, check or lower.
    NoKernel(Diagnostics),
    /// Refused by the analysis or the proof.
    Refused(Box<Kernel>, Diagnostics),
    /// Proved; the kernel as it was before the analysis.
    Proved(Box<Kernel>, Box<Proved>),
}

/// Takes a kernel's source through the compiler.
pub fn compile(source: &str) -> Compiled {
    let front = || {
        let tokens: TokenStream = source.parse().unwrap_or_default();
        let parsed = parse::parse(TokenStream::new(), tokens)?;
        let types = check::check(&parsed)?;
        lower::lower(&parsed, &types)
    };
    let original = match front() {
        Ok(kernel) => kernel,
        Err(errors) => return Compiled::NoKernel(errors),
    };
    match prove::planned(original.clone()) {
        Ok(proved) => Compiled::Proved(Box::new(original), Box::new(proved)),
        Err(errors) => Compiled::Refused(Box::new(original), errors),
    }
}

/// Judges a kernel on `sets` sets of arguments made from the seed; with `emits`, what is accepted must also go through the emitters.
pub fn judge(source: &str, seed: u64, sets: usize, emits: bool) -> Verdict {
    catch_unwind(AssertUnwindSafe(|| {
        judge_or_panic(source, seed, sets, emits)
    }))
    .unwrap_or_else(|panic| Verdict::Wrong(format!("a panic: {}", message(panic.as_ref()))))
}

/// What a panic says.
pub fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or(panic.downcast_ref::<&str>().copied())
        .unwrap_or("without words")
}

fn judge_or_panic(source: &str, seed: u64, sets: usize, emits: bool) -> Verdict {
    let mut random = Random::new(seed);
    match compile(source) {
        Compiled::NoKernel(errors) => {
            Verdict::NoKernel(errors.iter().map(ToString::to_string).collect())
        }
        Compiled::Refused(kernel, errors) => {
            let code = errors.iter().next().map_or("?", |error| error.code.text());
            let some = arguments::some(&kernel, &mut random, sets);
            let met = some
                .iter()
                .filter_map(|arguments| property::iterations_meet(&kernel, arguments))
                .max();
            Verdict::Refused { code, met }
        }
        Compiled::Proved(original, proved) => {
            let (mut same, mut failed, mut apart) = (0, 0, 0);
            for arguments in arguments::some(&original, &mut random, sets) {
                match property::check(&original, &proved, &arguments) {
                    Ok(Shown::Same) => same += 1,
                    Ok(Shown::BothFail) => failed += 1,
                    Ok(Shown::Wrapped | Shown::Beyond) => apart += 1,
                    Ok(Shown::Endless) => {}
                    Err(what) => {
                        return Verdict::Wrong(format!(
                            "{what}\nwith\n{}",
                            arguments.display(&original)
                        ));
                    }
                }
            }
            let tokens = source.parse().unwrap_or_default();
            if emits && let Err(errors) = pipeline::compile(TokenStream::new(), tokens) {
                let text: String = errors.iter().map(ToString::to_string).collect();
                return Verdict::Wrong(format!("proved, but not emitted: {text}"));
            }
            Verdict::Held {
                same,
                failed,
                apart,
            }
        }
    }
}

/// What a campaign came to.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Kernels written.
    pub kernels: usize,
    /// Kernels accepted.
    pub accepted: usize,
    /// Of these, those of which some run came to its end.
    pub ran: usize,
    /// Runs in which function and plan computed the same, and in which both failed.
    pub same: usize,
    /// Runs in which both failed.
    pub failed: usize,
    /// Runs in which only the plan failed, by its own rules.
    pub apart: usize,
    /// Kernels that the front end refused, with the first one and why.
    pub no_kernels: Vec<String>,
    /// Kernels refused, by code.
    pub refused: BTreeMap<&'static str, usize>,
    /// Of these, those that ran and in which no conflict was seen.
    pub unseen: BTreeMap<&'static str, usize>,
    /// Some of them.
    pub examples: Vec<String>,
    /// The kernels that showed something wrong.
    pub wrong: usize,
    /// The first of them of each kind, made small.
    pub failures: BTreeMap<String, String>,
}

impl Tally {
    /// How many kernels were refused.
    pub fn refusals(&self) -> usize {
        self.refused.values().sum()
    }

    /// Adds another's counts.
    pub fn add(&mut self, other: Tally) {
        self.kernels += other.kernels;
        self.accepted += other.accepted;
        self.ran += other.ran;
        self.same += other.same;
        self.failed += other.failed;
        self.apart += other.apart;
        self.no_kernels.extend(other.no_kernels);
        self.examples.extend(other.examples);
        self.wrong += other.wrong;
        for (kind, failure) in other.failures {
            self.failures.entry(kind).or_insert(failure);
        }
        for (mine, theirs) in [
            (&mut self.refused, other.refused),
            (&mut self.unseen, other.unseen),
        ] {
            for (code, count) in theirs {
                *mine.entry(code).or_default() += count;
            }
        }
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} kernels: {} accepted ({} of them ran), {} refused, {} no kernels, {} wrong",
            self.kernels,
            self.accepted,
            self.ran,
            self.refusals(),
            self.no_kernels.len(),
            self.wrong
        )?;
        writeln!(
            f,
            "runs of the accepted: {} computed the same, {} failed alike, {} failed by the plan's rules for sizes that wrap",
            self.same, self.failed, self.apart
        )?;
        for (code, count) in &self.refused {
            let unseen = self.unseen.get(code).copied().unwrap_or(0);
            writeln!(
                f,
                "  {code}: {count} refused, {unseen} of them ran without a conflict between iterations of the first loop"
            )?;
        }
        Ok(())
    }
}

/// A campaign: the kernels `first..first + kernels` of a seed, each on some sets of arguments.
#[derive(Clone, Copy, Debug)]
pub struct Campaign {
    /// The seed.
    pub seed: u64,
    /// The first kernel's number.
    pub first: usize,
    /// How many kernels.
    pub kernels: usize,
    /// From a kernel to the next.
    pub step: usize,
    /// Sets of arguments for each.
    pub sets: usize,
    /// Whether the accepted ones go through the emitters too.
    pub emits: bool,
}

impl Campaign {
    /// The source of the kernel of that number.
    pub fn source(&self, number: usize) -> String {
        generate::kernel(&mut Random::new(self.seed_of(number)))
    }

    fn seed_of(&self, number: usize) -> u64 {
        self.seed.wrapping_mul(0x0100_0000_01b3) ^ number as u64
    }

    /// Runs it. `progress` is told after each kernel.
    pub fn run(&self, progress: &mut dyn FnMut(&Tally)) -> Tally {
        let mut tally = Tally::default();
        for number in (self.first..).step_by(self.step).take(self.kernels) {
            let source = self.source(number);
            let seed = self.seed_of(number);
            tally.kernels += 1;
            match judge(&source, seed, self.sets, self.emits) {
                Verdict::NoKernel(why) => tally.no_kernels.push(format!("{source}\n{why}")),
                Verdict::Refused { code, met } => {
                    *tally.refused.entry(code).or_default() += 1;
                    if met == Some(false) {
                        *tally.unseen.entry(code).or_default() += 1;
                        if source.lines().count() < 10 && tally.examples.len() < EXAMPLES {
                            tally.examples.push(format!("{code}: {source}"));
                        }
                    }
                }
                Verdict::Held {
                    same,
                    failed,
                    apart,
                } => {
                    tally.apart += apart;
                    tally.accepted += 1;
                    tally.ran += usize::from(same > 0);
                    tally.same += same;
                    tally.failed += failed;
                }
                Verdict::Wrong(what) => {
                    tally.wrong += 1;
                    let kind = kind(&what);
                    if !tally.failures.contains_key(&kind) && tally.failures.len() < KINDS {
                        tally.failures.insert(kind, self.report(number, &source));
                    }
                }
            }
            forget_spans();
            progress(&tally);
        }
        tally
    }

    /// The failure, made small.
    fn report(&self, number: usize, source: &str) -> String {
        let seed = self.seed_of(number);
        let wrong = |source: &str| match judge(source, seed, self.sets, self.emits) {
            Verdict::Wrong(what) => Some(what),
            _ => None,
        };
        let first = wrong(source).map(|what| kind(&what));
        let small = shrink::shrink(source, &|source| {
            wrong(source).map(|what| kind(&what)) == first
        });
        let what = wrong(&small).unwrap_or_default();
        format!(
            "seed {}, kernel {number}:\n{source}\nmade smaller:\n{small}\n{what}",
            self.seed
        )
    }
}

/// So many kernels that were refused though no conflict was seen are kept.
const EXAMPLES: usize = 40;

/// So many kinds of failures are told.
const KINDS: usize = 12;

/// What tells one kind of failure from another: the first line's words without numbers and names.
fn kind(what: &str) -> String {
    let line = what.lines().next().unwrap_or_default();
    let words = line
        .split([' ', '(', ','])
        .filter(|word| word.chars().all(|c| c.is_ascii_alphabetic() || c == ':'));
    words.collect::<Vec<_>>().join(" ")
}

/// Frees what was remembered of the tokens' places. No token of before may be looked at after it.
pub fn forget_spans() {
    proc_macro2::extra::invalidate_current_thread_spans();
}
