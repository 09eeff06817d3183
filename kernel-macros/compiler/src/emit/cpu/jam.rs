//! Unroll and jam: writes the body of a stage for several points of one dimension at once, as IR.
//!
//! What differs between the points is there once for each of them; what they share, loads above all, is there once. The loops
//! stand around all of it.

use std::collections::BTreeMap;

use crate::analyse::{Poly, Stage, Symbol, Tile};
use crate::ir::{
    Block, Expr, ExprKind, Kernel, Literal, Origin, SiteId, Stmt, StmtKind, Var, VarId, loads,
};
use crate::ops::Op;

/// The kernel and the stage with the body of a tile in place of a point's. The counter of the tile's dimension is that of its first point.
pub(super) fn jam(kernel: &Kernel, stage: &Stage, tile: &Tile) -> (Kernel, Stage) {
    let counter = stage.dims[tile.dim].var;
    let mut jam = Jam {
        kernel: kernel.clone(),
        stage: stage.clone(),
        tile,
        copies: BTreeMap::new(),
    };
    let mut body = Block::new();
    for point in 1..tile.points {
        body.push(jam.next_counter(counter, point));
    }
    body.extend(jam.block(&stage.body));
    jam.stage.body = body;
    (jam.kernel, jam.stage)
}

struct Jam<'t> {
    kernel: Kernel,
    stage: Stage,
    tile: &'t Tile,
    /// The further points' variables.
    copies: BTreeMap<(VarId, usize), VarId>,
}

impl Jam<'_> {
    /// `let i_k = i + k;`
    fn next_counter(&mut self, counter: VarId, point: usize) -> Stmt {
        let ty = self.kernel.var(counter).ty;
        let span = self.kernel.name.span();
        let expr = |kind| Expr { kind, ty, span };
        let value = ExprKind::Op {
            op: Op::Add,
            args: vec![
                expr(ExprKind::Var(counter)),
                expr(ExprKind::Literal(Literal::Int(point as i128))),
            ],
            site: None,
        };
        let var = self.own(counter, point);
        Stmt {
            kind: StmtKind::Let {
                var,
                value: Some(expr(value)),
            },
            span,
        }
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
                for point in 0..self.tile.points {
                    let value = value.as_ref().map(|value| self.copy(value, point));
                    let var = self.own(*var, point);
                    let kind = StmtKind::Let { var, value };
                    jammed.push(Stmt { kind, span });
                }
            }
            StmtKind::Assign { var, value } if self.moves(*var) => {
                let value = self.share(value, jammed);
                for point in 0..self.tile.points {
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
                for point in 0..self.tile.points {
                    let kind = StmtKind::Store {
                        array: *array,
                        index: self.copy(index, point),
                        value: self.copy(&value, point),
                        site: self.site(*site, point),
                    };
                    jammed.push(Stmt { kind, span });
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

    /// The expression, in which the largest parts with a load that all points share have become variables.
    fn share(&mut self, expr: &Expr, jammed: &mut Block) -> Expr {
        if loads(expr).is_empty() {
            return expr.clone();
        }
        if !self.tile.moving.expr(expr) {
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
        self.tile.moving.vars.contains(&var)
    }

    /// A point's own variable; the first point has those of the body.
    fn own(&mut self, var: VarId, point: usize) -> VarId {
        if point == 0 || !self.moves(var) {
            return var;
        }
        if let Some(copy) = self.copies.get(&(var, point)) {
            return *copy;
        }
        let mut new = self.kernel.var(var).clone();
        new.origin = Origin::Local;
        let copy = self.new_var(new);
        if self.stage.varying.vars.contains(&var) {
            self.stage.varying.vars.insert(copy);
        }
        self.copies.insert((var, point), copy);
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
