//! Reads the tokens into the compiler's own syntax tree.
//!
//! What is outside the kernel language is refused here, with its place and what to write instead; several
//! refusals are collected before the stage fails.

mod arrays;
pub mod ast;
mod attribute;
mod blocks;
mod closures;
mod exprs;
mod helper;
mod item;
mod library;
mod loops;
mod matches;
mod reader;
mod signature;
mod structs;
mod text;
mod types;
mod views;

pub(crate) use arrays::innermost;
pub use attribute::Options;
pub use helper::Helper;
pub use item::{Item, conditions};
pub use library::{Library, Package, Part, key};
pub(crate) use structs::no_field;
pub(crate) use types::is_heap;

use std::collections::BTreeMap;
use std::rc::Rc;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use reader::Reader;

/// Groups within groups: more than any function has, and less than a recursive parser's stack.
const MAX_NESTING: usize = 64;

/// Operators that wait for each other's results: more than people write in one expression, and less than a recursive compiler's stack.
const MAX_OPERATORS: usize = 300;

/// The function as written, whole and reduced to the kernel language.
#[derive(Clone, Debug)]
pub struct Source {
    /// The function as written: name, visibility, attributes, inputs and output for the generated type.
    pub item: syn::ItemFn,
    /// The `const` items of its body, which generated code may name.
    pub consts: Vec<syn::ItemConst>,
    /// The function in the kernel language.
    pub function: ast::Function,
    /// What is wrong if the structs that it names are never seen.
    pub unknown: Vec<Diagnostic>,
    /// What the attribute asks for.
    pub options: Options,
}

/// Reads the attribute's arguments and a function that calls no helper.
pub fn parse(attribute: TokenStream, item: TokenStream) -> Result<Source, Diagnostics> {
    parse_closed(attribute, item, &Rc::default())
}

/// Reads the attribute's arguments and a function that calls the helpers of that library alone.
pub fn parse_closed(
    attribute: TokenStream,
    item: TokenStream,
    library: &Rc<Library>,
) -> Result<Source, Diagnostics> {
    let (source, _) = parse_with(attribute, item, library)?;
    let mut diagnostics = Diagnostics::new();
    for error in &source.unknown {
        diagnostics.push(error.clone());
    }
    diagnostics.finish(source)
}

fn function_item(item: TokenStream, outline: Outline) -> Result<syn::ItemFn, Diagnostics> {
    if outline.nesting > MAX_NESTING {
        return Err(Diagnostic::new(
            Code::Unsupported,
            Place::of(&item),
            format!("this function nests brackets more than {MAX_NESTING} deep"),
        )
        .help("give inner expressions a name with `let`")
        .into());
    }
    let longest = operators(&item);
    if longest > MAX_OPERATORS {
        return Err(Diagnostic::new(
            Code::Unsupported,
            Place::of(&item),
            format!("an expression of this function has {longest} operators in one another, and {MAX_OPERATORS} is the most"),
        )
        .help("give parts of it a name with `let`, or write a loop")
        .into());
    }
    syn::parse2(item).map_err(|error| {
        Diagnostic::new(
            Code::Syntax,
            error.span(),
            format!("`#[kernel]` cannot read this as a function: {error}"),
        )
        .help("write `#[kernel]` in front of a free function: `#[kernel] fn scale(a: f32, y: &mut [f32]) { … }`")
        .into()
    })
}

/// Reads the attribute's arguments and the function.
pub fn parse_with(
    attribute: TokenStream,
    item: TokenStream,
    library: &Rc<Library>,
) -> Result<(Source, Wanted), Diagnostics> {
    let outline = outline(&item);
    let item = function_item(item, outline)?;
    let mut reader = Reader::new(item.sig.ident.to_string(), library);
    reader.outline = outline;
    let options = attribute::options(&mut reader, attribute);
    let (function, consts) = signature::function(&mut reader, &item);
    let unknown = reader.take_unknown();
    let (diagnostics, wanted) = reader.finish();
    let source = function.map(|function| Source {
        item,
        consts,
        function,
        unknown,
        options,
    });
    finish(source, diagnostics, wanted)
}

/// Reads a function marked `#[kernel(helper)]`.
pub fn parse_helper(
    item: TokenStream,
    library: &Rc<Library>,
) -> Result<(Helper, Wanted), Diagnostics> {
    let outline = outline(&item);
    let item = function_item(item.clone(), outline)
        .map_err(|error| helper::no_helper(&item).map_or(error, Diagnostics::from))?;
    let mut reader = Reader::new(item.sig.ident.to_string(), library);
    reader.outline = outline;
    signature::head(&mut reader, &item.sig, "helper");
    if item.sig.generics.type_params().next().is_some() {
        return Err(reader.finish().0);
    }
    let function = reader.function(&item);
    let (exprs, _) = reader.counts();
    let exits = reader.exits();
    let (diagnostics, wanted) = reader.finish();
    let consts = item.block.stmts.iter().filter_map(|stmt| match stmt {
        syn::Stmt::Item(syn::Item::Const(item)) => Some(item.to_token_stream()),
        _ => None,
    });
    let helper = function.map(|function| Helper {
        consts: consts.collect(),
        function,
        exits,
        exprs,
    });
    finish(helper, diagnostics, wanted)
}

/// Reads a struct marked `#[kernel(helper)]`.
pub fn parse_struct(
    item: TokenStream,
    library: &Rc<Library>,
) -> Result<(ast::Struct, Wanted), Diagnostics> {
    structs::alone(item, library)
}

/// The functions that may be helpers that the library does not have, by [`key`].
pub type Wanted = BTreeMap<String, TokenStream>;

fn finish<T>(
    value: Option<T>,
    diagnostics: Diagnostics,
    wanted: Wanted,
) -> Result<(T, Wanted), Diagnostics> {
    match value {
        Some(value) => diagnostics.finish((value, wanted)),
        None => Err(diagnostics),
    }
}

/// What is found out of tokens before they are read.
#[derive(Clone, Copy, Default)]
struct Outline {
    /// The depth of groups within groups, and of the operators that recurse without a group.
    nesting: usize,
    /// Whether anything in them may depend on a `cfg`.
    conditional: bool,
}

fn outline(tokens: &TokenStream) -> Outline {
    // Walks with a stack of its own: the tokens may nest deeper than the program's stack.
    let (mut deepest, mut conditional) = (0, false);
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
                TokenTree::Ident(word) => {
                    chain = 0;
                    conditional |= word == "cfg" || word == "cfg_attr";
                }
                TokenTree::Literal(_) => chain = 0,
            }
            deepest = deepest.max(stack.len());
        }
    }
    Outline {
        nesting: deepest,
        conditional,
    }
}

/// The most operators, casts, method calls and `else` on a way from the outside to the inside of an expression.
fn operators(tokens: &TokenStream) -> usize {
    let mut longest = 0;
    let mut waiting = vec![(tokens.clone(), 0)];
    while let Some((tokens, outside)) = waiting.pop() {
        let mut count = 0;
        let mut groups = Vec::new();
        let mut trees = tokens.into_iter().peekable();
        while let Some(tree) = trees.next() {
            let mut ends = trees.peek().is_none();
            match tree {
                TokenTree::Punct(sign) if matches!(sign.as_char(), ';' | ',') => ends = true,
                TokenTree::Punct(sign) if sign.spacing() == Spacing::Alone => count += 1,
                TokenTree::Ident(word) if word == "as" || word == "else" => count += 1,
                TokenTree::Group(group) => {
                    // A block ends a statement, unless something is done with its value.
                    let goes_on = match trees.peek() {
                        Some(TokenTree::Ident(word)) => word == "else" || word == "as",
                        Some(TokenTree::Punct(_)) => true,
                        _ => false,
                    };
                    ends |= group.delimiter() == Delimiter::Brace && !goes_on;
                    groups.push(group.stream());
                }
                _ => {}
            }
            if ends {
                let inside = outside + count;
                longest = longest.max(inside);
                waiting.extend(groups.drain(..).map(|group| (group, inside)));
                count = 0;
            }
        }
    }
    longest
}
