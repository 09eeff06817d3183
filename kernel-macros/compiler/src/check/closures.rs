//! Closures: as arguments of iterator methods, and by the name of a `let`.

use super::calls::plural;
use super::checker::{Checker, quoted};
use super::infer::Ty;
use super::{Callee, Meaning};
use crate::diag::{Code, Diagnostic, Place};
use crate::parse::ast::{Closure, Expr, ExprKind, Path, Pattern};

impl Checker<'_> {
    /// A closure; what is given to it, where that is known.
    pub(super) fn closure(&mut self, whole: &Expr, closure: &Closure, given: Option<&[Ty]>) -> Ty {
        if let Some(given) = given
            && given.len() != closure.params.len()
        {
            let error = Diagnostic::new(
                Code::Mismatch,
                whole.place,
                format!(
                    "this closure has {}, but is given {}",
                    plural(closure.params.len(), "parameter"),
                    plural(given.len(), "argument")
                ),
            );
            self.diagnostics
                .push(error.help("several values in one item come as a tuple: `|(a, b)| …`"));
            return Ty::Error;
        }
        // A `break` inside cannot leave a loop outside.
        let open = std::mem::take(&mut self.open);
        let ty = self.scoped(|checker| {
            let mut params = Vec::new();
            for (position, param) in closure.params.iter().enumerate() {
                let ty = match given {
                    Some(given) => given[position].clone(),
                    None => checker.infer.free(),
                };
                if let Some(written) = &param.ty {
                    checker.declared(param.place, written, &ty);
                }
                checker.pattern(&param.pattern, &ty, true);
                params.push(ty);
            }
            let found = checker.expr(&closure.body);
            if let Some(returns) = &closure.returns {
                let wanted = checker.written(returns);
                let because = format!("the closure returns {}", checker.infer.describe(&wanted));
                checker.require(&closure.body, &found, &wanted, &because);
            }
            Ty::Closure(params, Box::new(found))
        });
        self.open = open;
        self.exprs[whole.id.0 as usize] = ty.clone();
        ty
    }

    /// Reports unless a parameter's written type is that of what it is given.
    fn declared(&mut self, place: Place, written: &crate::parse::ast::Type, given: &Ty) {
        let wanted = self.written(written);
        if !self.infer.unify(given, &wanted) {
            let error = Diagnostic::new(
                Code::Mismatch,
                place,
                format!(
                    "mismatched types: the parameter is declared as {}, but is given {}",
                    self.infer.describe(&wanted),
                    self.infer.describe(given)
                ),
            );
            self.diagnostics.push(error.help("leave the type out"));
        }
    }

    /// The value of a function given to an iterator's method: a closure, or the name of one.
    pub(super) fn function_value(&mut self, arg: &Expr, given: &[Ty]) -> Ty {
        let found = match &arg.kind {
            ExprKind::Closure(closure) => self.closure(arg, closure, Some(given)),
            ExprKind::Ref { of, .. } => {
                let value = self.function_value(of, given);
                self.exprs[arg.id.0 as usize] = self.exprs[of.id.0 as usize].clone();
                return value;
            }
            _ => self.expr(arg),
        };
        match self.infer.resolve(&found) {
            Ty::Closure(params, value) => {
                let fits = params.len() == given.len()
                    && params
                        .iter()
                        .zip(given)
                        .all(|(param, given)| self.infer.unify(param, given));
                if !fits {
                    let error = Diagnostic::new(
                        Code::Mismatch,
                        arg.place,
                        format!("{} does not take what it is given here", quoted(arg)),
                    );
                    self.diagnostics
                        .push(error.help("write the closure here: `|a| …`"));
                }
                *value
            }
            Ty::Never => self.nothing(arg),
            Ty::Error => Ty::Error,
            other => {
                let error = Diagnostic::new(
                    Code::Mismatch,
                    arg.place,
                    format!(
                        "a closure is wanted here, but {} is {}",
                        quoted(arg),
                        self.infer.describe(&other)
                    ),
                );
                self.diagnostics
                    .push(error.help("write a closure: `|a| …`"));
                Ty::Error
            }
        }
    }

    /// The value of a `let`. Closures and nothing else may be named that have no value of their own.
    pub(super) fn introduced(&mut self, pattern: &Pattern, value: &Expr) -> Ty {
        let found = self.expr(value);
        let refused = match (self.infer.resolve(&found), pattern, &value.kind) {
            (Ty::Closure(..), Pattern::Name(_), ExprKind::Closure(closure)) if !closure.moves => {
                return found;
            }
            (Ty::Closure(..), _, ExprKind::Closure(closure)) if closure.moves => (
                "a named closure that takes its variables along",
                "remove `move`: the closure does not leave the kernel",
            ),
            (Ty::Closure(..), ..) => (
                "a closure as a value",
                "name it where it is written: `let f = |a: f32| a * 2.0;`",
            ),
            (Ty::Items(_), ..) => (
                "a named iterator",
                "write it where it is used: `for v in x.iter() { … }`",
            ),
            _ => return found,
        };
        self.diagnostics.push(
            Diagnostic::new(
                Code::Unsupported,
                value.place,
                format!("{} cannot be part of a kernel", refused.0),
            )
            .help(refused.1),
        );
        Ty::Error
    }

    /// `f(a)`, where `f` is a closure of this kernel.
    pub(super) fn closure_call(
        &mut self,
        whole: &Expr,
        function: &Path,
        args: &[Expr],
    ) -> Option<Ty> {
        let Some(Meaning::Local(id)) = function.name().and_then(|name| self.lookup(name)) else {
            return None;
        };
        let ty = self.bindings.get(&id)?.ty.clone();
        let (params, value) = match self.infer.resolve(&ty) {
            Ty::Closure(params, value) => (params, value),
            Ty::Error => return Some(Ty::Error),
            _ => return None,
        };
        if params.len() != args.len() {
            let error = Diagnostic::new(
                Code::UnknownFunction,
                whole.place,
                format!(
                    "`{}` takes {}, but {} given",
                    function.last(),
                    plural(params.len(), "argument"),
                    match args.len() {
                        1 => "1 is".to_owned(),
                        given => format!("{given} are"),
                    }
                ),
            );
            self.diagnostics
                .push(error.help("give it as many as the closure has parameters"));
            return Some(Ty::Error);
        }
        for (arg, wanted) in args.iter().zip(&params) {
            let found = self.expr(arg);
            let because = format!("the parameter is {}", self.infer.describe(wanted));
            self.require(arg, &found, wanted, &because);
        }
        self.callees.insert(whole.id, Callee::Closure(id));
        Some(*value)
    }
}
