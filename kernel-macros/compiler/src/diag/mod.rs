//! Compile errors that teach: collected with their places, several at a time.
//!
//! Each says what is wrong in the names of the user's own function, and what to do about it.

mod codes;
mod render;

use std::fmt::{self, Display, Formatter};

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;

pub use codes::Code;

/// A stretch of source. On stable Rust a macro cannot join two spans into one, so both ends are kept; the
/// compiler underlines from one to the other.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The first token.
    pub start: Span,
    /// The last token.
    pub end: Span,
}

impl Place {
    /// All of these tokens.
    pub fn of(tokens: &impl ToTokens) -> Place {
        let mut tokens = tokens.to_token_stream().into_iter();
        let start = tokens
            .next()
            .map_or_else(Span::call_site, |tree| tree.span());
        let end = tokens.last().map_or(start, |tree| tree.span());
        Place { start, end }
    }

    /// All of these trees.
    pub fn around(trees: &[TokenTree]) -> Place {
        let start = trees.first().map_or_else(Span::call_site, TokenTree::span);
        let end = trees.last().map_or(start, TokenTree::span);
        Place { start, end }
    }

    /// From the start of this one to the end of that one.
    pub fn to(self, end: Place) -> Place {
        Place {
            start: self.start,
            end: end.end,
        }
    }

    /// The line in the source file.
    pub fn line(self) -> usize {
        self.start.start().line
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Place {
        Place {
            start: span,
            end: span,
        }
    }
}

/// One compile error.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Its code in the catalogue.
    pub code: Code,
    /// The place.
    pub place: Place,
    /// What is wrong, with the names of this kernel.
    pub message: String,
    /// Further places, each with what happens there.
    pub labels: Vec<(Place, String)>,
    /// Why it is so.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// An error at that place.
    pub fn new(code: Code, place: impl Into<Place>, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            place: place.into(),
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Adds a further place and what happens there.
    pub fn label(mut self, place: impl Into<Place>, text: impl Into<String>) -> Diagnostic {
        self.labels.push((place.into(), text.into()));
        self
    }

    /// Adds why it is so.
    pub fn note(mut self, text: impl Into<String>) -> Diagnostic {
        self.notes.push(text.into());
        self
    }

    /// Adds what to do.
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help.push(text.into());
        self
    }
}

/// The message as it stands in the terminal.
impl Display for Diagnostic {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&render::text(self))
    }
}

/// The errors of one stage.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The number of errors.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Forgets all but the first `len`.
    pub fn truncate(&mut self, len: usize) {
        self.list.truncate(len);
    }

    /// All of them, in the order they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Ends a stage: its value if there was no error.
    pub fn finish<T>(self, value: T) -> Result<T, Diagnostics> {
        if self.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }

    /// The item untouched, followed by one `compile_error!` per diagnostic at its place.
    pub fn into_tokens(self, item: TokenStream) -> TokenStream {
        let mut tokens = item;
        for diagnostic in &self.list {
            tokens.extend(render::compile_error(diagnostic));
        }
        tokens
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Diagnostics {
        Diagnostics {
            list: vec![diagnostic],
        }
    }
}
