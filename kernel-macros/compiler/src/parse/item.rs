//! An annotated item seen from outside: what stands around a function's own meaning.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;

/// A function as the macros that hand it on need it.
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
    public: bool,
}

impl Item {
    /// Reads a function; `None` if it is none.
    pub fn read(tokens: TokenStream) -> Option<Item> {
        let mut item: syn::ItemFn = syn::parse2(tokens).ok()?;
        let conditions = item
            .attrs
            .iter()
            .filter(|attribute| attribute.path().is_ident("cfg"));
        let conditions = conditions.map(ToTokens::to_token_stream).collect();
        item.attrs.clear();
        Some(Item {
            name: item.sig.ident.clone(),
            visibility: item.vis.to_token_stream(),
            conditions,
            bare: item.to_token_stream(),
            public: matches!(item.vis, syn::Visibility::Public(_)),
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
