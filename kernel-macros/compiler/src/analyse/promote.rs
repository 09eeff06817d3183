//! Keeps an element that a loop works on in a variable: `for j in … { y[i] += a[i * n + j] * x[j]; }` becomes `let mut acc = y[i];
//! for j in … { acc += …; } y[i] = acc;`, so that it is the reduction that it looks like.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span};

use super::Poly;
use super::affine::Values;
use super::flow::Effects;
use crate::ir::{
    ArrayId, Block, Expr, ExprKind, Kernel, Origin, Scalar, Set, SiteId, Stmt, StmtKind, Var,
    VarId, loads,
};
use crate::ops::Op;

/// Promotes wherever it is possible.
pub(super) fn promote(kernel: &mut Kernel, block: &Block) -> Block {
    // Only what never changes can make an index.
    let values = Values::unsettled(kernel);
    let mut promoter = Promoter { kernel, values };
    promoter.block(block, &Vec::new())
}

/// An element that has been accessed already wherever control comes by.
type Element = (ArrayId, Poly);

struct Promoter<'k> {
    kernel: &'k mut Kernel,
    values: Values,
}

impl Promoter<'_> {
    fn block(&mut self, block: &Block, accessed: &[Element]) -> Block {
        let mut accessed = accessed.to_vec();
        let mut promoted = Block::new();
        for stmt in block {
            if let StmtKind::Let {
                var,
                value: Some(value),
            } = &stmt.kind
            {
                self.values.define(self.kernel, *var, value);
            }
            self.stmt(stmt, &accessed, &mut promoted);
            self.note(stmt, &mut accessed);
            if Effects::of_stmt(stmt).leaves() {
                break_off(&mut promoted, block, stmt);
                return promoted;
            }
        }
        promoted
    }

    /// Notes what a statement surely accesses.
    fn note(&self, stmt: &Stmt, accessed: &mut Vec<Element>) {
        if let StmtKind::Store { array, index, .. } = &stmt.kind {
            accessed.extend(self.values.poly(self.kernel, index).map(|at| (*array, at)));
        }
        let exprs: Vec<&Expr> = match &stmt.kind {
            StmtKind::Let {
                value: Some(value), ..
            }
            | StmtKind::Assign { value, .. } => vec![value],
            StmtKind::Store { index, value, .. } => vec![index, value],
            _ => Vec::new(),
        };
        for expr in exprs {
            for (_, array, index) in loads(expr) {
                accessed.extend(self.values.poly(self.kernel, index).map(|at| (array, at)));
            }
        }
    }

    fn stmt(&mut self, stmt: &Stmt, accessed: &[Element], promoted: &mut Block) {
        let span = stmt.span;
        let kind = match &stmt.kind {
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => StmtKind::If {
                cond: cond.clone(),
                then: self.block(then, accessed),
                otherwise: self.block(otherwise, accessed),
            },
            StmtKind::Loop { id, body } => StmtKind::Loop {
                id: *id,
                body: self.block(body, accessed),
            },
            StmtKind::For {
                id,
                var,
                start,
                end,
                body,
            } => {
                let body = self.block(body, accessed);
                let stmt = Stmt {
                    kind: StmtKind::For {
                        id: *id,
                        var: *var,
                        start: start.clone(),
                        end: end.clone(),
                        body,
                    },
                    span,
                };
                return promoted.extend(self.a_for(stmt, accessed));
            }
            other => other.clone(),
        };
        promoted.push(Stmt { kind, span });
    }

    /// A loop whose inner loops are done.
    fn a_for(&mut self, mut stmt: Stmt, accessed: &[Element]) -> Block {
        let effects = Effects::of_stmt(&stmt);
        let mut before = Block::new();
        let mut after = Block::new();
        let StmtKind::For {
            id,
            start,
            end,
            body,
            ..
        } = &mut stmt.kind
        else {
            return vec![stmt];
        };
        if !effects.swapped.is_empty()
            || effects.leaves()
            || Effects::of_block(body).leaves_beyond(*id)
        {
            return vec![stmt];
        }
        let mut guarded = false;
        for array in &effects.stored {
            if effects.arrays.contains(&array) {
                continue;
            }
            let Some(found) = self.element(array, body, &effects) else {
                continue;
            };
            let already = accessed
                .iter()
                .any(|(of, at)| *of == array && *at == found.at);
            if !already && !found.surely {
                continue;
            }
            guarded |= !already;
            let acc = self.variable(array, found.index.span);
            before.push(Stmt {
                kind: StmtKind::Let {
                    var: acc,
                    value: Some(Expr {
                        kind: ExprKind::Load {
                            array,
                            index: Box::new(found.index.clone()),
                            site: found.load,
                        },
                        ty: self.kernel.array(array).element,
                        span: found.index.span,
                    }),
                },
                span: found.index.span,
            });
            after.push(Stmt {
                kind: StmtKind::Store {
                    array,
                    index: found.index.clone(),
                    value: variable(acc, self.kernel.array(array).element, found.index.span),
                    site: found.store,
                },
                span: found.index.span,
            });
            replace(body, array, acc, self.kernel.array(array).element);
        }
        if before.is_empty() {
            return vec![stmt];
        }
        let span = stmt.span;
        let cond = Expr {
            kind: ExprKind::Op {
                op: Op::Lt,
                args: vec![start.clone(), end.clone()],
                site: None,
            },
            ty: Scalar::Bool,
            span,
        };
        before.push(stmt);
        before.extend(after);
        if !guarded {
            return before;
        }
        // A loop that never runs accesses nothing.
        let kind = StmtKind::If {
            cond,
            then: before,
            otherwise: Block::new(),
        };
        vec![Stmt { kind, span }]
    }

    /// The one element of an array that a loop's body reads and writes.
    fn element(&self, array: ArrayId, body: &Block, effects: &Effects) -> Option<Found> {
        let mut accesses = Accesses::default();
        accesses.block(body, array, true);
        let first = accesses.all.first()?;
        let at = self.values.poly(self.kernel, &first.index)?;
        let inside = |symbol: &super::Symbol| match symbol {
            super::Symbol::Var(var) => effects.declared.contains(var),
            super::Symbol::Len(_) => false,
        };
        if at.symbols().iter().any(inside) {
            return None;
        }
        let same =
            |access: &Access| self.values.poly(self.kernel, &access.index) == Some(at.clone());
        if !accesses.all.iter().all(same) {
            return None;
        }
        let load = accesses.all.iter().find(|access| !access.write)?.site;
        let store = accesses.all.iter().find(|access| access.write)?.site;
        let surely = accesses.all.iter().any(|access| access.surely);
        let index = inlined(&first.index, &accesses.lets, &effects.declared)?;
        Some(Found {
            at,
            index,
            load,
            store,
            surely,
        })
    }

    fn variable(&mut self, array: ArrayId, span: Span) -> VarId {
        let of = self.kernel.array(array);
        let name = of.name.to_string();
        let name = format!("{}_element", name.trim_start_matches("r#"));
        let var = Var {
            name: Ident::new(&name, span),
            ty: of.element,
            mutable: true,
            origin: Origin::Local,
        };
        self.kernel.vars.push(var);
        let id = VarId(self.kernel.vars.len() as u32 - 1);
        self.values.changing([id]);
        id
    }
}

/// After a statement that may leave the block nothing is sure: the rest stays as it is.
fn break_off(promoted: &mut Block, block: &Block, at: &Stmt) {
    let position = block.iter().position(|stmt| std::ptr::eq(stmt, at));
    promoted.extend(
        position
            .into_iter()
            .flat_map(|at| block[at + 1..].iter().cloned()),
    );
}

/// The element that a loop works on.
struct Found {
    at: Poly,
    /// The index, over variables from outside the loop.
    index: Expr,
    load: SiteId,
    store: SiteId,
    /// Whether each round surely accesses it.
    surely: bool,
}

struct Access {
    index: Expr,
    site: SiteId,
    write: bool,
    surely: bool,
}

/// The accesses of one array.
#[derive(Default)]
struct Accesses {
    all: Vec<Access>,
    /// The immutable variables on the way.
    lets: BTreeMap<VarId, Expr>,
}

impl Accesses {
    fn block(&mut self, block: &Block, array: ArrayId, mut surely: bool) {
        for stmt in block {
            self.stmt(stmt, array, surely);
            surely &= !Effects::of_stmt(stmt).leaves();
        }
    }

    fn stmt(&mut self, stmt: &Stmt, array: ArrayId, surely: bool) {
        match &stmt.kind {
            StmtKind::Let { var, value } => {
                if let Some(value) = value {
                    self.loads(value, array, surely);
                    self.lets.insert(*var, value.clone());
                }
            }
            StmtKind::Assign { value, .. } => self.loads(value, array, surely),
            StmtKind::Store {
                array: of,
                index,
                value,
                site,
            } => {
                self.loads(index, array, surely);
                self.loads(value, array, surely);
                if *of == array {
                    self.all.push(Access {
                        index: index.clone(),
                        site: *site,
                        write: true,
                        surely,
                    });
                }
            }
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                self.loads(cond, array, surely);
                self.block(then, array, false);
                self.block(otherwise, array, false);
            }
            StmtKind::For {
                start, end, body, ..
            } => {
                self.loads(start, array, surely);
                self.loads(end, array, surely);
                self.block(body, array, false);
            }
            StmtKind::Loop { body, .. } => self.block(body, array, false),
            StmtKind::LetArray { values, .. } => {
                for value in values.exprs() {
                    self.loads(value, array, surely);
                }
            }
            StmtKind::Assert { cond, .. } => self.loads(cond, array, surely),
            StmtKind::Check { index, len, .. } => {
                self.loads(index, array, surely);
                self.loads(len, array, surely);
            }
            StmtKind::Swap(..)
            | StmtKind::Break(_)
            | StmtKind::Continue(_)
            | StmtKind::Stage(_) => {}
        }
    }

    fn loads(&mut self, expr: &Expr, array: ArrayId, surely: bool) {
        for (site, of, index) in loads(expr) {
            if of == array {
                self.all.push(Access {
                    index: index.clone(),
                    site,
                    write: false,
                    surely,
                });
            }
        }
    }
}

/// The expression over variables from outside: those declared inside are replaced by their values.
fn inlined(expr: &Expr, lets: &BTreeMap<VarId, Expr>, inside: &Set<VarId>) -> Option<Expr> {
    let kind = match &expr.kind {
        ExprKind::Var(var) if inside.contains(var) => {
            return inlined(lets.get(var)?, lets, inside);
        }
        ExprKind::Literal(_) | ExprKind::Var(_) | ExprKind::Len(_) => expr.kind.clone(),
        ExprKind::Op {
            op,
            args,
            site: None,
        } => {
            let args = args.iter().map(|arg| inlined(arg, lets, inside));
            ExprKind::Op {
                op: *op,
                args: args.collect::<Option<_>>()?,
                site: None,
            }
        }
        ExprKind::Cast(value) => ExprKind::Cast(Box::new(inlined(value, lets, inside)?)),
        ExprKind::Op { site: Some(_), .. } | ExprKind::Load { .. } | ExprKind::Select { .. } => {
            return None;
        }
    };
    Some(Expr {
        kind,
        ty: expr.ty,
        span: expr.span,
    })
}

/// Puts the variable where the element stood.
fn replace(block: &mut Block, array: ArrayId, var: VarId, ty: Scalar) {
    for stmt in block {
        match &mut stmt.kind {
            StmtKind::Let { value, .. } => {
                if let Some(value) = value {
                    replace_in(value, array, var, ty);
                }
            }
            StmtKind::Assign { value, .. } => replace_in(value, array, var, ty),
            StmtKind::Store {
                array: of,
                index,
                value,
                ..
            } => {
                replace_in(index, array, var, ty);
                replace_in(value, array, var, ty);
                if *of == array {
                    stmt.kind = StmtKind::Assign {
                        var,
                        value: value.clone(),
                    };
                }
            }
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                replace_in(cond, array, var, ty);
                replace(then, array, var, ty);
                replace(otherwise, array, var, ty);
            }
            StmtKind::For {
                start, end, body, ..
            } => {
                replace_in(start, array, var, ty);
                replace_in(end, array, var, ty);
                replace(body, array, var, ty);
            }
            StmtKind::Loop { body, .. } => replace(body, array, var, ty),
            StmtKind::LetArray { values, .. } => match values {
                crate::ir::Elements::Repeat(value) => replace_in(value, array, var, ty),
                crate::ir::Elements::List(values) => values
                    .iter_mut()
                    .for_each(|value| replace_in(value, array, var, ty)),
            },
            StmtKind::Assert { cond, .. } => replace_in(cond, array, var, ty),
            StmtKind::Check { index, len, .. } => {
                replace_in(index, array, var, ty);
                replace_in(len, array, var, ty);
            }
            StmtKind::Swap(..)
            | StmtKind::Break(_)
            | StmtKind::Continue(_)
            | StmtKind::Stage(_) => {}
        }
    }
}

fn replace_in(expr: &mut Expr, array: ArrayId, var: VarId, ty: Scalar) {
    match &mut expr.kind {
        ExprKind::Load { array: of, .. } if *of == array => {
            *expr = variable(var, ty, expr.span);
        }
        ExprKind::Load { index, .. } => replace_in(index, array, var, ty),
        ExprKind::Op { args, .. } => args
            .iter_mut()
            .for_each(|arg| replace_in(arg, array, var, ty)),
        ExprKind::Cast(value) => replace_in(value, array, var, ty),
        ExprKind::Select {
            cond,
            then,
            otherwise,
        } => {
            for part in [cond, then, otherwise] {
                replace_in(part, array, var, ty);
            }
        }
        ExprKind::Literal(_) | ExprKind::Var(_) | ExprKind::Len(_) => {}
    }
}

fn variable(var: VarId, ty: Scalar, span: Span) -> Expr {
    Expr {
        kind: ExprKind::Var(var),
        ty,
        span,
    }
}
