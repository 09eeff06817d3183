//! The state of reading: the errors so far and the identities given out.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use proc_macro2::{Ident, TokenTree};
use quote::ToTokens;

use super::ast::{Binding, BindingId, Exits, Expr, ExprId, ExprKind, Struct, Text};
use super::helper::{Call, Source};
use super::{Library, Outline, Wanted};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};

/// Reads a function. A part that is refused becomes `None`; what stands beside it is still read, to collect its errors.
pub(super) struct Reader {
    diagnostics: Diagnostics,
    exprs: u32,
    bindings: u32,
    /// What the expression being read leaves so far.
    leaving: BTreeSet<String>,
    exits: Exits,
    /// The outline of the function itself.
    pub(super) outline: Outline,
    /// The name of the function itself.
    pub(super) name: String,
    pub(super) library: Rc<Library>,
    /// The helpers being written out, outermost first.
    pub(super) calls: Vec<Call>,
    /// The sources of helpers read so far.
    pub(super) sources: Vec<Source>,
    pub(super) wanted: Wanted,
    /// The names of variables so far.
    pub(super) bound: BTreeSet<String>,
    /// The names of closures, which are called like functions.
    pub(super) closures: BTreeSet<String>,
    /// The structs read so far.
    pub(super) structs: BTreeMap<Ident, Rc<Struct>>,
    /// What is wrong if the structs named are never seen.
    pub(super) unknown: Vec<Diagnostic>,
    /// Whether it has been said that the kernel is too large.
    pub(super) overflowed: bool,
}

impl Reader {
    pub(super) fn new(name: String, library: &Rc<Library>) -> Reader {
        Reader {
            diagnostics: Diagnostics::new(),
            exprs: 0,
            bindings: 0,
            leaving: BTreeSet::new(),
            exits: Exits::new(),
            outline: Outline::default(),
            name,
            library: Rc::clone(library),
            calls: Vec::new(),
            sources: Vec::new(),
            wanted: Wanted::new(),
            bound: BTreeSet::new(),
            closures: BTreeSet::new(),
            structs: BTreeMap::new(),
            unknown: Vec::new(),
            overflowed: false,
        }
    }

    pub(super) fn finish(self) -> (Diagnostics, Wanted) {
        (self.diagnostics, self.wanted)
    }

    pub(super) fn take_unknown(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.unknown)
    }

    pub(super) fn refuse(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Refuses a construct and says what to write instead.
    pub(super) fn unsupported<T>(
        &mut self,
        tokens: &impl ToTokens,
        what: &str,
        instead: &str,
    ) -> Option<T> {
        self.refuse(
            Diagnostic::new(
                Code::Unsupported,
                Place::of(tokens),
                format!("{what} cannot be part of a kernel"),
            )
            .help(instead),
        );
        None
    }

    /// An expression whose text is its tokens.
    pub(super) fn expr(&mut self, tokens: &impl ToTokens, kind: ExprKind) -> Expr {
        let trees: Vec<TokenTree> = tokens.to_token_stream().into_iter().collect();
        self.expr_at(Place::around(&trees), Text::of(trees), kind)
    }

    /// An expression with a text of its own, because its tokens are too many to quote.
    pub(super) fn expr_at(
        &mut self,
        place: impl Into<Place>,
        text: impl Into<Text>,
        kind: ExprKind,
    ) -> Expr {
        let id = ExprId(self.exprs);
        self.exprs += 1;
        Expr {
            id,
            kind,
            place: place.into(),
            text: text.into(),
        }
    }

    pub(super) fn binding(&mut self, name: &Ident, mutable: bool) -> Binding {
        let id = BindingId(self.bindings);
        self.bindings += 1;
        self.bound.insert(name.to_string());
        Binding {
            id,
            name: name.clone(),
            mutable,
        }
    }

    /// Reads an expression, and notes what it leaves.
    pub(super) fn noting_exits(
        &mut self,
        read: impl FnOnce(&mut Reader) -> Option<Expr>,
    ) -> Option<Expr> {
        let outer = std::mem::take(&mut self.leaving);
        let expr = read(self);
        let leaves = std::mem::replace(&mut self.leaving, outer);
        if let Some(expr) = &expr
            && !leaves.is_empty()
        {
            self.exits.insert(expr.id, leaves.clone());
        }
        self.leaving.extend(leaves);
        expr
    }

    /// Reads something whose exits are not those of what stands around it.
    pub(super) fn apart<T>(
        &mut self,
        read: impl FnOnce(&mut Reader) -> Option<T>,
    ) -> (Option<T>, BTreeSet<String>) {
        let outer = std::mem::take(&mut self.leaving);
        let value = read(self);
        (value, std::mem::replace(&mut self.leaving, outer))
    }

    /// Notes that what is being read leaves the block of that label, or the function.
    pub(super) fn leaves(&mut self, label: &str) {
        self.leaving.insert(label.to_owned());
    }

    /// Reads what can be left by that label.
    pub(super) fn left_by<T>(
        &mut self,
        label: &str,
        read: impl FnOnce(&mut Reader) -> Option<T>,
    ) -> Option<T> {
        let known = self.leaving.contains(label);
        let value = read(self);
        if !known {
            self.leaving.remove(label);
        }
        value
    }

    /// All exits so far.
    pub(super) fn exits(&self) -> Exits {
        self.exits.clone()
    }

    /// The numbers of expressions and bindings so far.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.exprs as usize, self.bindings as usize)
    }
}
