//! Writes statements.

use proc_macro2::TokenStream;
use quote::quote;

use super::expr::splat;
use super::groups::Group;
use super::scope::{Scope, zero};
use super::tokens::{block, joined};
use crate::analyse::update;
use crate::emit::names;
use crate::ir::{Expr, Stmt, StmtKind, VarId};

impl Scope<'_> {
    /// A block's statements, without the braces. What they declare is out of scope afterwards.
    pub(super) fn block(&mut self, block: &[Stmt]) -> TokenStream {
        let outer = self.visible.len();
        let tokens = self.sequence(block);
        self.visible.truncate(outer);
        tokens
    }

    /// Statements whose declarations stay in scope.
    pub(super) fn sequence(&mut self, block: &[Stmt]) -> TokenStream {
        let mut tokens = TokenStream::new();
        let mut group: Option<Group> = None;
        for (at, stmt) in block.iter().enumerate() {
            if !group.as_ref().is_some_and(|group| group.reaches(at)) {
                group = self.group(block, at);
            }
            tokens.extend(match &group {
                Some(group) if group.has(at) => self.grouped_store(group, block, at),
                _ => self.statement(stmt),
            });
            if self.escapes(stmt) {
                tokens.extend(self.after_escape(&block[at + 1..]));
                break;
            }
        }
        tokens
    }

    /// One statement.
    pub(super) fn statement(&mut self, stmt: &Stmt) -> TokenStream {
        match &stmt.kind {
            StmtKind::Let { var, value } => self.declaration(*var, value.as_ref()),
            StmtKind::Assign { var, value } => self.assignment(*var, value),
            StmtKind::Store {
                array,
                index,
                value,
                site,
            } => match update(stmt) {
                Some(update) if self.meets(*array, *site) => self.accumulate(&update, index, *site),
                _ => self.store(*array, index, value, *site),
            },
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                if self.varies(cond) {
                    return self.divergent_if(cond, then, otherwise);
                }
                let cond = self.expr(cond);
                let then = self.block(then);
                let chosen = block(joined(quote!(if), cond), then);
                if otherwise.is_empty() {
                    return chosen;
                }
                block(joined(chosen, quote!(else)), self.block(otherwise))
            }
            StmtKind::For { .. } | StmtKind::Loop { .. } => self.a_loop(stmt),
            StmtKind::Break(id) => self.leave(*id, true),
            StmtKind::Continue(id) => self.leave(*id, false),
            StmtKind::Assert { site, .. } | StmtKind::Check { site, .. }
                if self.stage.is_some_and(|stage| stage.is_lifted(*site)) =>
            {
                TokenStream::new()
            }
            StmtKind::Assert { cond, site } => {
                let stop = self.fault("Assert", *site, quote!());
                let holds = self.expr(cond);
                if self.varies(cond) {
                    let mask = &self.mask;
                    quote!(if #mask.and_not(#holds).any() { #stop; })
                } else {
                    quote!(if !#holds { #stop; })
                }
            }
            StmtKind::Check { index, len, site } => self.bounds_check(index, len, *site),
            StmtKind::LetArray { array, values } => self.local_array(*array, values),
            StmtKind::Swap(a, b) => self.swap(*a, *b),
            StmtKind::Stage(id) => self.launch(*id),
        }
    }

    fn declaration(&mut self, var: VarId, value: Option<&Expr>) -> TokenStream {
        let name = names::var(self.kernel, var);
        let ty = self.var_type(var);
        let varies = self.var_varies(var);
        let value = match value {
            Some(value) => self.expr_as(value, varies),
            None => {
                let ty = self.kernel.var(var).ty;
                if varies {
                    splat(ty, zero(ty))
                } else {
                    zero(ty)
                }
            }
        };
        let mutable = self.kernel.var(var).mutable.then(|| quote!(mut));
        let tokens = joined(quote!(let #mutable #name: #ty =), value);
        self.declare_as(var, name, ty);
        joined(tokens, quote!(;))
    }

    fn assignment(&mut self, var: VarId, value: &Expr) -> TokenStream {
        let name = names::var(self.kernel, var);
        let varies = self.var_varies(var);
        let value = self.expr_as(value, varies);
        let declared = self.declared.get(&var).copied().unwrap_or(self.depth);
        if !varies || declared == self.depth {
            return joined(joined(quote!(#name =), value), quote!(;));
        }
        let ty = self.var_type(var);
        let mask = &self.mask;
        let blend = quote!(__k::Value::select(#mask, value, #name));
        let value = joined(joined(quote!(let value: #ty =), value), quote!(;));
        if self.at_top() {
            quote!({ #value #name = if FULL { value } else { #blend }; })
        } else {
            quote!({ #value #name = #blend; })
        }
    }
}
