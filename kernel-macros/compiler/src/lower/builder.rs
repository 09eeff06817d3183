//! Makes expressions, variables and sites.

use proc_macro2::{Ident, Span};

use super::{Element, Lowerer, position};
use crate::ir::{
    Expr, ExprKind, Literal, LoopId, Origin, Scalar, Site, SiteId, SiteKind, StmtKind, Var, VarId,
};
use crate::ops::Op;

impl Lowerer<'_> {
    pub(super) fn var(&mut self, name: &Ident, ty: Scalar, mutable: bool, origin: Origin) -> VarId {
        let id = VarId(position(self.vars.len()));
        self.vars.push(Var {
            name: name.clone(),
            ty,
            mutable,
            origin,
        });
        id
    }

    pub(super) fn loop_id(&mut self, span: Span, name: String) -> LoopId {
        let id = LoopId(position(self.loops.len()));
        self.loops.push(crate::ir::Loop { span, name });
        id
    }

    pub(super) fn site(&mut self, span: Span, kind: SiteKind) -> SiteId {
        let id = SiteId(position(self.sites.len()));
        self.sites.push(Site { span, kind });
        id
    }

    /// A variable's value.
    pub(super) fn read(&self, var: VarId, span: Span) -> Expr {
        Expr {
            kind: ExprKind::Var(var),
            ty: self.vars[var.index()].ty,
            span,
        }
    }

    pub(super) fn load(&mut self, element: Element<Expr>, span: Span) -> Expr {
        let site = self.index_site(&element, span);
        Expr {
            ty: self.arrays[element.array.index()].element,
            kind: ExprKind::Load {
                array: element.array,
                index: Box::new(element.index),
                site,
            },
            span,
        }
    }

    pub(super) fn store(&mut self, element: Element<Expr>, value: Expr, span: Span) {
        let site = self.index_site(&element, span);
        let kind = StmtKind::Store {
            array: element.array,
            index: element.index,
            value,
            site,
        };
        self.push(kind, span);
    }

    pub(super) fn index_site(&mut self, element: &Element<Expr>, span: Span) -> SiteId {
        self.site(
            span,
            SiteKind::Index {
                array: self.array_name(element.array),
                text: element.text.to_string(),
            },
        )
    }

    /// An op on its operands, with a site if it can fail.
    pub(super) fn op(&mut self, op: Op, args: Vec<Expr>, span: Span) -> Expr {
        let operand = args.first().map_or(Scalar::Bool, |arg| arg.ty);
        let ty = op.row().gives.of(operand);
        let site = op
            .can_fail(operand)
            .then(|| self.site(span, SiteKind::Divide));
        Expr {
            kind: ExprKind::Op { op, args, site },
            ty,
            span,
        }
    }

    pub(super) fn binary(&mut self, op: Op, left: Expr, right: Expr) -> Expr {
        let span = left.span;
        self.op(op, vec![left, right], span)
    }

    /// The negation of a condition; comparisons of integers are turned round.
    pub(super) fn not(&mut self, cond: Expr) -> Expr {
        if let ExprKind::Op {
            op,
            args,
            site: None,
        } = &cond.kind
            && args.first().is_some_and(|arg| !arg.ty.is_float())
            && let Some(opposite) = opposite(*op)
        {
            let args = args.clone();
            return self.op(opposite, args, cond.span);
        }
        let span = cond.span;
        self.op(Op::Not, vec![cond], span)
    }

    pub(super) fn fail_unless(&mut self, cond: Expr, text: String, span: Span) {
        let site = self.site(span, SiteKind::Assert { text });
        self.push(StmtKind::Assert { cond, site }, span);
    }

    /// The value under a name, so that it can be used twice. Literals and immutable variables are used as they are.
    pub(super) fn named(&mut self, name: &str, value: Expr) -> Expr {
        if self.is_stable(&value) {
            return value;
        }
        let span = value.span;
        let var = self.var(&Ident::new(name, span), value.ty, false, Origin::Local);
        self.push(
            StmtKind::Let {
                var,
                value: Some(value),
            },
            span,
        );
        self.read(var, span)
    }

    /// Whether the expression is one name or literal whose value never changes.
    pub(super) fn is_stable(&self, value: &Expr) -> bool {
        match value.kind {
            ExprKind::Literal(_) | ExprKind::Len(_) => true,
            ExprKind::Var(var) => !self.vars[var.index()].mutable,
            _ => false,
        }
    }
}

/// `as`, folded where the value is a literal.
pub(super) fn cast(value: Expr, to: Scalar) -> Expr {
    if value.ty == to {
        return value;
    }
    let span = value.span;
    let folded = match &value.kind {
        ExprKind::Literal(Literal::Int(number)) if to.is_float() => {
            Some(Literal::Float(format!("{number}.0")))
        }
        ExprKind::Literal(Literal::Int(number)) if to.is_integer() => {
            Some(Literal::Int(wrap(*number, to)))
        }
        ExprKind::Literal(Literal::Bool(value)) if to.is_integer() => {
            Some(Literal::Int(i128::from(*value)))
        }
        _ => None,
    };
    Expr {
        kind: match folded {
            Some(literal) => ExprKind::Literal(literal),
            None => ExprKind::Cast(Box::new(value)),
        },
        ty: to,
        span,
    }
}

pub(super) fn select(cond: Expr, then: Expr, otherwise: Expr) -> Expr {
    Expr {
        ty: then.ty,
        span: then.span,
        kind: ExprKind::Select {
            cond: Box::new(cond),
            then: Box::new(then),
            otherwise: Box::new(otherwise),
        },
    }
}

pub(super) fn integer(value: i128, ty: Scalar, span: Span) -> Expr {
    Expr {
        kind: ExprKind::Literal(Literal::Int(value)),
        ty,
        span,
    }
}

pub(super) fn boolean(value: bool, span: Span) -> Expr {
    Expr {
        kind: ExprKind::Literal(Literal::Bool(value)),
        ty: Scalar::Bool,
        span,
    }
}

/// The smallest and largest value of an integer type.
pub(super) fn bounds(ty: Scalar) -> (i128, i128) {
    let bits = 8 * ty.bytes();
    if ty.is_signed() {
        (-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
    } else {
        (0, (1 << bits) - 1)
    }
}

/// An integer wrapped into a type.
fn wrap(value: i128, ty: Scalar) -> i128 {
    let (low, high) = bounds(ty);
    let size = high - low + 1;
    (value - low).rem_euclid(size) + low
}

fn opposite(op: Op) -> Option<Op> {
    Some(match op {
        Op::Eq => Op::Ne,
        Op::Ne => Op::Eq,
        Op::Lt => Op::Ge,
        Op::Le => Op::Gt,
        Op::Gt => Op::Le,
        Op::Ge => Op::Lt,
        _ => return None,
    })
}
