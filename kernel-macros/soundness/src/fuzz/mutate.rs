//! Kernels with tokens changed: taken away, doubled, exchanged for others of the same kind, wrapped, spliced in from another kernel.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

use super::corpus::Item;
use super::soup;
use crate::random::Random;

/// One of a kernel's mutants.
pub(super) fn mutate(base: &Item, corpus: &[Item], random: &mut Random) -> Item {
    let mut item = base.clone();
    for _ in 0..1 + random.below(4) {
        let Ok(tokens) = item.text.parse::<TokenStream>() else {
            return item;
        };
        let donor = match random.percent(50) || corpus.is_empty() {
            true => tokens.clone(),
            false => random.pick(corpus).text.parse().unwrap_or_default(),
        };
        let at = random.below(count(&tokens));
        let mut mutation = Mutation {
            at: Some(at),
            donor,
            random,
        };
        item.text = mutation.apply(tokens).to_string();
    }
    if random.percent(3) {
        item.attribute = soup::soup(random, 1);
    }
    item
}

/// A change of the token at a position.
struct Mutation<'r> {
    at: Option<usize>,
    donor: TokenStream,
    random: &'r mut Random,
}

impl Mutation<'_> {
    fn apply(&mut self, tokens: TokenStream) -> TokenStream {
        let mut result: Vec<TokenTree> = Vec::new();
        let mut trees = tokens.into_iter().peekable();
        while let Some(tree) = trees.next() {
            match self.at {
                Some(0) => {
                    self.at = None;
                    let next = match self.random.percent(15) {
                        true => trees.next(),
                        false => None,
                    };
                    self.change(tree, next, &mut result);
                }
                Some(at) => {
                    self.at = Some(at - 1);
                    result.push(match tree {
                        TokenTree::Group(group) => {
                            let inside = self.apply(group.stream());
                            Group::new(group.delimiter(), inside).into()
                        }
                        tree => tree,
                    });
                }
                None => result.push(tree),
            }
        }
        result.into_iter().collect()
    }

    fn change(&mut self, tree: TokenTree, next: Option<TokenTree>, result: &mut Vec<TokenTree>) {
        if let Some(next) = next {
            // The two change places.
            return result.extend([next, tree]);
        }
        match self.random.below(12) {
            0 => {}
            1 => result.extend([tree.clone(), tree]),
            2 => {
                let times = [3, 10, 60][self.random.below(3)];
                result.extend((0..times).map(|_| tree.clone()));
            }
            3 => result.extend(self.random_tree()),
            4 => {
                result.extend(self.random_tree());
                result.push(tree);
            }
            5 => {
                let delimiter = *self.random.pick(&[
                    Delimiter::Parenthesis,
                    Delimiter::Brace,
                    Delimiter::Bracket,
                    Delimiter::None,
                ]);
                result.push(Group::new(delimiter, tree.into()).into());
            }
            6 => result.extend(self.another(Kind::of(&tree))),
            7 => result.extend(self.wrapped(tree)),
            8 => {
                let mut tree = tree;
                tree.set_span(Span::call_site());
                result.push(tree);
            }
            _ => result.extend(self.alike(Kind::of(&tree))),
        }
    }

    /// A token of the table, or a few.
    fn random_tree(&mut self) -> TokenStream {
        let table = *self
            .random
            .pick(&[soup::WORDS, soup::SIGNS, soup::LITERALS]);
        self.random.word(table).parse().unwrap_or_default()
    }

    /// A token of that kind from the donor.
    fn another(&mut self, kind: Kind) -> Option<TokenTree> {
        let mut found = Vec::new();
        collect(self.donor.clone(), kind, &mut found);
        let at = self.random.below(found.len());
        found.into_iter().nth(at)
    }

    /// Another token of that kind.
    fn alike(&mut self, kind: Kind) -> TokenStream {
        let table = match kind {
            Kind::Literal => soup::LITERALS,
            Kind::Punct => soup::SIGNS,
            Kind::Ident if self.random.percent(50) => soup::WORDS,
            Kind::Ident | Kind::Group(_) => {
                return self.another(kind).map_or_else(TokenStream::new, Into::into);
            }
        };
        self.random.word(table).parse().unwrap_or_default()
    }

    /// The token in something larger.
    fn wrapped(&mut self, tree: TokenTree) -> TokenStream {
        let text = tree.to_string();
        let wrapped = match &tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let inside = group.stream().to_string();
                match self.random.below(8) {
                    0 => format!("{{ for q in 0..n {{ {inside} }} }}"),
                    1 => format!("{{ if n > 2 {{ {inside} }} else {{ {inside} }} }}"),
                    2 => format!("{{ while n > 2 {{ {inside} }} }}"),
                    3 => format!("{{ 'l: {{ {inside} }} }}"),
                    4 => format!("{{ let q = {{ {inside} }}; q }}"),
                    5 => format!("{{ {inside} {inside} }}"),
                    6 => format!("{{ match n {{ 0 => {{ {inside} }} _ => {{ continue; }} }} }}"),
                    _ => format!("{{ loop {{ {inside} break; }} }}"),
                }
            }
            TokenTree::Group(_) => format!("({text})"),
            _ => match self.random.below(10) {
                0 => format!("({text} + {text})"),
                1 => format!("(-{text})"),
                2 => format!("({text} as u8)"),
                3 => format!("x[{text}]"),
                4 => format!("({text} * {text} + {text})"),
                5 => format!("(if {text} > 0 {{ {text} }} else {{ 1 }})"),
                6 => format!("{text}.min({text})"),
                7 => format!("({text}, {text})"),
                8 => format!("{text} / {text}"),
                _ => format!("{text}.iter().map(|v| {text}).sum()"),
            },
        };
        wrapped.parse().unwrap_or_default()
    }
}

/// How many tokens there are, brackets counting one.
fn count(tokens: &TokenStream) -> usize {
    let trees = tokens.clone().into_iter();
    trees
        .map(|tree| match tree {
            TokenTree::Group(group) => 1 + count(&group.stream()),
            _ => 1,
        })
        .sum()
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Group(Delimiter),
    Ident,
    Punct,
    Literal,
}

impl Kind {
    fn of(tree: &TokenTree) -> Kind {
        match tree {
            TokenTree::Group(group) => Kind::Group(group.delimiter()),
            TokenTree::Ident(_) => Kind::Ident,
            TokenTree::Punct(_) => Kind::Punct,
            TokenTree::Literal(_) => Kind::Literal,
        }
    }
}

/// The tokens of that kind, at any depth.
fn collect(tokens: TokenStream, kind: Kind, found: &mut Vec<TokenTree>) {
    for tree in tokens {
        if Kind::of(&tree) == kind {
            found.push(tree.clone());
        }
        if let TokenTree::Group(group) = tree {
            collect(group.stream(), kind, found);
        }
    }
}
