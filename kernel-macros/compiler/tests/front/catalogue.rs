//! The pages of the errors' catalogue: each code has one, its first example is refused with that code, and its second is accepted.

use std::path::Path;

use kernel_compiler::diag::Code;
use kernel_compiler::pipeline::compile;
use proc_macro2::TokenStream;

/// The page's examples.
fn examples(page: &str) -> Vec<String> {
    page.split("```rust\n")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once("```")?.0.to_owned()))
        .collect()
}

/// The codes of the errors of an example, which may name the attribute.
fn codes(example: &str) -> Vec<Code> {
    let (attribute, item) = match example.strip_prefix("#[kernel(") {
        Some(rest) => rest.split_once(")]").expect("the attribute has an end"),
        None => ("", example),
    };
    let tokens =
        |text: &str| -> TokenStream { text.parse().expect("the example is made of tokens") };
    match compile(tokens(attribute), tokens(item)) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(|error| error.code).collect(),
    }
}

#[test]
fn each_code_has_a_page_whose_examples_are_true() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/errors");
    for code in Code::ALL {
        let path = folder.join(format!("{}.md", code.text()));
        let page = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let heading = format!("# {}: {}\n", code.text(), code.title());
        assert!(page.starts_with(&heading), "{}", path.display());
        let examples = examples(&page);
        let [refused, accepted] = examples.as_slice() else {
            panic!("{} has two examples", path.display());
        };
        assert_eq!(codes(refused), [*code], "{refused}");
        assert_eq!(codes(accepted), [], "{accepted}");
    }
}
