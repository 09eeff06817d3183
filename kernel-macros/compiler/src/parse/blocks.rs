//! Blocks and statements.

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::punctuated::Punctuated;

use super::ast::{Assert, Block, Expr, ExprKind, Pattern, Stmt};
use super::reader::Reader;
use super::text::text;
use crate::diag::{Code, Diagnostic, Place};
use crate::ops::Op;

impl Reader {
    /// The function's body: its consts have been read, and a last `return v;` is its value.
    pub(super) fn body(&mut self, block: &syn::Block) -> Option<Block> {
        let mut stmts: Vec<&syn::Stmt> = block
            .stmts
            .iter()
            .filter(|stmt| !matches!(stmt, syn::Stmt::Item(syn::Item::Const(_))))
            .collect();
        let mut returned = None;
        if let Some(syn::Stmt::Expr(syn::Expr::Return(last), _)) = stmts.last() {
            returned = last.expr.as_deref();
            stmts.pop();
        }
        let mut body = self.stmts(&stmts, block)?;
        if let Some(value) = returned {
            body.value = Some(Box::new(self.value(value)?));
        }
        Some(body)
    }

    /// A block.
    pub(super) fn block(&mut self, block: &syn::Block) -> Option<Block> {
        let stmts: Vec<&syn::Stmt> = block.stmts.iter().collect();
        self.stmts(&stmts, block)
    }

    fn stmts(&mut self, stmts: &[&syn::Stmt], block: &syn::Block) -> Option<Block> {
        let mut read = Vec::new();
        let mut value = None;
        let mut complete = true;
        for (position, stmt) in stmts.iter().enumerate() {
            let last = position + 1 == stmts.len();
            if let Some(place) = self.conditional(stmt) {
                self.refuse_conditional(place);
            }
            match stmt {
                syn::Stmt::Expr(expr, None) if last => match self.value(expr) {
                    Some(expr) => value = Some(Box::new(expr)),
                    None => complete = false,
                },
                _ => match self.stmt(stmt) {
                    Some(stmt) => read.extend(stmt),
                    None => complete = false,
                },
            }
        }
        complete.then(|| Block {
            stmts: read,
            value,
            place: Place {
                start: block.brace_token.span.open(),
                end: block.brace_token.span.close(),
            },
        })
    }

    /// A statement; an empty one is `Some(None)`.
    fn stmt(&mut self, stmt: &syn::Stmt) -> Option<Option<Stmt>> {
        match stmt {
            syn::Stmt::Local(local) => self.local(local).map(Some),
            syn::Stmt::Expr(syn::Expr::Verbatim(tokens), _) if tokens.is_empty() => Some(None),
            syn::Stmt::Expr(expr, _) => self.value(expr).map(|expr| Some(Stmt::Expr(expr))),
            syn::Stmt::Macro(stmt) => Some(self.macro_call(&stmt.mac)?.map(Stmt::Expr)),
            syn::Stmt::Item(item) => self.unsupported(item, "this item", item_advice(item)),
        }
    }

    fn local(&mut self, local: &syn::Local) -> Option<Stmt> {
        let (pattern, ty) = match &local.pat {
            syn::Pat::Type(typed) => {
                let ty = match self.ty(&typed.ty) {
                    Ok(ty) => Some((ty, Place::of(&typed.ty))),
                    Err(error) => {
                        self.refuse(local_type(*error, local));
                        return None;
                    }
                };
                (self.pattern(&typed.pat), ty)
            }
            pattern => (self.pattern(pattern), None),
        };
        if let (syn::Pat::Ident(name), Some(init)) = (&local.pat, &local.init)
            && let syn::Expr::Closure(_) = &*init.expr
        {
            self.closures.insert(name.ident.to_string());
        }
        let value = match &local.init {
            None => None,
            Some(init) => {
                if let Some((_, diverge)) = &init.diverge {
                    return self.unsupported(diverge, "`let … else`", "write an `if` or a `match`");
                }
                Some(self.value(&init.expr)?)
            }
        };
        Some(Stmt::Let {
            pattern: pattern?,
            ty,
            value,
        })
    }

    pub(super) fn pattern(&mut self, pattern: &syn::Pat) -> Option<Pattern> {
        match pattern {
            syn::Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => Some(
                Pattern::Name(self.binding(&name.ident, name.mutability.is_some())),
            ),
            syn::Pat::Wild(wild) => Some(Pattern::Wild(Place::of(wild))),
            syn::Pat::Paren(inner) => self.pattern(&inner.pat),
            syn::Pat::Reference(inner) => {
                let pattern = self.pattern(&inner.pat)?;
                Some(if inner.mutability.is_some() {
                    Pattern::Deref(Box::new(pattern))
                } else {
                    pattern
                })
            }
            syn::Pat::Tuple(tuple) => {
                let parts: Vec<Option<Pattern>> =
                    tuple.elems.iter().map(|part| self.pattern(part)).collect();
                let parts = parts.into_iter().collect::<Option<_>>()?;
                Some(Pattern::Tuple(parts, Place::of(tuple)))
            }
            syn::Pat::Struct(written) => self.struct_pattern(written),
            syn::Pat::TupleStruct(written) => self.tuple_struct_pattern(written),
            other => self.unsupported(
                other,
                "this pattern",
                "use a name, `_`, or a tuple of names: `let (a, b) = (x, y);`",
            ),
        }
    }

    /// A macro call; one that does nothing in a release build is `Some(None)`.
    pub(super) fn macro_call(&mut self, call: &syn::Macro) -> Option<Option<Expr>> {
        let name = call
            .path
            .get_ident()
            .map(ToString::to_string)
            .unwrap_or_default();
        let operands = match name.as_str() {
            "debug_assert" | "debug_assert_eq" | "debug_assert_ne" => return Some(None),
            "assert" => 1,
            "assert_eq" | "assert_ne" => 2,
            _ => return self.unknown_macro(call, &name),
        };
        let parser = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        let args = match call.parse_body_with(parser) {
            Ok(args) if args.len() >= operands => args,
            _ => {
                return self.unsupported(
                    call,
                    &format!("`{name}!` with these arguments"),
                    if operands == 1 {
                        "write `assert!(condition)`"
                    } else {
                        "write two values to compare: `assert_eq!(a, b)`"
                    },
                );
            }
        };
        let written: Vec<&syn::Expr> = args.iter().take(operands).collect();
        let mut read: Vec<Expr> = Vec::new();
        for arg in &written {
            read.extend(self.value(arg));
        }
        let mut read = read.into_iter();
        let first = Box::new(read.next()?);
        let (assert, condition) = match (name.as_str(), operands) {
            (_, 1) => {
                let condition = first.text.clone();
                (Assert::Holds(first), condition)
            }
            (name, _) => {
                let second = Box::new(read.next()?);
                let (op, sign) = if name == "assert_eq" {
                    (Op::Eq, "==")
                } else {
                    (Op::Ne, "!=")
                };
                let condition = format!("{} {sign} {}", first.text, second.text);
                (Assert::Compare(op, first, second), condition.into())
            }
        };
        Some(Some(self.expr_at(
            Place::of(call),
            condition,
            ExprKind::Assert(assert),
        )))
    }

    fn unknown_macro(&mut self, call: &syn::Macro, name: &str) -> Option<Option<Expr>> {
        let written = format!("`{}!`", text(call.path.to_token_stream()));
        match name {
            "vec" | "format" => {
                self.refuse(
                    Diagnostic::new(
                        Code::HeapType,
                        Place::of(call),
                        format!(
                            "{written} allocates on the heap, which vector lanes and GPUs cannot"
                        ),
                    )
                    .help("let the caller allocate, and take the memory as a `&mut [T]` parameter"),
                );
                None
            }
            "print" | "println" | "eprint" | "eprintln" | "dbg" | "write" | "writeln" => self
                .unsupported(
                    call,
                    &format!("{written}, which does input or output,"),
                    "write the value to a `&mut` slice and print it after the call",
                ),
            "panic" | "todo" | "unimplemented" | "unreachable" => self.unsupported(
                call,
                &written,
                "state what must hold as `assert!(condition)`",
            ),
            _ => self.unsupported(
                call,
                &format!("the macro {written}"),
                "write out what it expands to: `#[kernel]` sees the call, not the expansion",
            ),
        }
    }

    /// The `cfg` in front of a statement or an expression in it. Most sources have none anywhere.
    fn conditional(&self, stmt: &syn::Stmt) -> Option<Place> {
        let outline = self.calls.last().map_or(self.outline, |call| call.outline);
        outline.conditional.then(|| conditional(stmt)).flatten()
    }

    /// What is compiled cannot depend on what the macro does not see.
    pub(super) fn refuse_conditional(&mut self, place: Place) {
        self.refuse(
            Diagnostic::new(
                Code::Unsupported,
                place,
                "`#[cfg]` cannot choose a part of a kernel",
            )
            .help("put `#[cfg]` on the whole function, one kernel a configuration"),
        );
    }
}

/// The `cfg` among the attributes that a statement's tokens begin with.
fn conditional(stmt: &syn::Stmt) -> Option<Place> {
    let mut tokens = stmt.to_token_stream().into_iter();
    while let Some(TokenTree::Punct(punct)) = tokens.next()
        && punct.as_char() == '#'
        && let Some(TokenTree::Group(attribute)) = tokens.next()
    {
        let name = attribute
            .stream()
            .into_iter()
            .next()
            .map(|name| name.to_string());
        if matches!(name.as_deref(), Some("cfg" | "cfg_attr")) {
            return Some(Place::from(attribute.span()));
        }
    }
    None
}

/// What to write instead of an item in the body.
fn item_advice(item: &syn::Item) -> &'static str {
    match item {
        syn::Item::Const(_) => {
            "move the `const` to the top of the function's body, or out of the function"
        }
        syn::Item::Fn(_) => "write the function's body where it is called",
        syn::Item::Use(_) => "move the `use` out of the function",
        syn::Item::Static(_) => "pass the value as a parameter, or make it a `const`",
        _ => "move it out of the function; a kernel works on scalars and slices",
    }
}

/// A refused type of a `let`, with advice that fits there.
fn local_type(error: Diagnostic, local: &syn::Local) -> Diagnostic {
    let array = match &local.pat {
        syn::Pat::Type(typed) => {
            matches!(&*typed.ty, syn::Type::Array(_) | syn::Type::Reference(_))
        }
        _ => false,
    };
    if array {
        Diagnostic::new(
            error.code,
            error.place,
            "a local variable of a kernel is a scalar or a tuple of scalars",
        )
        .help("use scalars, or let the caller pass scratch memory as a `&mut [T]` parameter")
    } else {
        error
    }
}
