//! Writes control flow. Where lanes go different ways, masks say who runs.
//!
//! The invariant: code runs only while at least one lane of [`Scope::mask`] is on, apart from the branches that
//! [`effects::is_cheap`] allows, which do nothing that a mask could not undo. So a uniform load or division under a divergent
//! condition is made only if the plain function makes it.
//!
//! A divergent loop keeps the lanes that have not left it in `live`, and, where `continue` is used, those of the present
//! round in `round`. A lane that leaves several loops at once is taken out of all of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::effects::{self, Uses};
use super::scope::{Frame, Scope};
use super::tokens::{block, joined};
use crate::emit::names;
use crate::ir::{Expr, LoopId, Set, Stmt, StmtKind, VarId};

impl Scope<'_> {
    /// Whether lanes may be switched off by the statement until the end of the round of some loop around it.
    pub(super) fn escapes(&self, stmt: &Stmt) -> bool {
        let targets = effects::escapes(stmt);
        self.frames.iter().any(|frame| targets.contains(&frame.id))
    }

    /// The rest of a block after a statement that some lanes may have escaped from.
    pub(super) fn after_escape(&mut self, rest: &[Stmt]) -> TokenStream {
        let frame = self
            .frames
            .last()
            .expect("a lane escapes to a divergent loop");
        let mask = self.mask.clone();
        if mask != frame.round {
            let round = &frame.round;
            let update = quote!(#mask = #mask.and(#round););
            if rest.is_empty() {
                // Whoever comes after the branch has a mask of his own; a further round within the branch has this one.
                let repeats = self.loops.len() > self.mask_loops;
                return if repeats { update } else { quote!() };
            }
            let rest = self.sequence(rest);
            return quote!(#update if #mask.any() { #rest });
        }
        if effects::leads_to_escape(rest, |stmt| self.escapes(stmt)) {
            return self.sequence(rest);
        }
        let label = names::label(frame.id);
        let jump = if frame.round == names::live(frame.id) {
            quote!(break #label)
        } else {
            quote!(continue #label)
        };
        let rest = self.sequence(rest);
        quote!(if !#mask.any() { #jump; } #rest)
    }

    /// `break` or `continue`.
    pub(super) fn leave(&self, id: LoopId, breaks: bool) -> TokenStream {
        let label = names::label(id);
        let diverges = self.frames.iter().any(|frame| frame.id == id);
        match (diverges, breaks) {
            (true, _) => {
                let mask = &self.mask;
                self.switch_off(quote!(#mask), id, breaks)
            }
            (false, true) => quote!(break #label;),
            (false, false) => quote!(continue #label;),
        }
    }

    /// `break` or `continue` of a divergent loop by those lanes.
    fn switch_off(&self, lanes: TokenStream, id: LoopId, breaks: bool) -> TokenStream {
        let target = self
            .frames
            .iter()
            .position(|frame| frame.id == id)
            .expect("a divergent loop is left from within");
        let gone = self.frames[target..].iter().map(|frame| {
            let live = names::live(frame.id);
            let round = &frame.round;
            let leaves = (breaks || frame.id != id).then(|| quote!(#live = #live.and_not(gone);));
            let pauses = (*round != live).then(|| quote!(#round = #round.and_not(gone);));
            quote!(#leaves #pauses)
        });
        quote!({ let gone: __k::Mask<S> = #lanes; #(#gone)* })
    }

    /// An `if` whose condition differs from lane to lane.
    pub(super) fn divergent_if(
        &mut self,
        cond: &Expr,
        then: &[Stmt],
        otherwise: &[Stmt],
    ) -> TokenStream {
        let cond = self.expr(cond);
        if let ([Stmt { kind, .. }], []) = (then, otherwise)
            && let StmtKind::Break(id) | StmtKind::Continue(id) = kind
        {
            let mask = &self.mask;
            let breaks = matches!(kind, StmtKind::Break(_));
            return self.switch_off(quote!(#mask.and(#cond)), *id, breaks);
        }
        let cheap = effects::is_cheap([then, otherwise]);
        let outer = self.mask.clone();
        let yes = self.branch(quote!(#outer.and(cond)), then, cheap);
        let no = self.branch(quote!(#outer.and_not(cond)), otherwise, cheap);
        let both = joined(quote!(let cond: __k::Mask<S> = #cond;), yes);
        block(TokenStream::new(), joined(both, no))
    }

    fn branch(&mut self, lanes: TokenStream, statements: &[Stmt], cheap: bool) -> TokenStream {
        if statements.is_empty() {
            return TokenStream::new();
        }
        let mask = self.new_mask();
        let outer = std::mem::replace(&mut self.mask, mask.clone());
        let outer_loops = std::mem::replace(&mut self.mask_loops, self.loops.len());
        self.depth += 1;
        let body = self.block(statements);
        self.depth -= 1;
        self.mask_loops = outer_loops;
        self.mask = outer;
        let condition = (!cheap).then(|| quote!(if #mask.any()));
        block(
            quote!(let mut #mask: __k::Mask<S> = #lanes; #condition),
            body,
        )
    }

    /// `for` or `loop`.
    pub(super) fn a_loop(&mut self, stmt: &Stmt) -> TokenStream {
        let (id, body) = match &stmt.kind {
            StmtKind::For { id, body, .. } | StmtKind::Loop { id, body } => (*id, body),
            _ => unreachable!("only loops are written here"),
        };
        if let StmtKind::For {
            var, start, end, ..
        } = &stmt.kind
            && let Some(lanes) = self.stage.and_then(|stage| stage.lanes.inner(id))
            && !self.in_lanes()
        {
            return self.inner_lanes(*var, [start, end], body, &lanes.reductions);
        }
        let divides = self.in_lanes() && (self.diverges(id) || self.pauses(body, id, false));
        if divides {
            self.divergent_loop(stmt, id, body)
        } else {
            self.uniform_loop(stmt, id, body)
        }
    }

    /// Whether some lanes may go on with the next round of a loop while others are still in the present one.
    fn pauses(&self, body: &[Stmt], id: LoopId, under_mask: bool) -> bool {
        body.iter().any(|stmt| match &stmt.kind {
            StmtKind::Continue(target) => under_mask && *target == id,
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                let under_mask = under_mask || self.varies(cond);
                self.pauses(then, id, under_mask) || self.pauses(otherwise, id, under_mask)
            }
            StmtKind::For {
                id: inner, body, ..
            }
            | StmtKind::Loop { id: inner, body } => {
                self.pauses(body, id, under_mask || self.diverges(*inner))
            }
            _ => false,
        })
    }

    fn uniform_loop(&mut self, stmt: &Stmt, id: LoopId, body: &[Stmt]) -> TokenStream {
        let label = names::label(id);
        let outer = self.visible.len();
        let head = match &stmt.kind {
            StmtKind::For {
                var, start, end, ..
            } => {
                let [start, end] = [self.expr(start), self.expr(end)];
                let name = names::var(self.kernel, *var);
                self.declare(*var);
                // In brackets: a bound may be a block.
                quote!(for #name in (#start)..(#end))
            }
            _ => quote!(loop),
        };
        // Under the mask of a branch, the lanes may all have left for a loop further out.
        let mask = &self.mask;
        let branched = self.frames.last().is_some_and(|frame| frame.round != *mask);
        let gone =
            (branched && self.escapes(stmt)).then(|| quote!(if !#mask.any() { break #label; }));
        let body = self.loop_body(id, body);
        self.visible.truncate(outer);
        block(quote!(#label: #head), joined(quote!(#gone), body))
    }

    fn divergent_loop(&mut self, stmt: &Stmt, id: LoopId, body: &[Stmt]) -> TokenStream {
        let label = names::label(id);
        let live = names::live(id);
        let outer_mask = self.mask.clone();
        let outer = self.visible.len();

        let pauses = effects::continues(body, id);
        let round = if pauses {
            names::round(id)
        } else {
            live.clone()
        };
        let new_round = pauses.then(|| quote!(let mut #round: __k::Mask<S> = #live;));
        if !pauses {
            self.take_over(body);
        }
        let (before, next) = match &stmt.kind {
            StmtKind::For {
                var, start, end, ..
            } => self.counter(*var, start, end, &live, &label),
            _ if pauses => (quote!(), quote!(if !#live.any() { break #label; })),
            _ => (quote!(), quote!()),
        };

        self.frames.push(Frame {
            id,
            round: round.clone(),
        });
        self.mask = round;
        self.depth += 1;
        if let StmtKind::For { var, .. } = &stmt.kind {
            self.declare(*var);
        }
        let body = self.loop_body(id, body);
        self.depth -= 1;
        self.mask = outer_mask.clone();
        self.frames.pop();
        self.visible.truncate(outer);
        quote!({
            #before
            let mut #live: __k::Mask<S> = #outer_mask;
            #label: loop {
                #next
                #new_round
                #body
            }
        })
    }

    fn loop_body(&mut self, id: LoopId, body: &[Stmt]) -> TokenStream {
        self.loops.push(id);
        let tokens = self.block(body);
        self.loops.pop();
        tokens
    }

    /// The counter of a divergent `for`: what stands before the loop, and at the head of each round.
    fn counter(
        &self,
        var: VarId,
        start: &Expr,
        end: &Expr,
        live: &proc_macro2::Ident,
        label: &TokenStream,
    ) -> (TokenStream, TokenStream) {
        let name = names::var(self.kernel, var);
        let ty = self.var_type(var);
        let scalar = super::scope::scalar_type(self.kernel.var(var).ty);
        let lanes = super::scope::lanes_type(self.kernel.var(var).ty);
        let counter_varies = self.var_varies(var);
        let end_varies = counter_varies || self.varies(end);
        let start = self.expr_as(start, counter_varies);
        let end_type = if end_varies { &lanes } else { &scalar };
        let end = self.expr_as(end, end_varies);
        let before = quote!(let mut next: #ty = #start; let end: #end_type = #end;);
        let one = quote!(1 as #scalar);
        let (next, step) = if counter_varies {
            (quote!(next), quote!(__k::Vector::splat(s, #one)))
        } else {
            (quote!(__k::Vector::splat(s, next)), one)
        };
        let test = if end_varies {
            quote!(
                #live = #live.and(__k::Number::lt(#next, end));
                if !#live.any() { break #label; }
            )
        } else {
            quote!(if next >= end || !#live.any() { break #label; })
        };
        let advance = quote!(
            let #name: #ty = next;
            next = __k::Number::add(next, #step);
        );
        (before, quote!(#test #advance))
    }

    /// Lets a divergent loop assign without a mask what only it reads: a lane that has left it never looks again.
    fn take_over(&mut self, body: &[Stmt]) {
        let inside = Uses::of(body);
        let taken: Set<VarId> = inside
            .assigned
            .iter()
            .filter(|var| self.home.get(var) == Some(&self.loops))
            .filter(|var| self.declared.get(var) == Some(&self.depth))
            .filter(|var| self.uses.reads_of(*var) == inside.reads_of(*var))
            .collect();
        for var in &taken {
            self.declared.insert(var, self.depth + 1);
        }
    }
}
