//! An annotated item seen from outside: what stands around a function's or struct's own meaning.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;

/// A function or struct as the macros that hand it on need it.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name.
    pub name: Ident,
    /// `pub`, `pub(crate)`, or nothing.
    pub visibility: TokenStream,
    /// Its `#[cfg]`s.
    pub conditions: TokenStream,
    /// It without its attributes.
    pub bare: TokenStream,
    /// Whether it is a struct.
    pub is_struct: bool,
    public: bool,
}

impl Item {
    /// Reads a function or struct; `None` if it is neither. Of a function only the head is looked at: it is read when it is compiled.
    pub fn read(tokens: TokenStream) -> Option<Item> {
        let (conditions, bare) = apart(tokens.clone());
        let mut trees = bare.clone().into_iter().peekable();
        let mut visibility = TokenStream::new();
        if trees.peek().is_some_and(|tree| is_word(tree, "pub")) {
            visibility.extend(trees.next());
            visibility.extend(trees.next_if(|tree| matches!(tree, TokenTree::Group(_))));
        }
        let qualifies = |tree: &TokenTree| {
            let words = ["const", "async", "unsafe", "extern"];
            words.iter().any(|word| is_word(tree, word)) || matches!(tree, TokenTree::Literal(_))
        };
        let mut trees = trees.skip_while(qualifies);
        let keyword = trees.next()?;
        let (is_struct, bare) = if is_word(&keyword, "struct") {
            (true, plain_struct(tokens)?)
        } else if is_word(&keyword, "fn") {
            (false, bare)
        } else {
            return None;
        };
        let Some(TokenTree::Ident(name)) = trees.next() else {
            return None;
        };
        Some(Item {
            name,
            public: visibility.clone().into_iter().count() == 1,
            visibility,
            conditions,
            bare,
            is_struct,
        })
    }

    /// Whether other crates may name it.
    pub fn is_public(&self) -> bool {
        self.public
    }

    /// The name without the raw-identifier prefix.
    pub fn plain_name(&self) -> String {
        let name = self.name.to_string();
        name.strip_prefix("r#").unwrap_or(&name).to_owned()
    }
}

/// The `#[cfg]`s in front of an item.
pub fn conditions(item: TokenStream) -> TokenStream {
    apart(item).0
}

/// The `#[cfg]`s in front of an item, and the item without its attributes.
fn apart(item: TokenStream) -> (TokenStream, TokenStream) {
    let mut conditions = TokenStream::new();
    let mut trees = item.into_iter().peekable();
    while let Some(TokenTree::Punct(sign)) =
        trees.next_if(|tree| matches!(tree, TokenTree::Punct(sign) if sign.as_char() == '#'))
    {
        let Some(TokenTree::Group(attribute)) = trees.next() else {
            break;
        };
        let path = attribute.stream().into_iter().next();
        if path.is_some_and(|name| is_word(&name, "cfg")) {
            conditions.extend([TokenTree::Punct(sign), TokenTree::Group(attribute)]);
        }
    }
    (conditions, trees.collect())
}

fn is_word(tree: &TokenTree, word: &str) -> bool {
    matches!(tree, TokenTree::Ident(name) if name == word)
}

/// A struct without its attributes and its fields'.
fn plain_struct(tokens: TokenStream) -> Option<TokenStream> {
    let mut item: syn::ItemStruct = syn::parse2(tokens).ok()?;
    item.attrs.clear();
    for field in &mut item.fields {
        field.attrs.clear();
    }
    Some(item.to_token_stream())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> TokenStream {
        text.parse().expect("tokens")
    }

    #[test]
    fn conditions_are_the_attributes_named_cfg() {
        for (item, wanted) in [
            ("fn f() {}", ""),
            ("/// Text.\n #[inline] pub fn f() {}", ""),
            (
                "#[cfg(a)] /// Text.\n #[cfg_attr(b, inline)] #[cfg(not(b))] fn f() {}",
                "#[cfg(a)] #[cfg(not(b))]",
            ),
            ("#", ""),
        ] {
            let found = conditions(tokens(item));
            assert_eq!(found.to_string(), tokens(wanted).to_string());
        }
    }

    #[test]
    fn heads_of_functions_and_structs_are_read() {
        for (text, visibility, bare) in [
            ("#[inline] fn f(x: u8) {}", "", "fn f(x: u8) {}"),
            ("pub fn f() {}", "pub", "pub fn f() {}"),
            (
                "/// Text.\n pub(in a::b) const unsafe extern \"C\" fn f() {}",
                "pub(in a::b)",
                "pub(in a::b) const unsafe extern \"C\" fn f() {}",
            ),
            (
                "#[derive(Clone)] pub(crate) struct f { #[doc = \"x\"] x: u8 }",
                "pub(crate)",
                "pub(crate) struct f { x: u8 }",
            ),
        ] {
            let item = Item::read(tokens(text)).expect(text);
            assert_eq!(item.name, "f");
            assert_eq!(item.visibility.to_string(), tokens(visibility).to_string());
            assert_eq!(item.bare.to_string(), tokens(bare).to_string());
            assert_eq!(item.is_public(), visibility == "pub");
            assert_eq!(item.is_struct, text.contains("struct"));
        }
        for neither in [
            "",
            "const F: fn() = f;",
            "mod m { fn f() {} }",
            "pub",
            "impl f {}",
            "fn",
        ] {
            assert!(Item::read(tokens(neither)).is_none(), "{neither}");
        }
    }
}
