//! Sizes that are computed once, before any loop: `let out_w = width - k + 1;`.
//!
//! A polynomial in place of the name shows that `out_w <= width`, which most proofs want. A proof by strides wants the name: with
//! `(y * out_h + x) * out_w` written out, the strides are products of differences, of which no sign is known.

use crate::ir::{Block, Expr, ExprKind, Kernel, Scalar, StmtKind};
use crate::ops::Op;

/// The kernel in which such sizes stand for themselves; nothing if it has none.
pub fn apart(kernel: &Kernel) -> Option<Kernel> {
    let mut apart = kernel.clone();
    note(&mut apart, &kernel.body);
    (!apart.sizes.is_empty()).then_some(apart)
}

fn note(kernel: &mut Kernel, block: &Block) {
    for stmt in block {
        match &stmt.kind {
            StmtKind::Let {
                var,
                value: Some(value),
            } if !kernel.var(*var).mutable && is_difference(value) => {
                kernel.sizes.insert(*var);
            }
            StmtKind::If {
                then, otherwise, ..
            } => {
                note(kernel, then);
                note(kernel, otherwise);
            }
            _ => {}
        }
    }
}

/// Whether it is a sum or difference, of which a polynomial has several terms.
fn is_difference(value: &Expr) -> bool {
    let sum = matches!(
        value.kind,
        ExprKind::Op {
            op: Op::Add | Op::Sub,
            ..
        }
    );
    sum && value.ty == Scalar::Usize
}
