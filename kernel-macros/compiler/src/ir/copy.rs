//! Copies of statements, with loops, places and variables of their own.

use std::collections::BTreeMap;

use super::{
    ArrayId, Block, Elements, Expr, ExprKind, Kernel, LoopId, Origin, SiteId, Stmt, StmtKind, VarId,
};

impl Expr {
    /// Something else of this type, in this place.
    pub fn with(&self, kind: ExprKind) -> Expr {
        Expr {
            kind,
            ty: self.ty,
            span: self.span,
        }
    }

    /// The expression with its operands replaced.
    pub fn rebuilt(&self, part: &mut dyn FnMut(&Expr) -> Expr) -> Expr {
        let kind = match &self.kind {
            ExprKind::Literal(_) | ExprKind::Len(_) | ExprKind::Var(_) => self.kind.clone(),
            ExprKind::Load { array, index, site } => ExprKind::Load {
                array: *array,
                index: Box::new(part(index)),
                site: *site,
            },
            ExprKind::Op { op, args, site } => ExprKind::Op {
                op: *op,
                args: args.iter().map(part).collect(),
                site: *site,
            },
            ExprKind::Cast(value) => ExprKind::Cast(Box::new(part(value))),
            ExprKind::Select {
                cond,
                then,
                otherwise,
            } => ExprKind::Select {
                cond: Box::new(part(cond)),
                then: Box::new(part(then)),
                otherwise: Box::new(part(otherwise)),
            },
        };
        self.with(kind)
    }
}

impl Elements {
    /// The elements with their expressions replaced.
    pub fn rebuilt(&self, part: &mut dyn FnMut(&Expr) -> Expr) -> Elements {
        match self {
            Elements::Repeat(value) => Elements::Repeat(part(value)),
            Elements::List(values) => Elements::List(values.iter().map(part).collect()),
        }
    }
}

/// A copy of the block: what it declares is declared anew, and each place that can fail is a place of its own.
pub fn copied(kernel: &mut Kernel, block: &Block) -> Block {
    Copier {
        kernel,
        vars: BTreeMap::new(),
        arrays: BTreeMap::new(),
        loops: BTreeMap::new(),
    }
    .block(block)
}

struct Copier<'k> {
    kernel: &'k mut Kernel,
    vars: BTreeMap<VarId, VarId>,
    arrays: BTreeMap<ArrayId, ArrayId>,
    loops: BTreeMap<LoopId, LoopId>,
}

impl Copier<'_> {
    fn block(&mut self, block: &Block) -> Block {
        block.iter().map(|stmt| self.stmt(stmt)).collect()
    }

    fn stmt(&mut self, stmt: &Stmt) -> Stmt {
        let kind = match &stmt.kind {
            StmtKind::Let { var, value } => {
                let value = value.as_ref().map(|value| self.expr(value));
                let var = self.declared(*var, None);
                StmtKind::Let { var, value }
            }
            StmtKind::Assign { var, value } => StmtKind::Assign {
                var: self.var(*var),
                value: self.expr(value),
            },
            StmtKind::Store {
                array,
                index,
                value,
                site,
            } => StmtKind::Store {
                array: self.array(*array),
                index: self.expr(index),
                value: self.expr(value),
                site: self.site(*site),
            },
            StmtKind::LetArray { array, values } => {
                let values = values.rebuilt(&mut |value| self.expr(value));
                let own = ArrayId(self.kernel.arrays.len() as u32);
                self.kernel
                    .arrays
                    .push(self.kernel.arrays[array.index()].clone());
                self.arrays.insert(*array, own);
                StmtKind::LetArray { array: own, values }
            }
            StmtKind::Swap(a, b) => StmtKind::Swap(self.array(*a), self.array(*b)),
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => StmtKind::If {
                cond: self.expr(cond),
                then: self.block(then),
                otherwise: self.block(otherwise),
            },
            StmtKind::For {
                id,
                var,
                start,
                end,
                body,
            } => {
                let [start, end] = [self.expr(start), self.expr(end)];
                let id = self.a_loop(*id);
                let var = self.declared(*var, Some(id));
                let body = self.block(body);
                StmtKind::For {
                    id,
                    var,
                    start,
                    end,
                    body,
                }
            }
            StmtKind::Loop { id, body } => StmtKind::Loop {
                id: self.a_loop(*id),
                body: self.block(body),
            },
            StmtKind::Break(id) => StmtKind::Break(self.loops.get(id).copied().unwrap_or(*id)),
            StmtKind::Continue(id) => {
                StmtKind::Continue(self.loops.get(id).copied().unwrap_or(*id))
            }
            StmtKind::Assert { cond, site } => StmtKind::Assert {
                cond: self.expr(cond),
                site: self.site(*site),
            },
            StmtKind::Check { index, len, site } => StmtKind::Check {
                index: self.expr(index),
                len: self.expr(len),
                site: self.site(*site),
            },
            StmtKind::Stage(id) => StmtKind::Stage(*id),
        };
        Stmt {
            kind,
            span: stmt.span,
        }
    }

    fn expr(&mut self, expr: &Expr) -> Expr {
        let mut copy = expr.rebuilt(&mut |part| self.expr(part));
        match &mut copy.kind {
            ExprKind::Var(var) => *var = self.var(*var),
            ExprKind::Len(array) => *array = self.array(*array),
            ExprKind::Load { array, site, .. } => {
                *array = self.array(*array);
                *site = self.site(*site);
            }
            ExprKind::Op {
                site: Some(site), ..
            } => *site = self.site(*site),
            _ => {}
        }
        copy
    }

    fn var(&self, var: VarId) -> VarId {
        self.vars.get(&var).copied().unwrap_or(var)
    }

    fn array(&self, array: ArrayId) -> ArrayId {
        self.arrays.get(&array).copied().unwrap_or(array)
    }

    fn declared(&mut self, var: VarId, counts: Option<LoopId>) -> VarId {
        let own = VarId(self.kernel.vars.len() as u32);
        let mut new = self.kernel.var(var).clone();
        if let Some(id) = counts {
            new.origin = Origin::Loop(id);
        }
        self.kernel.vars.push(new);
        self.vars.insert(var, own);
        own
    }

    fn a_loop(&mut self, id: LoopId) -> LoopId {
        let own = LoopId(self.kernel.loops.len() as u32);
        self.kernel
            .loops
            .push(self.kernel.loops[id.index()].clone());
        self.loops.insert(id, own);
        own
    }

    fn site(&mut self, site: SiteId) -> SiteId {
        let own = SiteId(self.kernel.sites.len() as u32);
        self.kernel
            .sites
            .push(self.kernel.sites[site.index()].clone());
        own
    }
}
