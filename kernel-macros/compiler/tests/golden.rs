//! Golden files: what each stage makes of each kernel under `golden/`.
//!
//! `UPDATE_GOLDEN=1 cargo test -p kernel-compiler --test golden` writes them anew; review the difference.

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use kernel_compiler::ir::Kernel;
use kernel_compiler::{analyse, check, cost, emit, lower, parse, prove};
use proc_macro2::TokenStream;
use quote::ToTokens;

/// A stage: the file that records what it makes of a kernel.
struct Stage {
    file: &'static str,
    make: fn(&str) -> String,
}

/// Every stage that is recorded. A file is compared where it exists, and made for every kernel when updating.
const STAGES: &[Stage] = &[
    Stage {
        file: "ir.txt",
        make: |source| lowered(source).to_string(),
    },
    Stage {
        file: "description.txt",
        make: described,
    },
    Stage {
        file: "cpu.rs",
        make: cpu,
    },
    Stage {
        file: "shader.wgsl",
        make: shader,
    },
];

#[test]
fn stages_make_what_is_recorded() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut differences = Vec::new();
    for case in cases() {
        let source = read(&case.join("input.rs"));
        for stage in STAGES {
            let recorded = case.join(stage.file);
            let made = (stage.make)(&source);
            if update {
                fs::write(&recorded, &made).expect("golden files can be written");
            } else if read(&recorded) != made {
                differences.push(format!("--- {} now is:\n{made}", recorded.display()));
            }
        }
    }
    assert!(
        differences.is_empty(),
        "{}\nset UPDATE_GOLDEN=1 to accept",
        differences.join("\n")
    );
}

/// The folders under `golden/`, sorted.
fn cases() -> Vec<PathBuf> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let mut cases: Vec<PathBuf> = fs::read_dir(&golden)
        .expect("the golden folder is part of the package")
        .map(|entry| entry.expect("the golden folder can be listed").path())
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "no case under {}", golden.display());
    cases
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The kernel's IR.
fn lowered(source: &str) -> Kernel {
    let file: syn::File = syn::parse_str(source).expect("the input is made of Rust items");
    let mut items: Vec<TokenStream> = file.items.iter().map(ToTokens::to_token_stream).collect();
    // The kernel comes last, after its helpers.
    let kernel = items.pop().expect("the input has a kernel");
    let (attribute, kernel) = options(kernel);
    let library = Rc::new(parse::Library::of_items(&items));
    let source = parse::parse_closed(attribute, kernel, &library)
        .unwrap_or_else(|errors| panic!("{errors:#?}"));
    let types = check::check(&source).unwrap_or_else(|errors| panic!("{errors:#?}"));
    lower::lower(&source, &types).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

/// What stands in the brackets of `#[kernel(…)]`, and the function without it.
fn options(kernel: TokenStream) -> (TokenStream, TokenStream) {
    let mut function: syn::ItemFn = syn::parse2(kernel).expect("a kernel is a function");
    let mut options = TokenStream::new();
    function.attrs.retain(|attribute| {
        let is_own = attribute.path().is_ident("kernel");
        if let (true, syn::Meta::List(list)) = (is_own, &attribute.meta) {
            options = list.tokens.clone();
        }
        !is_own
    });
    (options, function.to_token_stream())
}

/// The kernel that the emitters are given.
fn proved(source: &str) -> prove::Proved {
    let mut kernel = lowered(source);
    let plan = analyse::analyse(&mut kernel).unwrap_or_else(|errors| panic!("{errors:#?}"));
    prove::prove(kernel, plan).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

/// The plan and the cost formulas.
fn described(source: &str) -> String {
    let proved = proved(source);
    let description = emit::describe::describe(&proved, &cost::cost(&proved));
    format!("{}\n{}", description.plan, description.cost)
}

/// The kernel's shader, or why it has none.
fn shader(source: &str) -> String {
    let shaders = emit::wgsl::emit(&proved(source));
    let text = |emitted: emit::wgsl::Emitted| match emitted.shader {
        Ok(shader) => shader.text,
        Err(reason) => format!("// {reason}\n"),
    };
    shaders.into_iter().map(text).collect::<Vec<_>>().join("\n")
}

/// The CPU half, formatted.
fn cpu(source: &str) -> String {
    let proved = proved(source);
    let emit::cpu::Emitted { items, methods, .. } = emit::cpu::emit(&proved, &cost::cost(&proved));
    let stages = proved
        .plan()
        .numbered()
        .map(|(id, _)| emit::names::stage(id));
    let tokens = quote::quote! {
        #items
        #(unsafe impl __k::Stage for #stages<'_> {
            #methods
        })*
    };
    let file = syn::parse2(tokens).expect("generated code is made of Rust items");
    prettyplease::unparse(&file)
}
