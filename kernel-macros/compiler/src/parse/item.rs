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
    /// Reads a function or struct; `None` if it is neither.
    pub fn read(tokens: TokenStream) -> Option<Item> {
        match syn::parse2(tokens).ok()? {
            syn::Item::Fn(mut item) => {
                let attributes = std::mem::take(&mut item.attrs);
                let bare = item.to_token_stream();
                Some(Item::new(item.sig.ident, &item.vis, &attributes, bare))
            }
            syn::Item::Struct(mut item) => {
                let attributes = std::mem::take(&mut item.attrs);
                for field in &mut item.fields {
                    field.attrs.clear();
                }
                let bare = item.to_token_stream();
                let read = Item::new(item.ident, &item.vis, &attributes, bare);
                Some(Item {
                    is_struct: true,
                    ..read
                })
            }
            _ => None,
        }
    }

    fn new(
        name: Ident,
        visibility: &syn::Visibility,
        attributes: &[syn::Attribute],
        bare: TokenStream,
    ) -> Item {
        let conditions = attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("cfg"));
        Item {
            name,
            visibility: visibility.to_token_stream(),
            conditions: conditions.map(ToTokens::to_token_stream).collect(),
            bare,
            is_struct: false,
            public: matches!(visibility, syn::Visibility::Public(_)),
        }
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

/// The `#[cfg]`s in front of an item, which need not be read for that.
pub fn conditions(item: TokenStream) -> TokenStream {
    let mut conditions = TokenStream::new();
    let mut trees = item.into_iter();
    while let (Some(TokenTree::Punct(sign)), Some(TokenTree::Group(attribute))) =
        (trees.next(), trees.next())
        && sign.as_char() == '#'
    {
        let path = attribute.stream().into_iter().next();
        if matches!(path, Some(TokenTree::Ident(name)) if name == "cfg") {
            conditions.extend([TokenTree::Punct(sign), TokenTree::Group(attribute)]);
        }
    }
    conditions
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let tokens = |text: &str| text.parse::<TokenStream>().expect("tokens");
            let found = conditions(tokens(item));
            assert_eq!(found.to_string(), tokens(wanted).to_string());
            if let Some(item) = Item::read(tokens(item)) {
                assert_eq!(item.conditions.to_string(), found.to_string());
            }
        }
    }
}
