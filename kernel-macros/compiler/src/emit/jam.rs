//! Unroll and jam: writes the body of a stage for several points of one dimension at once, as IR.
//!
//! What differs between the points is there once for each of them; what they share, loads above all, is there once. The loops
//! stand around all of it.

use std::collections::BTreeMap;

use crate::analyse::{Poly, Stage, Symbol, Varying};
use crate::ir::{
    Block, Expr, ExprKind, Kernel, Origin, Scalar, SiteId, Stmt, StmtKind, Var, VarId, loads,
};

/// The points to write the body for.
pub(super) struct Points<'p> {
    /// The dimension.
    pub(super) dim: usize,
    /// How many.
    pub(super) count: usize,
    /// What differs between them.
    pub(super) moving: &'p Varying,
    /// Whether some of them may lie outside of the box: these store nothing.
    pub(super) guarded: bool,
}

/// The body for several points.
pub(super) struct Jammed {
    pub(super) kernel: Kernel,
    pub(super) stage: Stage,
    /// The points' counters. The first is that of the dimension.
    pub(super) counters: Vec<VarId>,
    /// Whether each point lies in the box, where they are guarded.
    pub(super) guards: Vec<VarId>,
    /// For the accesses of the further points those of the body, and which point it is.
    pub(super) copies: BTreeMap<SiteId, (SiteId, usize)>,
}

/// The kernel and the stage with a body for several points in place of one's. Whoever writes it out gives the counters and guards their values.
pub(super) fn jam(kernel: &Kernel, stage: &Stage, points: &Points<'_>) -> Jammed {
    let counter = stage.dims[points.dim].var;
    let mut jam = Jam {
        kernel: kernel.clone(),
        stage: stage.clone(),
        points,
        guards: Vec::new(),
        own: BTreeMap::new(),
        copies: BTreeMap::new(),
    };
    if points.guarded {
        jam.guards = (0..points.count).map(|_| jam.guard()).collect();
    }
    let counters = (0..points.count)
        .map(|point| jam.own(counter, point))
        .collect();
    jam.stage.body = jam.block(&stage.body);
    Jammed {
        kernel: jam.kernel,
        stage: jam.stage,
        counters,
        guards: jam.guards,
        copies: jam.copies,
    }
}

struct Jam<'p> {
    kernel: Kernel,
    stage: Stage,
    points: &'p Points<'p>,
    guards: Vec<VarId>,
    /// The further points' variables.
    own: BTreeMap<(VarId, usize), VarId>,
    copies: BTreeMap<SiteId, (SiteId, usize)>,
}

impl Jam<'_> {
    fn guard(&mut self) -> VarId {
        self.new_var(Var {
            name: quote::format_ident!("inside"),
            ty: Scalar::Bool,
            mutable: false,
            origin: Origin::Local,
        })
    }

    fn block(&mut self, block: &Block) -> Block {
        let mut jammed = Block::new();
        for stmt in block {
            self.stmt(stmt, &mut jammed);
        }
        jammed
    }

    fn stmt(&mut self, stmt: &Stmt, jammed: &mut Block) {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::Let { var, value } if self.moves(*var) => {
                let value = value.as_ref().map(|value| self.share(value, jammed));
                for point in 0..self.points.count {
                    let value = value.as_ref().map(|value| self.copy(value, point));
                    let var = self.own(*var, point);
                    let kind = StmtKind::Let { var, value };
                    jammed.push(Stmt { kind, span });
                }
            }
            StmtKind::Assign { var, value } if self.moves(*var) => {
                let value = self.share(value, jammed);
                for point in 0..self.points.count {
                    let value = self.copy(&value, point);
                    let var = self.own(*var, point);
                    let kind = StmtKind::Assign { var, value };
                    jammed.push(Stmt { kind, span });
                }
            }
            StmtKind::Store {
                array,
                index,
                value,
                site,
            } => {
                let value = self.share(value, jammed);
                for point in 0..self.points.count {
                    let kind = StmtKind::Store {
                        array: *array,
                        index: self.copy(index, point),
                        value: self.copy(&value, point),
                        site: self.site(*site, point),
                    };
                    jammed.push(self.guarded(Stmt { kind, span }, point));
                }
            }
            StmtKind::For {
                id,
                var,
                start,
                end,
                body,
            } => {
                let kind = StmtKind::For {
                    id: *id,
                    var: *var,
                    start: start.clone(),
                    end: end.clone(),
                    body: self.block(body),
                };
                jammed.push(Stmt { kind, span });
            }
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                let kind = StmtKind::If {
                    cond: cond.clone(),
                    then: self.block(then),
                    otherwise: self.block(otherwise),
                };
                jammed.push(Stmt { kind, span });
            }
            _ => jammed.push(stmt.clone()),
        }
    }

    /// The store of a point, if it lies in the box.
    fn guarded(&self, store: Stmt, point: usize) -> Stmt {
        let Some(&guard) = self.guards.get(point) else {
            return store;
        };
        let span = store.span;
        let cond = Expr {
            kind: ExprKind::Var(guard),
            ty: Scalar::Bool,
            span,
        };
        let (then, otherwise) = (Block::from([store]), Block::new());
        let kind = StmtKind::If {
            cond,
            then,
            otherwise,
        };
        Stmt { kind, span }
    }

    /// The expression, in which the largest parts with a load that all points share have become variables.
    fn share(&mut self, expr: &Expr, jammed: &mut Block) -> Expr {
        if loads(expr).is_empty() {
            return expr.clone();
        }
        if !self.points.moving.expr(expr) {
            let var = self.new_var(Var {
                name: quote::format_ident!("shared"),
                ty: expr.ty,
                mutable: false,
                origin: Origin::Local,
            });
            if self.stage.is_varying(expr) {
                self.stage.varying.vars.insert(var);
            }
            let (ty, span) = (expr.ty, expr.span);
            let value = Some(expr.clone());
            let kind = StmtKind::Let { var, value };
            jammed.push(Stmt { kind, span });
            let kind = ExprKind::Var(var);
            return Expr { kind, ty, span };
        }
        expr.rebuilt(&mut |part| self.share(part, jammed))
    }

    /// The expression for one of the points.
    fn copy(&mut self, expr: &Expr, point: usize) -> Expr {
        match &expr.kind {
            ExprKind::Var(var) => expr.with(ExprKind::Var(self.own(*var, point))),
            ExprKind::Load { array, index, site } => expr.with(ExprKind::Load {
                array: *array,
                index: Box::new(self.copy(index, point)),
                site: self.site(*site, point),
            }),
            _ => expr.rebuilt(&mut |part| self.copy(part, point)),
        }
    }

    /// Whether each point has a variable of its own.
    fn moves(&self, var: VarId) -> bool {
        self.points.moving.vars.contains(&var)
    }

    /// A point's own variable; the first point has those of the body.
    fn own(&mut self, var: VarId, point: usize) -> VarId {
        if point == 0 || !self.moves(var) {
            return var;
        }
        if let Some(copy) = self.own.get(&(var, point)) {
            return *copy;
        }
        let mut new = self.kernel.var(var).clone();
        new.origin = Origin::Local;
        let copy = self.new_var(new);
        if self.stage.varying.vars.contains(&var) {
            self.stage.varying.vars.insert(copy);
        }
        self.own.insert((var, point), copy);
        copy
    }

    fn new_var(&mut self, var: Var) -> VarId {
        let id = VarId(self.kernel.vars.len() as u32);
        self.kernel.vars.push(var);
        id
    }

    /// A point's own access.
    fn site(&mut self, site: SiteId, point: usize) -> SiteId {
        if point == 0 {
            return site;
        }
        let copy = SiteId(self.kernel.sites.len() as u32);
        self.copies.insert(copy, (site, point));
        self.kernel
            .sites
            .push(self.kernel.sites[site.index()].clone());
        if let Some(access) = self.stage.accesses.get(&site).cloned() {
            let mut access = access;
            access.index = access.index.map(|index| self.renamed(index, point));
            self.stage.accesses.insert(copy, access);
        }
        copy
    }

    fn renamed(&mut self, index: Poly, point: usize) -> Poly {
        let symbols = index.symbols();
        symbols
            .into_iter()
            .fold(index, |index, symbol| match symbol {
                Symbol::Var(var) if self.moves(var) => {
                    let own = self.own(var, point);
                    index.substitute(symbol, &Poly::var(own))
                }
                _ => index,
            })
    }
}
