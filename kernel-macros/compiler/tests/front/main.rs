//! The front half of the compiler: what it refuses and in which words, which types it infers, what it lowers to, and that
//! no tokens make it panic.

mod arrays;
mod catalogue;
mod effort;
mod fuzz;
mod helpers;
mod inference;
mod iterators;
mod lowering;
mod refusals;

use kernel_compiler::diag::Diagnostics;
use kernel_compiler::ir::Kernel;
use kernel_compiler::{check, lower, parse};
use proc_macro2::TokenStream;

/// Takes a function through parse, check and lower.
fn front(tokens: TokenStream) -> Result<Kernel, Diagnostics> {
    let source = parse::parse(TokenStream::new(), tokens)?;
    let types = check::check(&source)?;
    lower::lower(&source, &types)
}

/// The IR of a function that must be accepted.
fn accepted(source: &str) -> Kernel {
    front(source.parse().expect("the source is made of Rust tokens")).unwrap_or_else(|errors| {
        let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{source}\nis refused:\n{}", messages.join("\n"))
    })
}
