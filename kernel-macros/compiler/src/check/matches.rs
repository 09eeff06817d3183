//! `match`, and the question whether a range holds a value.

use super::Callee;
use super::calls::MethodCall;
use super::checker::Checker;
use super::infer::Ty;
use crate::diag::{Code, Diagnostic, Place};
use crate::ops::Operand;
use crate::parse::ast::{Arm, Expr, ExprKind, Span, Test};

impl Checker<'_> {
    pub(super) fn match_on(&mut self, value: &Expr, arms: &[Arm]) -> Ty {
        let looked_at = self.expr(value);
        let mut seen = Ty::Never;
        for arm in arms {
            let found = self.scoped(|checker| {
                for test in &arm.tests {
                    checker.test(test, &value.text, &looked_at);
                }
                if let Some(guard) = &arm.guard {
                    let found = checker.expr(guard);
                    checker.require(guard, &found, &Ty::BOOL, "a condition is `bool`");
                }
                checker.expr(&arm.value)
            });
            seen = self.join(seen, &arm.value, &found);
        }
        seen
    }

    fn test(&mut self, test: &Test, value: &str, ty: &Ty) {
        match test {
            Test::Any => {}
            Test::Name(binding) => self.introduce(binding, ty.clone(), true),
            Test::Is(pattern) => self.as_matched(pattern, value, ty),
            Test::Within { low, high, .. } => {
                for end in low.iter().chain(high) {
                    self.as_matched(end, value, ty);
                    self.demand(Operand::Number, ty, "..=", end);
                }
            }
            Test::Tuple(tests, place) => self.test_parts(tests, *place, value, ty),
        }
    }

    fn test_parts(&mut self, tests: &[Vec<Test>], place: Place, value: &str, ty: &Ty) {
        let parts = match self.infer.resolve(ty) {
            Ty::Tuple(parts) if parts.len() == tests.len() => parts,
            Ty::Error | Ty::Never => vec![Ty::Error; tests.len()],
            other => {
                let message = format!(
                    "mismatched types: `{value}` is {}, which this pattern does not fit",
                    self.infer.describe(&other)
                );
                self.diagnostics.push(
                    Diagnostic::new(Code::Mismatch, place, message)
                        .help("a tuple is matched by a tuple of as many patterns"),
                );
                vec![Ty::Error; tests.len()]
            }
        };
        for (position, (tests, part)) in tests.iter().zip(&parts).enumerate() {
            let text = format!("{value}.{position}");
            for test in tests {
                self.test(test, &text, part);
            }
        }
    }

    /// Requires of a value in a pattern that it is of the type of what is matched.
    fn as_matched(&mut self, pattern: &Expr, value: &str, ty: &Ty) {
        let because = format!("`{value}` is {}", self.infer.describe(ty));
        let found = self.expr(pattern);
        self.require(pattern, &found, ty, &because);
    }

    /// `(low..high).contains(&value)`; `None` if the call is none such.
    pub(super) fn contains(&mut self, call: &MethodCall<'_>) -> Option<Ty> {
        let (ExprKind::Range(range), "contains", [value]) = (
            &call.receiver.kind,
            call.name.to_string().as_str(),
            call.args,
        ) else {
            return None;
        };
        let found = match self.expr(value) {
            // Lent for writing is lent for reading too.
            Ty::Mut(inner) => *inner,
            other => other,
        };
        let because = format!("`{}` is {}", value.text, self.infer.describe(&found));
        for end in ends(range) {
            let ty = self.expr(end);
            self.require(end, &ty, &found, &because);
        }
        self.demand(Operand::Number, &found, "contains", value);
        self.typed(call.receiver, Ty::Error);
        self.callees.insert(call.whole.id, Callee::Contains);
        Some(Ty::BOOL)
    }
}

/// The ends that a range has.
fn ends(range: &Span) -> impl Iterator<Item = &Expr> {
    [&range.start, &range.end]
        .into_iter()
        .flatten()
        .map(|end| &**end)
}
