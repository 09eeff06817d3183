//! How long the macro takes over each kernel of the given files, and what it says of those that it refuses.
//!
//! `cargo run -p kernel-compiler --example expansion -- FILE…` prints a line for each annotated item: file, name, lines of the item,
//! milliseconds on the processor (the median of nine runs), and `ok`, the first error's code, or `PANIC`; with `--errors` the errors' text as well.
//! `--profile macro` builds everything as cargo builds a debug macro.

use std::process::ExitCode;
use std::time::Instant;

use kernel_compiler::pipeline;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The runs that the median is taken of.
const RUNS: usize = 9;

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

/// Times the kernels of one file.
fn file(path: &str, errors: bool) -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(path)?;
    let tokens: TokenStream = text.parse().map_err(|error| format!("{error}"))?;
    for (attribute, item) in annotated(tokens) {
        let name = name(&item);
        let lines = lines(&item);
        let expand = || kernel_compiler::expand(attribute.clone(), item.clone());
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(expand)).is_err() {
            println!("{path} {name} {lines} 0 PANIC");
            continue;
        }
        let mut times = [0.0; RUNS];
        for time in &mut times {
            let (attribute, item) = (attribute.clone(), item.clone());
            let begin = Clock::now();
            let output = kernel_compiler::expand(attribute, item);
            *time = begin.milliseconds();
            drop(output);
        }
        times.sort_by(f64::total_cmp);
        let median = times[RUNS / 2];
        let outcome = pipeline::compile(attribute, item);
        let verdict = match &outcome {
            Ok(_) => "ok",
            Err(diagnostics) => diagnostics.iter().next().map_or("?", |d| d.code.text()),
        };
        println!("{path} {name} {lines} {median:.2} {verdict}");
        if let (true, Err(diagnostics)) = (errors, &outcome) {
            for diagnostic in diagnostics.iter() {
                println!("    line {}: {diagnostic}", diagnostic.place.line());
            }
        }
    }
    Ok(())
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
