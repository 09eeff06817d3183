//! The helpers within a kernel's reach, as their macros hand them on.
//!
//! A helper hands on a *package*: itself and, once each, every helper that it calls directly or not. A part of a package names the parts
//! that it calls by the paths in its own source, which need not mean anything where the caller stands.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};

use super::Item;
use super::ast::{ConstType, Path};
use crate::ir::Scalar;

/// A helper in a package.
#[derive(Clone, Debug)]
pub struct Part {
    /// What tells it from every other helper.
    pub id: Ident,
    /// The function or type without its attributes.
    pub item: TokenStream,
    /// The parts it uses, by the paths it knows them by.
    pub links: BTreeMap<String, Ident>,
    /// The constants it uses, by the paths it knows them by: the name under which its callers reach the value, and the type.
    pub consts: BTreeMap<String, (Ident, ConstType)>,
    /// Whether it has been refused. Then its callers are silent: the error has been reported.
    pub broken: bool,
}

/// A helper and all that it needs.
#[derive(Clone, Debug)]
pub struct Package {
    /// The helper.
    pub root: Ident,
    /// It and all that it needs.
    pub parts: Vec<Part>,
}

/// The helpers that a function may call.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// By the path they are called by.
    links: BTreeMap<String, Ident>,
    parts: BTreeMap<Ident, Rc<Part>>,
}

impl Library {
    /// Adds a helper under the path that it is called by.
    pub fn add(&mut self, path: &str, package: Package) {
        self.links.insert(path.to_owned(), package.root);
        for part in package.parts {
            self.parts.insert(part.id.clone(), Rc::new(part));
        }
    }

    /// Helpers that stand side by side and call each other by their names, for tools and tests that have no chain of macros. The constants around
    /// them are not known.
    pub fn of_items(items: &[TokenStream]) -> Library {
        let items: Vec<Item> = items
            .iter()
            .filter_map(|item| Item::read(item.clone()))
            .collect();
        let id = |item: &Item| format_ident!("__{}", item.plain_name());
        let links: BTreeMap<String, Ident> = items
            .iter()
            .map(|item| (item.name.to_string(), id(item)))
            .collect();
        let parts = items.iter().map(|item| Part {
            id: id(item),
            item: item.bare.clone(),
            links: links.clone(),
            consts: BTreeMap::new(),
            broken: false,
        });
        Library {
            parts: parts.map(|part| (part.id.clone(), Rc::new(part))).collect(),
            links,
        }
    }

    /// The helpers by the paths that they are called by.
    pub fn links(&self) -> &BTreeMap<String, Ident> {
        &self.links
    }

    /// A helper by its identity.
    pub fn part(&self, id: &Ident) -> Option<Rc<Part>> {
        self.parts.get(id).cloned()
    }

    /// Whether one of them has been refused.
    pub fn is_broken(&self) -> bool {
        self.parts.values().any(|part| part.broken)
    }

    /// Those of the paths given and all that they need, once each.
    pub fn closure<'a>(&self, roots: impl Iterator<Item = &'a Ident>) -> Vec<Rc<Part>> {
        let mut waiting: Vec<Ident> = roots.cloned().collect();
        let mut seen = BTreeSet::new();
        let mut parts = Vec::new();
        while let Some(id) = waiting.pop() {
            if !seen.insert(id.clone()) {
                continue;
            }
            if let Some(part) = self.part(&id) {
                waiting.extend(part.links.values().cloned());
                parts.push(part);
            }
        }
        parts
    }
}

/// The text that a path goes by among [`Part::links`].
pub fn key(path: &TokenStream) -> String {
    path.to_string().split_whitespace().collect()
}

impl Path {
    /// The text that it goes by among [`Part::links`].
    pub fn key(&self) -> String {
        key(&self.tokens)
    }
}

impl ToTokens for Package {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (root, parts) = (&self.root, &self.parts);
        tokens.extend(quote!(#root #({ #parts })*));
    }
}

impl ToTokens for Part {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (id, item) = (&self.id, &self.item);
        let state = format_ident!("{}", if self.broken { "broken" } else { "sound" });
        let links = self.links.iter().map(|(path, id)| {
            let path: TokenStream = path.parse().unwrap_or_default();
            quote!({ #path } #id)
        });
        let consts = self.consts.iter().map(|(path, (name, ty))| {
            let path: TokenStream = path.parse().unwrap_or_default();
            let scalar = format_ident!("{}", ty.scalar.name());
            let ty = (0..ty.depth).fold(quote!(#scalar), |ty, _| quote!([#ty]));
            quote!({ #path } #name #ty)
        });
        tokens.extend(quote!(#state #id { #item } { #(#links)* } { #(#consts)* }));
    }
}

impl Package {
    /// Reads what [`ToTokens`] wrote. Its tokens are taken to where the anchor stands, apart from their places: in the source of the helper
    /// `line!()` tells the helper's line then, and a name means what it would mean in the caller.
    pub fn read(tokens: TokenStream, anchor: Span) -> Option<Package> {
        let mut trees = settled(tokens, anchor).into_iter();
        let Some(TokenTree::Ident(root)) = trees.next() else {
            return None;
        };
        let parts = trees
            .map(|tree| Part::read(braces(tree)?))
            .collect::<Option<_>>()?;
        Some(Package { root, parts })
    }
}

impl Part {
    fn read(tokens: TokenStream) -> Option<Part> {
        let mut trees = tokens.into_iter();
        let (Some(TokenTree::Ident(state)), Some(TokenTree::Ident(id))) =
            (trees.next(), trees.next())
        else {
            return None;
        };
        let item = braces(trees.next()?)?;
        let mut links = BTreeMap::new();
        let mut written = braces(trees.next()?)?.into_iter();
        while let Some(path) = written.next() {
            let Some(TokenTree::Ident(id)) = written.next() else {
                return None;
            };
            links.insert(key(&braces(path)?), id);
        }
        let mut consts = BTreeMap::new();
        let mut written = braces(trees.next()?)?.into_iter();
        while let Some(path) = written.next() {
            let Some(TokenTree::Ident(name)) = written.next() else {
                return None;
            };
            let ty = const_type(written.next()?)?;
            consts.insert(key(&braces(path)?), (name, ty));
        }
        Some(Part {
            id,
            item,
            links,
            consts,
            broken: state == "broken",
        })
    }
}

/// `f32`, or of a table `[f32]`.
fn const_type(tree: TokenTree) -> Option<ConstType> {
    let (mut tree, mut depth) = (tree, 0);
    loop {
        match tree {
            TokenTree::Ident(name) => {
                let scalar = Scalar::from_name(&name.to_string())?;
                return Some(ConstType { scalar, depth });
            }
            TokenTree::Group(group) => tree = group.stream().into_iter().next()?,
            _ => return None,
        }
        depth += 1;
    }
}

/// What stands within braces.
fn braces(tree: TokenTree) -> Option<TokenStream> {
    match tree {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    }
}

/// The tokens at their places, but with the anchor's way of resolving names.
fn settled(tokens: TokenStream, anchor: Span) -> TokenStream {
    tokens
        .into_iter()
        .map(|mut tree| {
            let span = anchor.located_at(tree.span());
            if let TokenTree::Group(group) = &tree {
                tree = Group::new(group.delimiter(), settled(group.stream(), anchor)).into();
            }
            tree.set_span(span);
            tree
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_reads_as_it_was_written() {
        let id = |name| Ident::new(name, Span::call_site());
        let f32s = |depth| ConstType {
            scalar: Scalar::F32,
            depth,
        };
        let part = Part {
            id: id("h_2"),
            item: quote!(
                fn f(x: f32) -> f32 {
                    g(x) + m::LIMIT * m::TABLE[1][2]
                }
            ),
            links: [("m::g".to_owned(), id("h_1"))].into(),
            consts: [
                ("m::LIMIT".to_owned(), (id("h_2_0"), f32s(0))),
                ("m::TABLE".to_owned(), (id("h_2_1"), f32s(2))),
            ]
            .into(),
            broken: false,
        };
        let package = Package {
            root: id("h_2"),
            parts: vec![part],
        };
        let read = Package::read(package.to_token_stream(), Span::call_site());
        let read = read.expect("it is a package");
        assert_eq!(
            read.to_token_stream().to_string(),
            package.to_token_stream().to_string()
        );
    }
}
