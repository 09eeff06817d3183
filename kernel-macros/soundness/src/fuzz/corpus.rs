//! The kernels of the project: what stands under `#[kernel]` in its sources, and the golden inputs.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// An annotated item: what stands in the attribute's brackets, and the item.
#[derive(Clone, Debug)]
pub struct Item {
    /// The attribute's arguments.
    pub attribute: String,
    /// The item.
    pub text: String,
}

/// Where kernels are, below the root of the workspace.
const FOLDERS: &[&str] = &["kernel-macros/compiler/golden", "examples/src", "tests"];

/// Every kernel below that root.
pub fn corpus(root: &Path) -> Vec<Item> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        sources(&root.join(folder), &mut files);
    }
    files.sort();
    let mut items = Vec::new();
    for file in files {
        let Ok(tokens) = fs::read_to_string(&file)
            .unwrap_or_default()
            .parse::<TokenStream>()
        else {
            continue;
        };
        if file.ends_with("input.rs") {
            let (attribute, text) = (String::new(), tokens.to_string());
            items.push(Item { attribute, text });
        } else {
            annotated(tokens, &mut items);
        }
    }
    items
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            // What stages made of the golden inputs is no kernel.
            if !path.ends_with("cpu.rs") {
                files.push(path);
            }
        }
    }
}

/// The items under `#[kernel]` or `#[kernel(…)]`, at any depth.
fn annotated(tokens: TokenStream, items: &mut Vec<Item>) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else {
            continue;
        };
        if group.delimiter() == Delimiter::Bracket
            && let Some(attribute) = kernel_attribute(group.stream())
        {
            let rest = &trees[at + 1..];
            let ends = |tree: &TokenTree| match tree {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                TokenTree::Punct(sign) => sign.as_char() == ';',
                _ => false,
            };
            if let Some(end) = rest.iter().position(ends) {
                let item: TokenStream = rest[..=end].iter().cloned().collect();
                let text = item.to_string();
                items.push(Item { attribute, text });
            }
        }
        annotated(group.stream(), items);
    }
}

/// What stands in the brackets of `kernel(…)`.
fn kernel_attribute(tokens: TokenStream) -> Option<String> {
    let mut trees = tokens.into_iter();
    match trees.next() {
        Some(TokenTree::Ident(name)) if name == "kernel" => {}
        _ => return None,
    }
    match trees.next() {
        None => Some(String::new()),
        Some(TokenTree::Group(group)) => Some(group.stream().to_string()),
        Some(_) => None,
    }
}
