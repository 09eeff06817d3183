//! Tokens as the text an engineer would have written, for messages and site tables.

use std::cell::OnceCell;
use std::fmt::{self, Display, Formatter};
use std::ops::Deref;
use std::rc::Rc;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// An expression's text. It is made when first read, which for most never happens.
#[derive(Clone, Debug)]
pub struct Text(Rc<Source>);

#[derive(Debug)]
struct Source {
    trees: Vec<TokenTree>,
    text: OnceCell<String>,
}

impl Text {
    /// The text of these tokens.
    pub(super) fn of(trees: Vec<TokenTree>) -> Text {
        let text = OnceCell::new();
        Text(Rc::new(Source { trees, text }))
    }

    /// The text in brackets, of which the tokens are given.
    pub(super) fn in_brackets(&self, trees: Vec<TokenTree>) -> Text {
        if self.0.trees.is_empty() {
            Text::from(format!("({self})"))
        } else {
            Text::of(trees)
        }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        let (trees, text) = (Vec::new(), OnceCell::from(text));
        Text(Rc::new(Source { trees, text }))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::from(text.to_owned())
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        let Source { trees, text } = &*self.0;
        text.get_or_init(|| self::text(trees.iter().cloned()))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        **self == **other
    }
}

impl Display for Text {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

/// The tokens on one line.
pub(super) fn text(tokens: impl IntoIterator<Item = TokenTree>) -> String {
    let mut writer = Writer {
        text: String::new(),
        before: Before::Open,
        params: false,
    };
    writer.stream(tokens.into_iter());
    writer.text
}

/// What stands before the next token, as far as spacing goes.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// An opening bracket, a prefix operator, `.`, `::` or nothing: no space follows.
    Open,
    /// A name, literal or closing bracket: a value ends here.
    Value,
    /// A word such as `as`, `if` or `in`: a space follows, and an operator after it is a prefix.
    Word,
    /// An infix operator or `,`: a space follows.
    Infix,
    /// The first half of an operator of two signs.
    Joint,
}

struct Writer {
    text: String,
    before: Before,
    /// Whether a closure's parameters have been opened by `|`.
    params: bool,
}

impl Writer {
    fn stream(&mut self, tokens: impl Iterator<Item = TokenTree>) {
        let mut pending = String::new();
        for tree in tokens {
            match tree {
                TokenTree::Punct(punct) => {
                    pending.push(punct.as_char());
                    if punct.spacing() == Spacing::Alone {
                        self.operator(&std::mem::take(&mut pending));
                    }
                    continue;
                }
                TokenTree::Ident(ident) => {
                    self.operator(&std::mem::take(&mut pending));
                    self.word(&ident.to_string());
                }
                TokenTree::Literal(literal) => {
                    self.operator(&std::mem::take(&mut pending));
                    self.value(&literal.to_string());
                }
                TokenTree::Group(group) => {
                    self.operator(&std::mem::take(&mut pending));
                    self.group(group.delimiter(), group.stream());
                }
            }
        }
        self.operator(&pending);
    }

    fn space(&mut self) {
        if self.before != Before::Open && self.before != Before::Joint {
            self.text.push(' ');
        }
    }

    fn word(&mut self, word: &str) {
        self.value(word);
        if matches!(
            word,
            "as" | "if" | "else" | "in" | "match" | "let" | "mut" | "return"
        ) {
            self.before = Before::Word;
        }
    }

    fn value(&mut self, value: &str) {
        self.space();
        self.text.push_str(value);
        self.before = Before::Value;
    }

    fn operator(&mut self, operator: &str) {
        let prefix = self.before != Before::Value;
        match operator {
            "" => {}
            "'" => {
                self.space();
                self.text.push('\'');
                self.before = Before::Joint;
            }
            "." | "::" | ".." | "..=" | "?" => {
                if prefix && !operator.starts_with("..") {
                    self.space();
                }
                self.text.push_str(operator);
                self.before = Before::Open;
            }
            "!" if !prefix => {
                self.text.push('!');
                self.before = Before::Open;
            }
            // The bar of a closure's parameters and what follows.
            _ if operator.len() > 1
                && operator.starts_with('|')
                && !matches!(operator, "||" | "|=" | "||=") =>
            {
                self.operator("|");
                self.operator(&operator[1..]);
            }
            "|" if self.params => {
                self.text.push('|');
                self.before = Before::Infix;
                self.params = false;
            }
            "|" if prefix => {
                self.space();
                self.text.push('|');
                self.before = Before::Open;
                self.params = true;
            }
            "," | ";" | ":" => {
                self.text.push_str(operator);
                self.before = Before::Infix;
            }
            _ => {
                self.space();
                self.text.push_str(operator);
                self.before = if prefix { Before::Open } else { Before::Infix };
            }
        }
    }

    fn group(&mut self, delimiter: Delimiter, inner: TokenStream) {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::None => ("", ""),
        };
        if delimiter == Delimiter::None {
            return self.stream(inner.into_iter());
        }
        if self.before != Before::Value || delimiter == Delimiter::Brace {
            self.space();
        }
        self.text.push_str(open);
        self.before = Before::Open;
        self.stream(inner.into_iter());
        self.text.push_str(close);
        self.before = Before::Value;
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;

    use super::text;

    #[test]
    fn expressions_read_as_written() {
        for written in [
            "x[i - 1]",
            "-x[(i + 1) * w] * 2.0",
            "a.max(-1.0, b)",
            "core::f32::consts::PI",
            "n > 0 && !done",
            "(a as f32).powi(2)",
            "0..n",
            "i as usize + 1",
            "a == -b",
            "a | b",
            "x.iter().map(|(a, b)| -a * b)",
            "f(1, |&a| a)",
        ] {
            let tokens: TokenStream = written.parse().expect("tokens");
            assert_eq!(text(tokens), written);
        }
    }
}
