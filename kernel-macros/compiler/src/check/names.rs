//! What a path means: a variable, an array, or a constant.

use proc_macro2::{Ident, Span};

use super::checker::{Checker, OuterConst};
use super::constants::of_scalar;
use super::infer::Ty;
use super::{Const, Meaning};
use crate::diag::{Code, Diagnostic};
use crate::ir::Scalar;
use crate::parse::ast::{Expr, Path};

impl Checker<'_> {
    pub(super) fn path(&mut self, expr: &Expr, path: &Path) -> Ty {
        let local = path.name().and_then(|name| self.lookup(name));
        match local {
            Some(Meaning::Local(id)) => {
                self.meanings.insert(expr.id, Meaning::Local(id));
                self.bindings
                    .get(&id)
                    .map_or(Ty::Error, |bound| bound.ty.clone())
            }
            Some(Meaning::Array(id)) => {
                self.meanings.insert(expr.id, Meaning::Array(id));
                let array = &self.arrays[id.index()];
                Ty::Slice(array.element, array.mutable)
            }
            Some(Meaning::Const(_)) | None => self.constant(expr, path),
        }
    }

    fn constant(&mut self, expr: &Expr, path: &Path) -> Ty {
        let key = path.key();
        let forwarded = self.outer.as_ref().and_then(|outer| outer.get(&key));
        let (identity, tokens) = match forwarded {
            Some((tokens, _)) => ((0, crate::parse::key(tokens)), tokens.clone()),
            None => ((self.scope_number, key), path.tokens.clone()),
        };
        let forwarded = forwarded.map(|(_, ty)| *ty);
        let known = self
            .consts
            .iter()
            .position(|known| known.identity == identity);
        if let Some(known) = known {
            self.meanings.insert(expr.id, Meaning::Const(known));
            return self.consts[known].ty.clone();
        }
        let inner = self
            .inner_consts
            .iter()
            .find(|inner| path.name().is_some_and(|name| inner.name == name));
        let (ty, value) = match inner {
            _ if let Some(ty) = forwarded => (Ty::Scalar(ty), None),
            Some(inner) => (Ty::Scalar(inner.ty), inner.value.clone()),
            None if is_constant(path.last()) => of_scalar(path).map_or_else(
                || (self.infer.free(), None),
                |(ty, value)| (Ty::Scalar(ty), value),
            ),
            None => {
                self.unknown_name(expr, path);
                return Ty::Error;
            }
        };
        self.meanings
            .insert(expr.id, Meaning::Const(self.consts.len()));
        let plain = path.last().trim_start_matches("r#");
        self.consts.push(OuterConst {
            constant: Const {
                name: Ident::new(&plain.to_lowercase(), Span::call_site()),
                path: tokens,
                ty: Scalar::F64,
                value,
                forwarded: forwarded.is_some(),
            },
            ty: ty.clone(),
            text: expr.text.clone(),
            identity,
            place: expr.place,
        });
        ty
    }

    fn unknown_name(&mut self, expr: &Expr, path: &Path) {
        let name = path.last();
        let mut error = Diagnostic::new(
            Code::UnknownName,
            expr.place,
            format!("`{}` is not defined in this kernel", expr.text),
        );
        error = match closest(name, self.names()) {
            Some(close) if path.name().is_some() => error.help(format!("did you mean `{close}`?")),
            _ => error.help(format!(
                "a kernel sees its parameters, its own variables, and constants in capitals: pass `{name}` as a parameter, or make it a \
                 `const`"
            )),
        };
        self.diagnostics.push(error);
    }

    pub(super) fn unknown_array(&mut self, array: &Ident) {
        let name = array.to_string();
        let error = if is_constant(&name) {
            Diagnostic::new(
                Code::Unsupported,
                array.span(),
                format!("the table `{name}` stands outside the kernel"),
            )
            .help(format!(
                "pass it as a parameter: `{}: &[f32]`",
                name.to_lowercase()
            ))
        } else {
            let error = Diagnostic::new(
                Code::UnknownName,
                array.span(),
                format!("`{name}` is not defined in this kernel"),
            );
            match closest(
                &name,
                self.arrays
                    .iter()
                    .map(|array| array.name.to_string())
                    .collect::<Vec<_>>()
                    .iter()
                    .map(String::as_str),
            ) {
                Some(close) => error.help(format!("did you mean `{close}`?")),
                None => error.help(format!("take it as a parameter: `{name}: &[f32]`")),
            }
        };
        self.diagnostics.push(error);
    }
}

/// Whether a name is written like a constant's.
fn is_constant(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

/// The name that was probably meant.
pub(super) fn closest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    known
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, candidate)| {
            *distance < name.len() && *distance <= 1 + candidate.len() / 4
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate.to_owned())
}

/// The number of letters to change (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}
