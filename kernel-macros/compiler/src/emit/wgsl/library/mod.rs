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

/// A function of the library.
pub(in super::super) struct Function {
    /// The line that begins it.
    head: &'static str,
    /// The unit that it is part of.
    unit: &'static str,
}

/// The functions that a text calls.
pub(in super::super) fn called(text: &str) -> Vec<&'static Function> {
    words(text).into_iter().filter_map(find).collect()
}

/// Appends the units of those functions and of all that these call.
pub(in super::super) fn complete(text: &mut String, called: &[&'static Function]) {
    let mut pending: Vec<&str> = called.iter().map(|function| function.unit).collect();
    let mut chosen = BTreeSet::new();
    while let Some(unit) = pending.pop() {
        if chosen.insert(unit) {
            let further = self::called(unit).into_iter();
            pending.extend(further.map(|function| function.unit));
        }
    }
    for unit in chosen {
        text.push('\n');
        text.push_str(unit.trim_end());
        text.push('\n');
    }
}

/// Functions of the same names and types that do nothing: to validate a text that calls those, they are as good.
pub(in super::super) fn stand_ins(called: &[&'static Function]) -> String {
    let mut text = String::new();
    for Function { head, .. } in called {
        text.push_str(head);
        if let Some((_, returned)) = head.split_once(" -> ") {
            text.push_str(" return ");
            text.push_str(returned.trim_end_matches(" {"));
            text.push_str("();");
        }
        text.push_str(" }\n");
    }
    text
}

/// The function of that name.
fn find(name: &str) -> Option<&'static Function> {
    static FUNCTIONS: OnceLock<BTreeMap<&str, Function>> = OnceLock::new();
    FUNCTIONS.get_or_init(functions).get(name)
}

/// Every function by its name. Bytes are looked at one by one: in an unoptimised build that is many times faster than searching for
/// patterns.
fn functions() -> BTreeMap<&'static str, Function> {
    let mut functions = BTreeMap::new();
    for source in SOURCES {
        let bytes = source.as_bytes();
        let (mut heads, mut begin, mut line, mut at) = (Vec::new(), 0, 0, 0);
        while at <= bytes.len() {
            if at == bytes.len() || bytes[at] == b'\n' {
                let head = &source[line..at];
                if let Some(name) = defined(head) {
                    heads.push((name, head));
                }
                if line == at || at == bytes.len() {
                    let unit = &source[begin..at];
                    for (name, head) in heads.drain(..) {
                        functions.insert(name, Function { head, unit });
                    }
                    begin = at + 1;
                }
                line = at + 1;
            }
            at += 1;
        }
    }
    functions
}

/// The function that a line begins to define.
fn defined(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("fn ")?.split_once('(')?;
    Some(name)
}

/// The names of the library's kind in a text.
fn words(text: &str) -> BTreeSet<&str> {
    let bytes = text.as_bytes();
    let (mut words, mut begin, mut at) = (BTreeSet::new(), 0, 0);
    while at <= bytes.len() {
        if at == bytes.len() || !IN_WORD[bytes[at] as usize] {
            if at - begin > PREFIX.len() && text[begin..at].starts_with(PREFIX) {
                words.insert(&text[begin..at]);
            }
            begin = at + 1;
        }
        at += 1;
    }
    words
}

/// Whether a byte is part of a name.
static IN_WORD: [bool; 256] = {
    let mut in_word = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let of = byte as u8;
        in_word[byte] = of == b'_' || of.is_ascii_alphanumeric() || !of.is_ascii();
        byte += 1;
    }
    in_word
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::wgsl::validate::validate;

    #[test]
    fn only_what_is_called_is_included() {
        let mut text = "kernel_round_f32(x)".to_owned();
        let called = called(&text);
        complete(&mut text, &called);
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
                    let found = find(name.0).expect("it is in the library");
                    assert_eq!(found.unit.trim(), unit.trim(), "{}", name.0);
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

    const BINDINGS: &str =
        "struct KernelParams { zero: u32 }
         @group(0) @binding(0) var<uniform> kernel_params: KernelParams;
         struct KernelRecord { claimed: atomic<u32>, kind: u32, site: u32, spare: u32, low: u32, high: u32,
             negative: u32, len: u32 }
         @group(0) @binding(1) var<storage, read_write> kernel_record: KernelRecord;\n";

    #[test]
    fn every_function_is_valid() {
        let mut text = BINDINGS.to_owned();
        for source in SOURCES {
            text.push_str(source);
        }
        if let Err(error) = validate(&text) {
            panic!("{error}");
        }
    }

    #[test]
    fn stand_ins_need_what_the_functions_need() {
        for name in functions().into_keys() {
            let called = called(name);
            let mut whole = BINDINGS.to_owned();
            complete(&mut whole, &called);
            let stand_in = stand_ins(&called);
            assert!(stand_in.contains(name), "{stand_in}");
            assert_eq!(validate(&stand_in), validate(&whole), "{stand_in}");
        }
    }
}
