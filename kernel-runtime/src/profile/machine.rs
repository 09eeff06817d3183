//! What tells one machine from another, as far as its speed goes.

use std::thread::available_parallelism;

use serde::{Deserialize, Serialize};

use crate::simd::Isa;

/// How this crate was built, as far as it can know.
const BUILD: &str = if cfg!(debug_assertions) {
    "debug"
} else {
    "release"
};

/// Changes whenever this crate measures or predicts otherwise than before, or amounts of work have other keys.
const REVISION: u32 = 5;

/// The key of a measured profile: a profile counts only where all of it is the same.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Machine {
    /// The version of this crate and how it measures.
    version: String,
    /// How it was built: without optimisation everything takes longer, one lane most of all.
    build: String,
    /// The architecture and the operating system.
    platform: String,
    /// The processor's model.
    model: String,
    /// The instruction-set levels, lowest first.
    levels: Vec<String>,
    /// The threads that can run at once: cores, as far as affinity and quota grant them to this process.
    threads: usize,
}

impl Machine {
    /// This one.
    pub(crate) fn this() -> Self {
        Machine::with_levels(Isa::available().map(Isa::name))
    }

    fn with_levels(levels: impl Iterator<Item = &'static str>) -> Self {
        Machine {
            version: format!("{}-{REVISION}", env!("CARGO_PKG_VERSION")),
            build: BUILD.to_owned(),
            platform: format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
            model: model(),
            levels: levels.map(str::to_owned).collect(),
            threads: available_parallelism().map_or(1, usize::from),
        }
    }
}

/// The processor's model as the system names it, or nothing: then the rest of the key must do.
fn model() -> String {
    if cfg!(windows) {
        return std::env::var("PROCESSOR_IDENTIFIER").unwrap_or_default();
    }
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    parse_model(&info)
}

/// The lines of `/proc/cpuinfo` that name the first processor: `model name` alone is the same for several generations in some
/// virtual machines.
fn parse_model(info: &str) -> String {
    const FIELDS: [&str; 7] = [
        "vendor_id",
        "cpu family",
        "model",
        "model name",
        "stepping",
        "CPU implementer",
        "CPU part",
    ];
    let first = info.split("\n\n").next().unwrap_or_default();
    let values: Vec<&str> = first
        .lines()
        .filter_map(|line| line.split_once(':'))
        .filter(|(field, _)| FIELDS.contains(&field.trim()))
        .map(|(_, value)| value.trim())
        .collect();
    values.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_is_that_of_the_first_processor() {
        let info = "processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 17\nmodel name\t: AMD EPYC\n\
                    cpu MHz\t\t: 2600.1\n\nprocessor\t: 1\nmodel name\t: another\n";
        assert_eq!(parse_model(info), "AuthenticAMD 25 17 AMD EPYC");
        assert_eq!(parse_model(""), "");
    }

    #[test]
    fn this_machine_is_itself() {
        assert_eq!(Machine::this(), Machine::this());
        let none = Machine::with_levels(std::iter::empty());
        assert_ne!(Machine::this(), none);
    }
}
