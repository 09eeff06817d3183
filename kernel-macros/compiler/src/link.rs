//! The chain of macros by which a kernel gets to see its helpers.
//!
//! `#[kernel]` sees one function. Where that calls others, it expands to a call of the first helper's macro, with all it knows; that one passes
//! everything on to [`crate::next`] together with its own source, and so on until the last helper has been heard. Only then is the
//! function compiled. One that calls no helper is compiled at once.

use std::rc::Rc;

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::hand_on::{ask, begin};
use crate::parse::{Library, Package, conditions, key};

/// What is being compiled and what is known of its helpers.
pub(crate) struct Job {
    /// Whether it is a helper.
    pub(crate) helper: bool,
    /// The attribute's arguments.
    pub(crate) attribute: TokenStream,
    /// The function.
    pub(crate) item: TokenStream,
    /// The helpers heard, by their paths.
    found: Vec<(TokenStream, TokenStream)>,
    /// The paths still to be asked, the next one first.
    waiting: Vec<TokenStream>,
}

impl Job {
    /// What an attribute begins.
    pub(crate) fn new(attribute: TokenStream, item: TokenStream) -> Job {
        Job {
            helper: attribute.to_string() == "helper",
            attribute,
            item,
            found: Vec::new(),
            waiting: Vec::new(),
        }
    }

    /// Reads the state that a helper's macro has passed on, with its package at the end.
    pub(crate) fn read(state: TokenStream) -> Option<Job> {
        let mut trees = state.into_iter();
        let Some(TokenTree::Ident(role)) = trees.next() else {
            return None;
        };
        let mut group = || match trees.next() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                Some(group.stream())
            }
            _ => None,
        };
        let (attribute, item) = (group()?, group()?);
        let mut found = pairs(groups(group()?)?)?;
        let mut waiting = groups(group()?)?;
        if waiting.is_empty() {
            return None;
        }
        // Before the first question there is no answer.
        if let Some(package) = group() {
            found.push((waiting.remove(0), package));
        }
        Some(Job {
            helper: role == "helper",
            attribute,
            item,
            found,
            waiting,
        })
    }

    /// The state as tokens.
    fn write(&self) -> TokenStream {
        let role = format_ident!("{}", if self.helper { "helper" } else { "kernel" });
        let (attribute, item, waiting) = (&self.attribute, &self.item, &self.waiting);
        let found = self
            .found
            .iter()
            .map(|(path, package)| quote!({ #path } { #package }));
        quote!(#role { #attribute } { #item } { #(#found)* } { #({ #waiting })* })
    }

    /// The call of the next helper's macro, if one is still to be asked. An error in it is underlined where the function is called, and
    /// said to come from the macro that is being expanded.
    pub(crate) fn ask(&self) -> Option<TokenStream> {
        let path = self.waiting.first()?.clone().into_iter().map(|mut tree| {
            tree.set_span(Span::call_site().located_at(tree.span()));
            tree
        });
        let path: TokenStream = path.collect();
        Some(ask(&path, &self.conditions(), &self.write()))
    }

    /// What begins the chain.
    pub(crate) fn begin(&self) -> TokenStream {
        begin(&self.conditions(), &self.write())
    }

    fn conditions(&self) -> TokenStream {
        conditions(self.item.clone())
    }

    /// Adds paths to ask.
    pub(crate) fn wait_for(&mut self, paths: impl Iterator<Item = TokenStream>) {
        self.waiting.extend(paths);
    }

    /// The helpers heard; `None` if the state is not what this macro has written.
    pub(crate) fn library(&self) -> Option<Rc<Library>> {
        let anchor = self.item.clone().into_iter().next()?.span();
        let mut library = Library::default();
        for (path, package) in &self.found {
            library.add(&key(path), Package::read(package.clone(), anchor)?);
        }
        Some(Rc::new(library))
    }
}

/// Groups in braces.
fn groups(tokens: TokenStream) -> Option<Vec<TokenStream>> {
    tokens
        .into_iter()
        .map(|tree| match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                Some(group.stream())
            }
            _ => None,
        })
        .collect()
}

fn pairs(groups: Vec<TokenStream>) -> Option<Vec<(TokenStream, TokenStream)>> {
    let mut pairs = Vec::new();
    let mut groups = groups.into_iter();
    while let Some(first) = groups.next() {
        pairs.push((first, groups.next()?));
    }
    Some(pairs)
}
