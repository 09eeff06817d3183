//! `cargo xtask corpus`: what became of each kernel of the corpus, with `--compile-times` also what compiling each takes.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::compile::Compiler;
use crate::step::{Step, root};

/// Prints the table; whether that worked.
pub(crate) fn corpus(arguments: &[&str]) -> bool {
    const RUN: [&str; 8] = [
        "run",
        "--quiet",
        "--release",
        "-p",
        "kernel-corpus",
        "--bin",
        "corpus",
        "--",
    ];
    let timed = arguments.contains(&"--compile-times");
    let names: Vec<&str> = arguments
        .iter()
        .copied()
        .filter(|argument| *argument != "--compile-times")
        .collect();
    if let Some(unknown) = names.iter().find(|name| name.starts_with('-')) {
        eprintln!("xtask corpus: no such option: {unknown}");
        return false;
    }
    if !timed {
        return Step::cargo(&[&RUN[..], &names].concat()).run();
    }
    match times(&names) {
        Ok(file) => {
            let file = file.to_string_lossy();
            Step::cargo(&[&RUN[..], &["--times", &file], &names].concat()).run()
        }
        Err(error) => {
            eprintln!("xtask corpus: {error}");
            false
        }
    }
}

/// A kernel's file.
struct Source {
    /// Family and kernel: `ispc/noise`.
    name: String,
    path: PathBuf,
}

/// Measures, and writes a file of lines: name, milliseconds of compiling, milliseconds in the macro, lines.
fn times(names: &[&str]) -> Result<PathBuf, Box<dyn Error>> {
    let sources = sources(names)?;
    let expansions = expansions(&sources)?;
    let folder = root().join("target").join("corpus");
    fs::create_dir_all(&folder)?;
    let compiler = Compiler::new(&folder)?;
    let mut text = String::new();
    for source in &sources {
        let compile = compiler.cost(&source.path)?.milliseconds;
        let (expand, lines) = expansions.get(&source.name).copied().unwrap_or_default();
        writeln!(text, "{} {compile:.1} {expand:.2} {lines}", source.name)?;
    }
    let file = folder.join("times");
    fs::write(&file, text)?;
    Ok(file)
}

/// The files of the kernels, all or those of these names. A family's `mod.rs` lists them.
fn sources(names: &[&str]) -> Result<Vec<Source>, Box<dyn Error>> {
    let corpus = root().join("tests").join("corpus").join("src");
    let mut sources = Vec::new();
    for family in fs::read_dir(&corpus)? {
        let folder = family?.path();
        let family = name(&folder);
        let Ok(list) = fs::read_to_string(folder.join("mod.rs")) else {
            continue;
        };
        if family == "refused" {
            continue;
        }
        let kernels = list
            .lines()
            .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
        for kernel in kernels.filter(|kernel| names.is_empty() || names.contains(kernel)) {
            sources.push(Source {
                name: format!("{family}/{kernel}"),
                path: folder.join(format!("{kernel}.rs")),
            });
        }
    }
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(sources)
}

/// The last part of a path without its extension.
fn name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// The macro's milliseconds and the lines under `#[kernel]` of each file, by name. The macro is built as cargo builds it for a debug build.
fn expansions(sources: &[Source]) -> Result<BTreeMap<String, (f64, u32)>, Box<dyn Error>> {
    const RUN: [&str; 9] = [
        "run",
        "--quiet",
        "--profile",
        "macro",
        "-p",
        "kernel-compiler",
        "--example",
        "expansion",
        "--",
    ];
    let paths: Vec<_> = sources
        .iter()
        .map(|source| source.path.to_string_lossy())
        .collect();
    let paths: Vec<&str> = paths.iter().map(|path| &**path).collect();
    let output = Step::cargo(&[&RUN[..], &paths].concat()).output()?;
    let mut times: BTreeMap<String, (f64, u32)> = BTreeMap::new();
    for line in output.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [path, _, lines, milliseconds, _] = words[..] else {
            continue;
        };
        let path = Path::new(path);
        let family = path.parent().map(name).unwrap_or_default();
        let time = times.entry(format!("{family}/{}", name(path))).or_default();
        time.0 += milliseconds.parse::<f64>()?;
        time.1 += lines.parse::<u32>()?;
    }
    Ok(times)
}
