//! A diagnostic as `compile_error!`. Such an error has one span only, so further places are named by line in the text.

use std::fmt::Write;

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use quote::quote_spanned;

use super::Diagnostic;

/// The invocation whose error is underlined from the first to the last token of the diagnostic's place.
pub(super) fn compile_error(diagnostic: &Diagnostic) -> TokenStream {
    let mut literal = Literal::string(&text(diagnostic));
    literal.set_span(diagnostic.place.end);
    let mut group = Group::new(Delimiter::Brace, TokenTree::from(literal).into());
    group.set_span(diagnostic.place.end);
    quote_spanned!(diagnostic.place.start=> ::core::compile_error! #group)
}

/// The message as it stands in the terminal, laid out like the compiler's own.
pub(super) fn text(diagnostic: &Diagnostic) -> String {
    let mut text = format!("[{}] {}", diagnostic.code.text(), diagnostic.message);
    let mut line = |kind: &str, message: &str| {
        // The compiler indents the lines of a message after the first by itself.
        write!(text, "\n= {kind}: {}", message.replace('\n', "\n  "))
            .expect("writing to a string cannot fail");
    };
    for (place, label) in &diagnostic.labels {
        line(&format!("line {}", place.line()), label);
    }
    for note in &diagnostic.notes {
        line("note", note);
    }
    for help in &diagnostic.help {
        line("help", help);
    }
    text
}
