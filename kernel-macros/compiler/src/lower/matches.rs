//! `match`, and the question whether a range holds a value.

use proc_macro2::Span;

use super::builder::{boolean, select};
use super::{Lowerer, Place, Tree, Value};
use crate::ir::{self, ExprKind as IrKind, Literal, StmtKind};
use crate::ops::Op;
use crate::parse::ast::{Arm, Expr, ExprKind, Test};

impl Lowerer<'_> {
    /// What is matched, under names.
    pub(super) fn matched(&mut self, value: &Expr) -> Option<Value> {
        let span = value.place.start;
        let value = self.value(value)?;
        Some(self.matched_value(value, span))
    }

    fn matched_value(&mut self, value: Value, span: Span) -> Value {
        match value {
            Tree::Many(parts) => Tree::Many(
                parts
                    .into_iter()
                    .map(|part| self.matched_value(part, span))
                    .collect(),
            ),
            Tree::Element(element) => {
                let value = self.load(element, span);
                Tree::One(self.named("matched", value))
            }
            Tree::One(value) => Tree::One(self.named("matched", value)),
            Tree::View(_) | Tree::Array(_) => value,
        }
    }

    pub(super) fn select_arm(&mut self, value: &Expr, arms: &[Arm]) -> Option<ir::Expr> {
        let value = self.matched(value)?;
        let mut tests = Vec::new();
        for arm in arms {
            let test = self.arm_test(&value, arm)?;
            let result = self.scalar(&arm.value)?;
            let last = test.is_none();
            tests.push((test, result));
            if last {
                break;
            }
        }
        // The last arm needs no test: a match covers every value.
        let (_, last) = tests.pop()?;
        Some(
            tests
                .into_iter()
                .rev()
                .fold(last, |otherwise, (test, result)| match test {
                    Some(test) => select(test, result, otherwise),
                    None => result,
                }),
        )
    }

    pub(super) fn arms(&mut self, value: &Value, arms: &[Arm], place: &Place) {
        let Some((arm, rest)) = arms.split_first() else {
            return;
        };
        self.bind_arm(value, arm);
        let Some(test) = self.arm_test(value, arm) else {
            return;
        };
        let guard = match &arm.guard {
            Some(guard) => match self.guard(test.as_ref(), guard) {
                Some(cond) => Some(cond),
                None => return,
            },
            None => test,
        };
        // The last arm needs no test: a match covers every value.
        let Some(cond) = guard.filter(|_| !rest.is_empty()) else {
            return self.assign(&arm.value, place);
        };
        let span = arm.value.place.start;
        let (then, ()) = self.nested(|lowerer| lowerer.assign(&arm.value, place));
        let (otherwise, ()) = self.nested(|lowerer| lowerer.arms(value, rest, place));
        self.push(
            StmtKind::If {
                cond,
                then,
                otherwise,
            },
            span,
        );
    }

    fn bind_arm(&mut self, value: &Value, arm: &Arm) {
        for test in &arm.tests {
            self.bind_test(value, test);
        }
    }

    fn bind_test(&mut self, value: &Value, test: &Test) {
        match (test, value) {
            (Test::Name(binding), value) => self.bind(binding, value),
            (Test::Tuple(tests, _), Tree::Many(parts)) => {
                for (tests, part) in tests.iter().zip(parts) {
                    for test in tests {
                        self.bind_test(part, test);
                    }
                }
            }
            _ => {}
        }
    }

    /// The pattern's test and the arm's guard together.
    fn guard(&mut self, test: Option<&ir::Expr>, guard: &Expr) -> Option<ir::Expr> {
        let (stmts, cond) = self.nested(|lowerer| lowerer.scalar(guard));
        let cond = cond?;
        let Some(test) = test else {
            self.block.extend(stmts);
            return Some(cond);
        };
        Some(self.short_circuit(Op::And, test.clone(), stmts, cond))
    }

    /// The condition under which an arm's pattern fits; the inner `None`: always.
    fn arm_test(&mut self, value: &Value, arm: &Arm) -> Option<Option<ir::Expr>> {
        self.any_fits(value, &arm.tests)
    }

    fn any_fits(&mut self, value: &Value, tests: &[Test]) -> Option<Option<ir::Expr>> {
        let mut any: Option<ir::Expr> = None;
        for test in tests {
            let Some(test) = self.fits(value, test)? else {
                return Some(None);
            };
            any = Some(match any {
                Some(any) => self.binary(Op::Or, any, test),
                None => test,
            });
        }
        Some(any)
    }

    fn fits(&mut self, value: &Value, test: &Test) -> Option<Option<ir::Expr>> {
        match (test, value) {
            (Test::Tuple(tests, _), Tree::Many(parts)) => {
                let mut all: Option<ir::Expr> = None;
                for (tests, part) in tests.iter().zip(parts) {
                    let Some(test) = self.any_fits(part, tests)? else {
                        continue;
                    };
                    all = Some(match all {
                        Some(all) => self.binary(Op::And, all, test),
                        None => test,
                    });
                }
                Some(all)
            }
            (Test::Is(pattern), Tree::One(value)) => {
                let pattern = self.scalar(pattern)?;
                Some(Some(match pattern.kind {
                    IrKind::Literal(Literal::Bool(true)) => value.clone(),
                    IrKind::Literal(Literal::Bool(false)) => self.not(value.clone()),
                    _ => self.binary(Op::Eq, value.clone(), pattern),
                }))
            }
            (
                Test::Within {
                    low,
                    high,
                    inclusive,
                },
                Tree::One(value),
            ) => {
                let low = self.optional(low.as_deref())?;
                let high = self.optional(high.as_deref())?;
                Some(self.in_range(value, low, high, *inclusive))
            }
            _ => Some(None),
        }
    }

    fn optional(&mut self, expr: Option<&Expr>) -> Option<Option<ir::Expr>> {
        match expr {
            Some(expr) => self.scalar(expr).map(Some),
            None => Some(None),
        }
    }

    /// Whether a value is in a range; `None`: in any case.
    fn in_range(
        &mut self,
        value: &ir::Expr,
        low: Option<ir::Expr>,
        high: Option<ir::Expr>,
        inclusive: bool,
    ) -> Option<ir::Expr> {
        let low = low.map(|low| self.binary(Op::Ge, value.clone(), low));
        let high = high.map(|high| {
            let op = if inclusive { Op::Le } else { Op::Lt };
            self.binary(op, value.clone(), high)
        });
        match (low, high) {
            (Some(low), Some(high)) => Some(self.binary(Op::And, low, high)),
            (one, other) => one.or(other),
        }
    }

    /// `(low..high).contains(&value)`
    pub(super) fn contains(&mut self, range: &Expr, value: &Expr) -> Option<ir::Expr> {
        let ExprKind::Range(range) = &range.kind else {
            return None;
        };
        let span = value.place.start;
        let written = [range.start.as_deref(), range.end.as_deref(), Some(value)];
        let written: Vec<&Expr> = written.into_iter().flatten().collect();
        let mut operands = self.operands(&written)?;
        let value = operands.pop()?;
        let value = self.named("value", value);
        let mut operands = operands.into_iter();
        let low = range.start.is_some().then(|| operands.next()).flatten();
        let high = range.end.is_some().then(|| operands.next()).flatten();
        let within = self.in_range(&value, low, high, range.inclusive);
        Some(within.unwrap_or_else(|| boolean(true, span)))
    }
}
