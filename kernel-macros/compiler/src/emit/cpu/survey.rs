//! Writes the survey: the host's way over its stages, with nothing run and nothing written. It makes each stage as far as its arguments are known
//! beforehand, so that all of them can be checked before the first one writes, and explained.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::{Scope, scalar_type, zero};
use crate::analyse::{Plan, Uncertain};
use crate::emit::names;
use crate::ir::{ArrayId, Block, Expr, SiteId, Stmt, StmtKind, loads};

/// The survey of a plan.
pub(super) fn survey(scope: Scope<'_>, plan: &Plan) -> TokenStream {
    let uncertain = Uncertain::of(scope.kernel, plan);
    Surveyor { scope, uncertain }.block(&plan.host, true)
}

struct Surveyor<'a> {
    scope: Scope<'a>,
    uncertain: Uncertain,
}

impl Surveyor<'_> {
    /// Statements; `sure` says that it is known that they run.
    fn block(&mut self, block: &Block, sure: bool) -> TokenStream {
        block.iter().map(|stmt| self.stmt(stmt, sure)).collect()
    }

    fn stmt(&mut self, stmt: &Stmt, sure: bool) -> TokenStream {
        let kernel = self.scope.kernel;
        match &stmt.kind {
            StmtKind::Let { var, value } => {
                let known = value
                    .as_ref()
                    .is_none_or(|value| self.uncertain.knows(value));
                if known && self.uncertain.knows_var(*var) {
                    return self.scope.statement(stmt);
                }
                let checks = self.checks(value.iter(), sure);
                // Stands for a value that only running would tell.
                self.scope.declare(*var);
                let (name, ty) = (names::var(kernel, *var), kernel.var(*var).ty);
                let (value, ty) = (zero(ty), scalar_type(ty));
                quote!(#checks let #name: #ty = #value;)
            }
            StmtKind::Assign { var, .. } if sure && self.uncertain.knows_var(*var) => {
                self.scope.statement(stmt)
            }
            StmtKind::LetArray { array, .. } => self.blank(*array),
            StmtKind::Swap(..) => self.scope.statement(stmt),
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                let known = self.uncertain.knows(cond);
                let (then, otherwise) = (
                    self.block(then, sure && known),
                    self.block(otherwise, sure && known),
                );
                if known {
                    let cond = self.scope.expr(cond);
                    quote!(if #cond { #then } else { #otherwise })
                } else {
                    quote!({ #then } { #otherwise })
                }
            }
            StmtKind::For {
                id,
                var,
                start,
                end,
                body,
            } => {
                self.scope.declare(*var);
                let (name, label) = (names::var(kernel, *var), names::label(*id));
                if sure && self.uncertain.knows_rounds(stmt) {
                    let body = self.block(body, sure);
                    let (start, end) = (self.scope.expr(start), self.scope.expr(end));
                    return quote!(#label: for #name in (#start)..(#end) { #body });
                }
                let body = self.block(body, false);
                let ty = kernel.var(*var).ty;
                let first = match self.uncertain.knows(start) {
                    true => self.scope.expr(start),
                    false => zero(ty),
                };
                let ty = scalar_type(ty);
                quote!({ let #name: #ty = #first; #body })
            }
            StmtKind::Loop { id, body } => {
                if sure && self.uncertain.knows_rounds(stmt) {
                    let label = names::label(*id);
                    let body = self.block(body, sure);
                    return quote!(#label: loop { #body });
                }
                let body = self.block(body, false);
                quote!({ #body })
            }
            StmtKind::Break(_) | StmtKind::Continue(_) if sure => self.scope.statement(stmt),
            StmtKind::Assert { cond, .. } if sure && self.uncertain.knows(cond) => {
                self.scope.statement(stmt)
            }
            StmtKind::Check { index, len, .. }
                if sure && self.uncertain.knows(index) && self.uncertain.knows(len) =>
            {
                self.scope.statement(stmt)
            }
            StmtKind::Stage(id) => {
                let Some(stage) = self.scope.stage_of(*id) else {
                    return TokenStream::new();
                };
                let certain = sure && self.uncertain.knows_entry(stage);
                let made = self.scope.make(*id, stage);
                quote! {
                    let stage = #made;
                    __k::Survey::stage(survey, &stage, #certain)?;
                }
            }
            StmtKind::Assign { value, .. } => self.checks([value].into_iter(), sure),
            StmtKind::Store {
                array,
                index,
                value,
                site,
            } => {
                let loads = self.checks([index, value].into_iter(), sure);
                let store = self.check(*array, index, *site, sure);
                quote!(#loads #store)
            }
            StmtKind::Assert { .. }
            | StmtKind::Check { .. }
            | StmtKind::Break(_)
            | StmtKind::Continue(_) => TokenStream::new(),
        }
    }

    /// The checks of an expression's loads, as far as their indices are known.
    fn checks<'e>(&self, exprs: impl Iterator<Item = &'e Expr>, sure: bool) -> TokenStream {
        exprs
            .flat_map(loads)
            .map(|(site, array, index)| self.check(array, index, site, sure))
            .collect()
    }

    /// The check of an access of the host, if it is sure to happen and its index is known.
    fn check(&self, array: ArrayId, index: &Expr, site: SiteId, sure: bool) -> TokenStream {
        if !sure || !self.uncertain.knows(index) {
            return TokenStream::new();
        }
        let at = self.scope.expr(index);
        let len = names::len(self.scope.kernel, array);
        let stop = self.scope.out_of_bounds(array, site, quote!(at));
        quote!({
            let at: usize = #at;
            if at >= #len { #stop; }
        })
    }

    /// A local array whose elements nobody looks at.
    fn blank(&mut self, array: ArrayId) -> TokenStream {
        let kernel = self.scope.kernel;
        let of = kernel.array(array);
        let (name, len) = (names::array(kernel, array), names::len(kernel, array));
        let memory = names::memory(kernel, array);
        let (value, ty) = (zero(of.element), scalar_type(of.element));
        let length = of.length().map(|length| &length.0);
        quote! {
            let mut #memory: [#ty; #length] = [#value; #length];
            let #name: __k::Out<'_, #ty> = __k::Out::new(&mut #memory);
            let #len: usize = #name.len();
        }
    }
}
