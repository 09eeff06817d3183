//! Closures are written out where they are called: their parameters become names for the arguments.

use std::rc::Rc;

use super::{Lowerer, Tree, Value};
use crate::check::Meaning;
use crate::diag::{Code, Diagnostic};
use crate::parse::ast::{Closure, Expr, ExprKind, Pattern};

/// Closures that call closures grow without bound: no kernel calls as many.
const MOST_CALLS: usize = 4096;

impl Lowerer<'_> {
    /// The closure that an argument is or names.
    pub(super) fn closure_of(&mut self, arg: &Expr) -> Option<Rc<Closure>> {
        match &arg.kind {
            ExprKind::Closure(closure) => Some(closure.clone()),
            ExprKind::Ref { of, .. } => self.closure_of(of),
            ExprKind::Path(_) => match self.types.meaning(arg.id) {
                Meaning::Local(id) => self.closures.get(&id).cloned(),
                Meaning::Array(_) | Meaning::Const(_) => None,
            },
            _ => {
                self.no_value(arg);
                None
            }
        }
    }

    /// The value of a closure for those arguments.
    pub(super) fn apply(&mut self, closure: &Closure, args: Vec<Value>) -> Option<Value> {
        self.bind_params(closure, args)?;
        self.value(&closure.body)
    }

    /// Gives names to a closure's arguments; `None` where closures within closures have become too much.
    pub(super) fn bind_params(&mut self, closure: &Closure, args: Vec<Value>) -> Option<()> {
        self.written_out += 1;
        if self.written_out > MOST_CALLS {
            if self.written_out == MOST_CALLS + 1 {
                let message = format!(
                    "closures are called more than {MOST_CALLS} times here, each written out"
                );
                let error = Diagnostic::new(Code::Unsupported, closure.body.place, message);
                self.diagnostics
                    .push(error.help("write a loop where closures call closures"));
            }
            return None;
        }
        for (param, arg) in closure.params.iter().zip(args) {
            self.bind_item(&param.pattern, arg);
        }
        Some(())
    }

    /// Gives names to an item or argument. What is a name already needs no variable; what nobody names is not computed.
    pub(super) fn bind_item(&mut self, pattern: &Pattern, value: Value) {
        match (pattern, value) {
            (Pattern::Name(binding), value) => {
                let stable = value.leaves().iter().all(|leaf| self.is_stable(leaf));
                if stable && !self.types.local(binding.id).assigned {
                    self.aliases.insert(binding.id, value);
                } else {
                    self.bind(binding, &value);
                }
            }
            (Pattern::Wild(_), _) => {}
            (Pattern::Tuple(parts, _), Tree::Many(values)) => {
                for (part, value) in parts.iter().zip(values) {
                    self.bind_item(part, value);
                }
            }
            (pattern, value) => self.bind_pattern(pattern, &value),
        }
    }
}
