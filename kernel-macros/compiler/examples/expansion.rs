//! How long the macro takes over each kernel of the given files, and what it says of those that it refuses.
//!
//! `cargo run -p kernel-compiler --example expansion -- FILE…` prints a line for each annotated item: file, name, lines of the item,
//! milliseconds on the processor (the mean of some runs), and `ok`, the first error's code, or `PANIC`; with `--errors` the errors' text as well.
//! `--profile macro` builds everything as cargo builds a debug macro.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Instant;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The least runs that the mean is taken of.
const RUNS: u32 = 9;

/// The least time over all runs, in milliseconds: the system counts a thread's time in steps of a few.
const LEAST: f64 = 60.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let errors = arguments.iter().any(|argument| argument == "--errors");
    let mut failed = false;
    for path in arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"))
    {
        if let Err(error) = file(path, errors) {
            eprintln!("{path}: {error}");
            failed = true;
        }
    }
    ExitCode::from(u8::from(failed))
}

/// A point in time: of this thread's time on the processor where the system tells it, so that other work does not count.
struct Clock {
    on_processor: Option<u64>,
    wall: Instant,
}

impl Clock {
    fn now() -> Clock {
        Clock {
            on_processor: on_processor(),
            wall: Instant::now(),
        }
    }

    fn milliseconds(&self) -> f64 {
        match (self.on_processor, on_processor()) {
            (Some(begin), Some(end)) => (end - begin) as f64 * 1e-6,
            _ => self.wall.elapsed().as_secs_f64() * 1e3,
        }
    }
}

/// The nanoseconds that this thread has run, on Linux.
fn on_processor() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

/// What each helper so far hands on, by its name.
type Packages = BTreeMap<String, TokenStream>;

/// Times the kernels of one file.
fn file(path: &str, errors: bool) -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(path)?;
    let tokens: TokenStream = text.parse().map_err(|error| format!("{error}"))?;
    let mut packages = Packages::new();
    for (attribute, item) in annotated(tokens) {
        let name = name(&item);
        let lines = lines(&item);
        let expand = || expanded(attribute.clone(), item.clone(), &packages);
        let Ok(output) = catch_unwind(AssertUnwindSafe(expand)) else {
            println!("{path} {name} {lines} 0 PANIC");
            continue;
        };
        let (clock, wall) = (Clock::now(), Instant::now());
        let mut runs = 0;
        while runs < RUNS || wall.elapsed().as_secs_f64() * 1e3 < LEAST {
            expand();
            runs += 1;
        }
        let mean = clock.milliseconds() / f64::from(runs);
        let mut messages = Vec::new();
        self::errors(output.clone(), &mut messages);
        let code =
            |message: &String| Some(message.split_once('[')?.1.split_once(']')?.0.to_owned());
        let verdict = match messages.first() {
            Some(message) => code(message).unwrap_or_else(|| "?".to_owned()),
            None => "ok".to_owned(),
        };
        println!("{path} {name} {lines} {mean:.2} {verdict}");
        if errors {
            messages
                .iter()
                .for_each(|message| println!("    {message}"));
        }
        if let Some(package) = package(output) {
            packages.insert(name, package);
        }
    }
    Ok(())
}

/// What an item expands to at last. As the compiler does it, goes on where the macro expands to the call of a helper's macro.
fn expanded(attribute: TokenStream, item: TokenStream, packages: &Packages) -> TokenStream {
    let mut output = kernel_compiler::expand(attribute, item);
    while let Some(state) = question(&output, packages) {
        output = kernel_compiler::next(state);
    }
    output
}

/// The state for the next step if the output ends in the call of the macro that asks, or of a helper's.
fn question(output: &TokenStream, packages: &Packages) -> Option<TokenStream> {
    let trees: Vec<TokenTree> = output.clone().into_iter().collect();
    let [
        ..,
        TokenTree::Ident(name),
        TokenTree::Punct(mark),
        TokenTree::Group(call),
    ] = &trees[..]
    else {
        return None;
    };
    if mark.as_char() != '!' {
        return None;
    }
    if name == "mark_what_a_kernel_calls_with_kernel_helper" {
        return Some(call.stream());
    }
    let package = packages.get(&name.to_string())?.clone();
    let mut state: TokenStream = call.stream().into_iter().skip(1).collect();
    state.extend([TokenTree::Group(Group::new(Delimiter::Brace, package))]);
    Some(state)
}

/// What a helper hands on: the last group within the macro that it leaves.
fn package(output: TokenStream) -> Option<TokenStream> {
    let mut trees = output.into_iter();
    trees.find(|tree| matches!(tree, TokenTree::Ident(word) if word == "macro_rules"))?;
    let mut tree = trees.find(|tree| matches!(tree, TokenTree::Group(_)))?;
    for _ in 0..3 {
        let TokenTree::Group(group) = tree else {
            return None;
        };
        let groups = group.stream().into_iter();
        tree = groups
            .filter(|tree| matches!(tree, TokenTree::Group(_)))
            .last()?;
    }
    match tree {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    }
}

/// The texts that begin with a code, of `compile_error!` wherever it stands.
fn errors(output: TokenStream, messages: &mut Vec<String>) {
    for tree in output {
        match tree {
            TokenTree::Group(group) => errors(group.stream(), messages),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                if text.starts_with("\"[K") {
                    messages.push(text.trim_matches('"').replace("\\n", "\n    "));
                }
            }
            _ => {}
        }
    }
}

/// Each item under `#[kernel]`, with the attribute's arguments.
fn annotated(tokens: TokenStream) -> Vec<(TokenStream, TokenStream)> {
    let mut found = Vec::new();
    let mut current: Option<(TokenStream, Vec<TokenTree>)> = None;
    for tree in tokens {
        if let (None, Some(attribute)) = (&current, kernel_attribute(&tree)) {
            current = Some((attribute, Vec::new()));
            continue;
        }
        let Some((_, item)) = &mut current else {
            continue;
        };
        let ends =
            matches!(&tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        item.push(tree);
        if ends && let Some((attribute, item)) = current.take() {
            found.push((attribute, item.into_iter().collect()));
        }
    }
    found
}

/// The arguments of the attribute if this is the bracket of `#[kernel]` or `#[kernel(…)]`.
fn kernel_attribute(tree: &TokenTree) -> Option<TokenStream> {
    let TokenTree::Group(group) = tree else {
        return None;
    };
    let mut inner = group.stream().into_iter();
    match (group.delimiter(), inner.next(), inner.next()) {
        (Delimiter::Bracket, Some(TokenTree::Ident(name)), arguments) if name == "kernel" => {
            Some(match arguments {
                Some(TokenTree::Group(arguments)) => arguments.stream(),
                _ => TokenStream::new(),
            })
        }
        _ => None,
    }
}

/// The name behind `fn` or `struct`.
fn name(item: &TokenStream) -> String {
    let mut trees = item.clone().into_iter();
    trees.find(|tree| matches!(tree, TokenTree::Ident(word) if word == "fn" || word == "struct"));
    trees
        .next()
        .map_or_else(|| "?".to_owned(), |tree| tree.to_string())
}

/// The lines that the item takes.
fn lines(item: &TokenStream) -> usize {
    let mut trees = item.clone().into_iter();
    let first = trees.next().map_or(1, |tree| tree.span().start().line);
    let last = trees.last().map_or(first, |tree| tree.span().end().line);
    last - first + 1
}
