//! The order of the compiler's modules, as ARCHITECTURE.md gives it: each imports only what stands before it.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules from the ground up. Those of one row know each other.
const LAYERS: [&[&str]; 13] = [
    &["diag"],
    &["ops", "ir"],
    &["parse"],
    &["check"],
    &["lower"],
    &["analyse"],
    &["prove"],
    &["cost"],
    &["emit"],
    &["assemble"],
    &["hand_on"],
    &["link"],
    &["pipeline", "lib"],
];

/// The modules that may see the syntax tree of `syn`.
const SEE_SYN: [&str; 2] = ["parse", "assemble"];

#[test]
fn imports_run_downward() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 50, "the sources are in {}", root.display());
    let mut wrong = Vec::new();
    for file in &files {
        let inside = file.strip_prefix(&root).expect("it was found there");
        let module = module(inside);
        let text = fs::read_to_string(file).expect("it was just listed");
        for (number, line) in code(&text) {
            let place = || format!("{}:{number}", inside.display());
            for used in line.split("crate::").skip(1).map(first_name) {
                if layer(used).is_some_and(|used| used > layer(module).expect("a known module")) {
                    wrong.push(format!("{}: `{module}` imports `{used}`", place()));
                }
            }
            if line.contains("syn::") && !SEE_SYN.contains(&module) && !is_test(inside) {
                wrong.push(format!("{}: `{module}` uses `syn`", place()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every `.rs` file of a folder and the folders in it.
fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the sources") {
        let path = entry.expect("an entry of the sources").path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The module at the root of the crate that a file belongs to.
fn module(inside: &Path) -> &str {
    let first = inside.iter().next().and_then(|name| name.to_str());
    let first = first.expect("a name in plain text");
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The lines that are not comments, numbered from one.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate();
    lines
        .map(|(number, line)| (number + 1, line.trim_start()))
        .filter(|(_, line)| !line.starts_with("//"))
}

/// The name that the text begins with.
fn first_name(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_'));
    &text[..end.unwrap_or(text.len())]
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn is_test(inside: &Path) -> bool {
    inside
        .iter()
        .any(|name| name == "tests" || name == "tests.rs")
}
