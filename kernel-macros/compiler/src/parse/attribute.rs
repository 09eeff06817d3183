//! Reads what stands in the brackets of `#[kernel(…)]`.

use proc_macro2::{TokenStream, TokenTree};

use super::reader::Reader;
use super::text;
use crate::diag::{Code, Diagnostic, Place};

/// What the attribute asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// `a * b + c` of floats may be rounded once.
    pub contract: bool,
    /// Elementary functions may be the fast ones.
    pub fast_math: bool,
}

/// Reads options between commas.
pub(super) fn options(reader: &mut Reader, attribute: TokenStream) -> Options {
    let mut options = Options::default();
    let trees: Vec<TokenTree> = attribute.into_iter().collect();
    let is_comma =
        |tree: &TokenTree| matches!(tree, TokenTree::Punct(sign) if sign.as_char() == ',');
    for option in trees.split(is_comma) {
        match option {
            [] => {}
            [TokenTree::Ident(name)] if name == "contract" => options.contract = true,
            [TokenTree::Ident(name)] if name == "fast_math" => {
                options.contract = true;
                options.fast_math = true;
            }
            other => {
                let tokens: TokenStream = other.iter().cloned().collect();
                reader.refuse(
                    Diagnostic::new(
                        Code::Attribute,
                        Place::of(&tokens),
                        format!("`#[kernel]` does not know `{}`", text::text(tokens.clone())),
                    )
                    .help(
                        "write `#[kernel]` alone, `#[kernel(contract)]` if `a * b + c` may be rounded once, `#[kernel(fast_math)]` if `exp` and its like may be less precise too, or `#[kernel(helper)]` for a function that kernels call",
                    ),
                );
            }
        }
    }
    options
}
