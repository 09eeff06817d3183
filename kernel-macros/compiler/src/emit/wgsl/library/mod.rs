//! The WGSL functions that shaders call, included only when used.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Every source. A *unit* is a paragraph of it: one function with its comment.
const SOURCES: &[&str] = &[
    include_str!("base.wgsl"),
    include_str!("int32.wgsl"),
    include_str!("int64.wgsl"),
    include_str!("f32.wgsl"),
    include_str!("f64.wgsl"),
    include_str!("../math/exp.wgsl"),
    include_str!("../math/exp2.wgsl"),
    include_str!("../math/ln.wgsl"),
    include_str!("../math/log2.wgsl"),
    include_str!("../math/log10.wgsl"),
    include_str!("../math/sin.wgsl"),
    include_str!("../math/cos.wgsl"),
    include_str!("../math/tan.wgsl"),
    include_str!("../math/tanh.wgsl"),
    include_str!("../math/powf.wgsl"),
    include_str!("../math/exp_m1.wgsl"),
    include_str!("../math/ln_1p.wgsl"),
    include_str!("../math/asin.wgsl"),
    include_str!("../math/acos.wgsl"),
    include_str!("../math/atan.wgsl"),
    include_str!("../math/atan2.wgsl"),
    include_str!("../math/sinh.wgsl"),
    include_str!("../math/cosh.wgsl"),
    include_str!("../math/asinh.wgsl"),
    include_str!("../math/acosh.wgsl"),
    include_str!("../math/atanh.wgsl"),
    include_str!("../math/cbrt.wgsl"),
    include_str!("../math/hypot.wgsl"),
];

/// What each name of the library starts with.
const PREFIX: &str = "kernel_";

/// Appends every function that the text calls, and those that these call.
pub(in super::super) fn complete(text: &mut String) {
    let mut pending = words(text);
    let mut seen = BTreeSet::new();
    let mut chosen = BTreeSet::new();
    while let Some(word) = pending.pop_first() {
        if !seen.insert(word.clone()) {
            continue;
        }
        if let Some(unit) = find(&word)
            && chosen.insert(unit)
        {
            pending.extend(words(unit));
        }
    }
    for unit in chosen {
        text.push('\n');
        text.push_str(unit.trim_end());
        text.push('\n');
    }
}

/// The unit that defines the function of that name.
fn find(name: &str) -> Option<&'static str> {
    static UNITS: OnceLock<BTreeMap<&str, &str>> = OnceLock::new();
    UNITS.get_or_init(units).get(name).copied()
}

/// Every unit by the names of its functions. Bytes are looked at one by one: in an unoptimised build that is many times faster than
/// searching for patterns.
fn units() -> BTreeMap<&'static str, &'static str> {
    let mut units = BTreeMap::new();
    for source in SOURCES {
        let bytes = source.as_bytes();
        let (mut names, mut begin, mut line) = (Vec::new(), 0, 0);
        for at in 0..=bytes.len() {
            if at < bytes.len() && bytes[at] != b'\n' {
                continue;
            }
            if let Some(name) = defined(&source[line..at]) {
                names.push(name);
            }
            if line == at || at == bytes.len() {
                let unit = &source[begin..at];
                units.extend(names.drain(..).map(|name| (name, unit)));
                begin = at + 1;
            }
            line = at + 1;
        }
    }
    units
}

/// The function that a line begins to define.
fn defined(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("fn ")?.split_once('(')?;
    Some(name)
}

/// The names of the library's kind in a text.
fn words(text: &str) -> BTreeSet<String> {
    let bytes = text.as_bytes();
    let in_word = |at: usize| {
        let byte = bytes[at];
        byte == b'_' || byte.is_ascii_alphanumeric() || !byte.is_ascii()
    };
    let (mut words, mut begin) = (BTreeSet::new(), 0);
    for at in 0..=bytes.len() {
        if at < bytes.len() && in_word(at) {
            continue;
        }
        if at - begin > PREFIX.len() && text[begin..at].starts_with(PREFIX) {
            words.insert(text[begin..at].to_owned());
        }
        begin = at + 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::wgsl::validate::validate;

    #[test]
    fn only_what_is_called_is_included() {
        let mut text = "kernel_round_f32(x)".to_owned();
        complete(&mut text);
        assert!(text.contains("fn kernel_round_f32("));
        assert!(!text.contains("fn kernel_rem_f32("));
    }

    #[test]
    fn every_function_is_found_by_its_name() {
        for source in SOURCES {
            for unit in source.split("\n\n") {
                for name in unit
                    .split("fn ")
                    .skip(1)
                    .filter_map(|rest| rest.split_once('('))
                {
                    assert_eq!(find(name.0).map(str::trim), Some(unit.trim()), "{}", name.0);
                }
            }
        }
    }

    #[test]
    fn words_are_whole() {
        let text = "kernel_exp(x) + my_kernel_exp(kernel_ln_1p(kernel_))+kernel_zero";
        let words = words(text).into_iter().collect::<Vec<_>>();
        assert_eq!(words, ["kernel_exp", "kernel_ln_1p", "kernel_zero"]);
    }

    #[test]
    fn every_function_is_valid() {
        let mut text = String::from(
            "struct KernelParams { zero: u32 }
             @group(0) @binding(0) var<uniform> kernel_params: KernelParams;
             struct KernelRecord { claimed: atomic<u32>, kind: u32, site: u32, spare: u32, low: u32, high: u32,
                 negative: u32, len: u32 }
             @group(0) @binding(1) var<storage, read_write> kernel_record: KernelRecord;\n",
        );
        for source in SOURCES {
            text.push_str(source);
        }
        if let Err(error) = validate(&text) {
            panic!("{error}");
        }
    }
}
