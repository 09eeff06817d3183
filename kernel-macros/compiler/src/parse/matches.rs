//! `match`.

use quote::ToTokens;

use super::ast::{Arm, Expr, ExprKind, Test};
use super::reader::Reader;
use crate::diag::Place;

/// What can be matched.
const MATCHED: &str =
    "match numbers, `bool` and tuples of them against literals, ranges, names, tuples and `_`";

impl Reader {
    pub(super) fn match_on(&mut self, written: &syn::ExprMatch) -> Option<Expr> {
        let value = self.value(&written.expr);
        let arms: Vec<Option<Arm>> = written.arms.iter().map(|arm| self.arm(arm)).collect();
        let arms: Vec<Arm> = arms.into_iter().collect::<Option<_>>()?;
        if arms.is_empty() {
            return self.unsupported(written, "a `match` without arms", "add an arm `_ => …`");
        }
        let kind = ExprKind::Match {
            value: Box::new(value?),
            arms,
        };
        Some(self.expr_at(written.match_token.span, "this `match`", kind))
    }

    fn arm(&mut self, written: &syn::Arm) -> Option<Arm> {
        if let Some(attribute) = written
            .attrs
            .iter()
            .find(|attribute| attribute.path().is_ident("cfg"))
        {
            self.refuse_conditional(Place::of(attribute));
        }
        let (pattern, guard) = match &written.pat {
            syn::Pat::Guard(guarded) => (&*guarded.pat, Some(&*guarded.guard)),
            pattern => (pattern, None),
        };
        let tests = self.tests(pattern);
        let guard = match guard {
            Some(guard) => Some(self.value(guard)?),
            None => None,
        };
        let value = self.value(&written.body);
        Some(Arm {
            tests: tests?,
            guard,
            value: value?,
        })
    }

    fn tests(&mut self, pattern: &syn::Pat) -> Option<Vec<Test>> {
        match pattern {
            syn::Pat::Or(or) => {
                let cases: Vec<Option<Vec<Test>>> =
                    or.cases.iter().map(|case| self.tests(case)).collect();
                let cases: Vec<Vec<Test>> = cases.into_iter().collect::<Option<_>>()?;
                let cases: Vec<Test> = cases.into_iter().flatten().collect();
                if cases.iter().any(Test::names) {
                    return self.unsupported(
                        pattern,
                        "a name in one of several patterns",
                        "write an arm for each pattern",
                    );
                }
                Some(cases)
            }
            syn::Pat::Paren(inner) => self.tests(&inner.pat),
            _ => self.test(pattern).map(|test| vec![test]),
        }
    }

    fn test(&mut self, pattern: &syn::Pat) -> Option<Test> {
        match pattern {
            syn::Pat::Wild(_) => Some(Test::Any),
            syn::Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => {
                let constant = name.ident.to_string().chars().all(|c| !c.is_lowercase());
                if constant {
                    self.pattern_value(pattern)
                } else {
                    Some(Test::Name(
                        self.binding(&name.ident, name.mutability.is_some()),
                    ))
                }
            }
            syn::Pat::Lit(_) | syn::Pat::Path(_) | syn::Pat::Verbatim(_) => {
                self.pattern_value(pattern)
            }
            syn::Pat::Range(range) => {
                let mut end = |end: &Option<Box<syn::Expr>>| match end {
                    Some(end) => self.value(end).map(|end| Some(Box::new(end))),
                    None => Some(None),
                };
                Some(Test::Within {
                    low: end(&range.start)?,
                    high: end(&range.end)?,
                    inclusive: matches!(range.limits, syn::RangeLimits::Closed(_)),
                })
            }
            syn::Pat::Tuple(tuple)
                if !tuple
                    .elems
                    .iter()
                    .any(|part| matches!(part, syn::Pat::Rest(_))) =>
            {
                let parts: Vec<Option<Vec<Test>>> =
                    tuple.elems.iter().map(|part| self.tests(part)).collect();
                let parts = parts.into_iter().collect::<Option<_>>()?;
                Some(Test::Tuple(parts, Place::of(pattern)))
            }
            // A shared reference to a scalar is that scalar.
            syn::Pat::Reference(reference) if reference.mutability.is_none() => {
                self.test(&reference.pat)
            }
            other => self.unsupported(other, "this pattern", MATCHED),
        }
    }

    fn pattern_value(&mut self, pattern: &syn::Pat) -> Option<Test> {
        match syn::parse2::<syn::Expr>(pattern.to_token_stream()) {
            Ok(value @ (syn::Expr::Lit(_) | syn::Expr::Unary(_) | syn::Expr::Path(_))) => {
                Some(Test::Is(Box::new(self.value(&value)?)))
            }
            _ => self.unsupported(pattern, "this pattern", MATCHED),
        }
    }
}
