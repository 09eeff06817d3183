//! No tokens make the compiler panic: random token soup, and kernels with tokens deleted, doubled, swapped and replaced.

use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use kernel_compiler::{expand, next};
use kernel_soundness::fuzz::{Inputs, Item, corpus, deep, try_item};

use crate::front;

/// A small generator of numbers (xorshift): the same tests everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).expect("a remainder of a usize")
    }
}

const WORDS: &[&str] = &[
    "fn",
    "k",
    "for",
    "in",
    "if",
    "else",
    "match",
    "let",
    "mut",
    "while",
    "loop",
    "break",
    "continue",
    "return",
    "as",
    "x",
    "y",
    "i",
    "n",
    "0",
    "1.0",
    "255u8",
    "usize",
    "f32",
    "u8",
    "bool",
    "true",
    "+",
    "-",
    "*",
    "/",
    "%",
    "<<",
    "&&",
    "||",
    "==",
    "=",
    "+=",
    "..",
    "..=",
    ".",
    "len",
    "rev",
    "step_by",
    "sqrt",
    "clamp",
    "pow",
    "sin_cos",
    "abs_diff",
    "assert!",
    "assert_eq!",
    "::",
    "PI",
    "MAX",
    ",",
    ";",
    ":",
    "&",
    "!",
    "'a",
    "|",
    "=>",
    "_",
    "const",
    "#",
    "@",
    "?",
    "\"text\"",
    "'c'",
    "self",
    "r#LIMIT",
    "async",
    "unsafe",
    "struct",
    "[f32]",
    "(x, y)",
    "x[i]",
    "x[1..n]",
    "iter()",
    "iter_mut()",
    "zip",
    "enumerate()",
    "map",
    "filter",
    "fold",
    "sum()",
    "max()",
    "unwrap()",
    "any",
    "|v| v",
    "|(a, b)|",
    "chunks_exact(4)",
    "windows",
    "split_at(n)",
    "fill",
    "swap",
    "{ }",
];

fn soup(random: &mut Random, depth: usize) -> String {
    let mut text = String::new();
    for _ in 0..random.below(12) {
        match random.below(8) {
            0 if depth > 0 => text.push_str(&format!("({}) ", soup(random, depth - 1))),
            1 if depth > 0 => text.push_str(&format!("{{{}}} ", soup(random, depth - 1))),
            2 if depth > 0 => text.push_str(&format!("x[{}] ", soup(random, depth - 1))),
            _ => {
                text.push_str(WORDS[random.below(WORDS.len())]);
                text.push(' ');
            }
        }
    }
    text
}

/// Runs the whole compiler; only a panic fails the test.
fn survive(text: &str) {
    if let Ok(tokens) = text.parse::<TokenStream>() {
        // Whether it is accepted does not matter here.
        let _expanded = expand(TokenStream::new(), tokens.clone());
        let _helper = expand(quote::quote!(helper), tokens.clone());
        let _state = next(quote::quote!(helper {} { #tokens } {} { { f } } { f_1 { #tokens } }));
        let _state = next(tokens);
    }
}

#[test]
fn soup_never_panics() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..4000 {
        survive(&soup(&mut random, 3));
        let body = soup(&mut random, 3);
        survive(&format!(
            "fn k(n: usize, x: &[f32], y: &mut [f32]) {{ for i in 0..n {{ {body} }} }}"
        ));
        survive(&format!(
            "fn k(n: usize, x: &[u8]) -> f32 {{ let v = {body}; v }}"
        ));
        survive(&format!("struct S {{ x: f32, {body} }}"));
    }
}

/// The short form of `cargo xtask fuzz`. On a stack half as large as the one that rustc gives a macro.
#[test]
fn inputs_never_panic() {
    std::thread::Builder::new()
        .stack_size(4 << 20)
        .spawn(inputs)
        .expect("a thread can be had")
        .join()
        .expect("no input panics");
}

fn inputs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let kernels = corpus(&root);
    assert!(kernels.len() > 100, "{} kernels", kernels.len());
    for item in Inputs::new(11, kernels).take(300) {
        let panic = try_item(&item).and_then(|tried| tried.panic);
        let Item { attribute, text } = item;
        assert_eq!(panic, None, "#[kernel({attribute})]\n{text}");
    }
}

/// On a stack a quarter as large as the one that rustc gives a macro.
#[test]
fn deep_and_long_kernels_never_panic() {
    for text in deep([1, 2, 9, 30]) {
        let attribute = String::new();
        let item = Item { attribute, text };
        let panic = try_item(&item).and_then(|tried| tried.panic);
        assert_eq!(panic, None, "{}", item.text);
    }
}

#[test]
fn mutated_kernels_never_panic() {
    let mut random = Random(0xd1b5_4a32_d192_ed03);
    for tokens in kernels() {
        let size = count(&tokens);
        for _ in 0..150 {
            let mut mutated = tokens.clone();
            for _ in 0..=random.below(3) {
                let at = random.below(size);
                let other =
                    pick(&tokens, &mut random.below(size)).expect("a token below the count");
                mutated = mutate(mutated, &mut { at }, random.below(4), &other);
            }
            let _expanded = expand(TokenStream::new(), mutated);
        }
    }
}

#[test]
fn deep_nesting_is_refused_not_overflowed() {
    let deep = format!(
        "fn k(a: f32) -> f32 {{ {}a{} }}",
        "(".repeat(3000),
        ")".repeat(3000)
    );
    assert!(front(deep.parse().expect("tokens")).is_err());
    for link in [" + a", ".abs()", " as f64 as f32", " * a.max(a + a)"] {
        let long = |times| format!("fn k(a: f32) -> f32 {{ a{} }}", link.repeat(times));
        assert!(
            front(long(3000).parse().expect("tokens")).is_err(),
            "{link}"
        );
        assert!(front(long(100).parse().expect("tokens")).is_ok(), "{link}");
    }
    let ifs = "if a < 0.0 { 1.0 } else ".repeat(3000);
    let ways = format!("fn k(a: f32) -> f32 {{ {ifs} {{ 2.0 }} }}");
    assert!(front(ways.parse().expect("tokens")).is_err());
    // Statements after one another are no chain.
    let block = format!(
        "fn k(n: usize) {{ let mut s = 0; {} }}",
        "if n < 3 { s += 1; } s *= 2;".repeat(1000)
    );
    assert!(front(block.parse().expect("tokens")).is_ok());
    let signs = format!("fn k(a: f32) -> f32 {{ {}a }}", "-".repeat(3000));
    assert!(front(signs.parse().expect("tokens")).is_err());
}

#[test]
fn what_gives_no_value_has_no_parts() {
    for source in [
        "fn k(x: &[f32], y: &mut [f32]) { for i in 0..y.len() { y[i] = 'v: { break .value; x[i] } } }",
        "fn k(p: &[u8], y: &mut [u8]) { for i in 0..y.len() { y[i] = (continue [p[i]].max(3)); } }",
        "fn k(y: &mut [f32]) { for i in 0..y.len() { y[i] = (continue).0; } }",
        "fn k(y: &mut [f32]) { for i in 0..y.len() { y[i] = (continue)[0].max(1.0); } }",
        "fn k(y: &mut [f32]) { for i in 0..y.len() { y[i] = (continue)[0..1].len() as f32; } }",
        "fn k(y: &mut [f32]) { for i in 0..y.len() { y[i] = (&mut (continue)).max(1.0); } }",
        "fn k(y: &mut [f32]) { for i in 0..y.len() { for q in (continue) { y[i] = q.max(1.0); } } }",
        "fn k(x: &mut [f32]) { let (&mut a, &mut b) = x.split_at_mut(2); std::mem::swap(&mut a, &mut b); }",
    ] {
        assert!(front(source.parse().expect("tokens")).is_err(), "{source}");
    }
}

/// The golden kernels.
fn kernels() -> Vec<TokenStream> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let mut folders: Vec<_> = fs::read_dir(golden)
        .expect("the golden folder is part of the package")
        .map(|entry| entry.expect("the golden folder can be listed").path())
        .collect();
    folders.sort();
    folders
        .iter()
        .map(|folder| {
            let text =
                fs::read_to_string(folder.join("input.rs")).expect("every case has an input");
            text.parse().expect("an input is made of Rust tokens")
        })
        .collect()
}

fn count(tokens: &TokenStream) -> usize {
    tokens
        .clone()
        .into_iter()
        .map(|tree| match tree {
            TokenTree::Group(group) => 1 + count(&group.stream()),
            _ => 1,
        })
        .sum()
}

/// The token at a position, in order of appearance.
fn pick(tokens: &TokenStream, at: &mut usize) -> Option<TokenTree> {
    for tree in tokens.clone() {
        if *at == 0 {
            return Some(tree);
        }
        *at -= 1;
        if let TokenTree::Group(group) = &tree
            && let Some(found) = pick(&group.stream(), at)
        {
            return Some(found);
        }
    }
    None
}

/// Deletes, doubles or replaces the token at a position, or changes the brackets around it.
fn mutate(tokens: TokenStream, at: &mut usize, how: usize, other: &TokenTree) -> TokenStream {
    let mut result = Vec::new();
    for tree in tokens {
        let here = *at == 0;
        *at = at.wrapping_sub(1);
        match (here, how, tree) {
            (true, 0, _) => {}
            (true, 1, tree) => result.extend([tree.clone(), tree]),
            (true, 2, _) => result.push(other.clone()),
            (true, _, TokenTree::Group(group)) => {
                result.push(Group::new(Delimiter::Parenthesis, group.stream()).into());
            }
            (true, _, tree) => result.extend([other.clone(), tree]),
            (false, _, TokenTree::Group(group)) => {
                let inner = mutate(group.stream(), at, how, other);
                result.push(Group::new(group.delimiter(), inner).into());
            }
            (false, _, tree) => result.push(tree),
        }
    }
    result.into_iter().collect()
}
