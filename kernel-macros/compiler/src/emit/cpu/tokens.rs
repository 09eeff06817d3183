//! Tokens that have been written: put together without a copy, and looked into.

use std::collections::BTreeMap;
use std::fmt::Write;

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, TokenStream, TokenTree};
use quote::TokenStreamExt;

/// The tokens with others behind them.
pub(super) fn joined(mut tokens: TokenStream, others: TokenStream) -> TokenStream {
    tokens.extend(others);
    tokens
}

/// A function's path with its arguments.
pub(super) fn call(
    function: TokenStream,
    arguments: impl IntoIterator<Item = TokenStream>,
) -> TokenStream {
    let mut inside = TokenStream::new();
    for (position, argument) in arguments.into_iter().enumerate() {
        if position > 0 {
            inside.append(Punct::new(',', Spacing::Alone));
        }
        inside.extend(argument);
    }
    group(function, Delimiter::Parenthesis, inside)
}

/// What stands before a block, and the block.
pub(super) fn block(before: TokenStream, inside: TokenStream) -> TokenStream {
    group(before, Delimiter::Brace, inside)
}

fn group(mut before: TokenStream, delimiter: Delimiter, inside: TokenStream) -> TokenStream {
    before.append(Group::new(delimiter, inside));
    before
}

/// Which of the names occur in the tokens. Generated names are unique, so that a name stands for its variable.
pub(super) fn occurring(names: &[Ident], tokens: &TokenStream) -> Vec<bool> {
    let mut search = Search {
        places: BTreeMap::new(),
        first: [false; 256],
        text: String::new(),
        found: vec![false; names.len()],
    };
    for (place, name) in names.iter().enumerate() {
        let name = name.to_string();
        search.first[name.as_bytes()[0] as usize] = true;
        search.places.insert(name, place);
    }
    search.stream(tokens.clone());
    search.found
}

struct Search {
    /// Where each name stands in the list.
    places: BTreeMap<String, usize>,
    /// The bytes that names begin with: most of the words in generated code begin with others.
    first: [bool; 256],
    /// The text of the present word.
    text: String,
    found: Vec<bool>,
}

impl Search {
    fn stream(&mut self, tokens: TokenStream) {
        for tree in tokens {
            match tree {
                TokenTree::Ident(word) => self.word(&word),
                TokenTree::Group(group) => self.stream(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    fn word(&mut self, word: &Ident) {
        self.text.clear();
        write!(self.text, "{word}").expect("a String takes everything");
        if self.first[self.text.as_bytes()[0] as usize]
            && let Some(place) = self.places.get(&self.text)
        {
            self.found[*place] = true;
        }
    }
}
