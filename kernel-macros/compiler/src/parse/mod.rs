//! Reads the tokens into the compiler's own syntax tree.
//!
//! What is outside the kernel language is refused here, with its place and what to write instead; several
//! refusals are collected before the stage fails.

pub mod ast;
mod blocks;
mod exprs;
mod loops;
mod matches;
mod reader;
mod signature;
mod text;
mod types;

pub(crate) use types::is_heap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use reader::Reader;

/// Groups within groups: more than any function has, and less than a recursive parser's stack.
const MAX_NESTING: usize = 64;

/// The function as written, whole and reduced to the kernel language.
#[derive(Clone, Debug)]
pub struct Source {
    /// The function as written: name, visibility, attributes, inputs and output for the generated type.
    pub item: syn::ItemFn,
    /// The `const` items of its body, which generated code may name.
    pub consts: Vec<syn::ItemConst>,
    /// The function in the kernel language.
    pub function: ast::Function,
}

/// Reads the attribute's arguments and the function.
pub fn parse(attribute: TokenStream, item: TokenStream) -> Result<Source, Diagnostics> {
    if nesting(&item) > MAX_NESTING {
        return Err(Diagnostic::new(
            Code::Unsupported,
            Place::of(&item),
            format!("this function nests brackets more than {MAX_NESTING} deep"),
        )
        .help("give inner expressions a name with `let`")
        .into());
    }
    let item: syn::ItemFn = syn::parse2(item).map_err(|error| {
        Diagnostic::new(
            Code::Syntax,
            error.span(),
            format!("`#[kernel]` cannot read this as a function: {error}"),
        )
        .help("write `#[kernel]` in front of a free function: `#[kernel] fn scale(a: f32, y: &mut [f32]) { … }`")
    })?;
    let mut reader = Reader::new();
    if !attribute.is_empty() {
        reader.refuse(
            Diagnostic::new(
                Code::Attribute,
                Place::of(&attribute),
                format!(
                    "`#[kernel]` does not know `{}`",
                    text::text(attribute.clone())
                ),
            )
            .help("write `#[kernel]` alone"),
        );
    }
    let (function, consts) = signature::function(&mut reader, &item);
    let diagnostics = reader.finish();
    match function {
        Some(function) => diagnostics.finish(Source {
            item,
            consts,
            function,
        }),
        None => Err(diagnostics),
    }
}

/// The depth of groups within groups, and of the operators that recurse without a group.
fn nesting(tokens: &TokenStream) -> usize {
    // Walks with a stack of its own: the tokens may nest deeper than the program's stack.
    let mut deepest = 0;
    let mut stack = vec![(tokens.clone().into_iter(), 0)];
    while let Some((mut trees, mut chain)) = stack.pop() {
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Group(group) => {
                    stack.push((
                        trees,
                        if group.delimiter() == Delimiter::Brace {
                            0
                        } else {
                            chain
                        },
                    ));
                    trees = group.stream().into_iter();
                    chain = 0;
                }
                // `- - - x` and `& & & x` nest once a sign.
                TokenTree::Punct(_) => {
                    chain += 1;
                    deepest = deepest.max(chain / 4);
                }
                TokenTree::Ident(_) | TokenTree::Literal(_) => chain = 0,
            }
            deepest = deepest.max(stack.len());
        }
    }
    deepest
}
