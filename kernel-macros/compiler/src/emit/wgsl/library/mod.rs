//! The WGSL functions that shaders call, included only when used.

use std::collections::BTreeSet;

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
    let definition = format!("fn {name}(");
    SOURCES
        .iter()
        .flat_map(|source| source.split("\n\n"))
        .find(|unit| unit.contains(&definition))
}

/// The names of the library's kind in a text.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| word.starts_with(PREFIX))
        .map(str::to_owned)
        .collect()
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
