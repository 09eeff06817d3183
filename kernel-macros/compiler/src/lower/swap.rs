//! Slices that change their names.

use proc_macro2::Span;

use super::{Lowerer, Tree, Value};
use crate::check::Type;
use crate::diag::{Code, Diagnostic};
use crate::ir::StmtKind;
use crate::parse::ast::{Binding, Expr, ExprKind};

impl Lowerer<'_> {
    /// `let mut now = a;` of a slice that can be written, which ends the name `a`: messages use the name that there is.
    pub(super) fn rename(&mut self, binding: &Binding, value: &Value) {
        if let Tree::View(view) = value
            && binding.mutable
            && self.arrays[view.array.index()].mutable
            && self.is_whole(view)
        {
            self.arrays[view.array.index()].name = binding.name.clone();
        }
    }

    /// `(a, b) = (b, a)` of slices, which `swap(&mut a, &mut b)` is; whether the assignment is one.
    pub(super) fn swap(&mut self, target: &Expr, value: &Expr, span: Span) -> Option<bool> {
        let (ExprKind::Tuple(targets), ExprKind::Tuple(_)) = (&target.kind, &value.kind) else {
            return Some(false);
        };
        let [a, b] = targets.as_slice() else {
            return Some(false);
        };
        let is_slice = |expr: &Expr| matches!(self.types.expr(expr.id), Type::Slice { .. });
        if !is_slice(a) || !is_slice(b) {
            return Some(false);
        }
        let (Tree::View(first), Tree::View(second)) = (self.value(a)?, self.value(b)?) else {
            return Some(false);
        };
        let own = |array: crate::ir::ArrayId| self.arrays[array.index()].mutable;
        let refused = if !self.is_whole(&first) || !self.is_whole(&second) {
            Some((
                "are not both whole slices, so they cannot be swapped",
                "take each as a parameter of its own: `&mut [f32]`",
            ))
        } else if !own(first.array) || !own(second.array) {
            Some((
                "are shared slices, which a kernel cannot swap",
                "take them as `&mut`, or choose the element: `if even { a[i] } else { b[i] }`",
            ))
        } else {
            None
        };
        if let Some((why, help)) = refused {
            let message = format!("`{}` and `{}` {why}", a.text, b.text);
            let error = Diagnostic::new(Code::Unsupported, target.place, message);
            self.diagnostics.push(error.help(help));
            return None;
        }
        if first.array != second.array {
            self.push(StmtKind::Swap(first.array, second.array), span);
        }
        Some(true)
    }
}
