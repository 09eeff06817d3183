//! What a path means: a variable, an array, or a constant.

use proc_macro2::{Ident, Span};

use super::checker::{Checker, OuterConst};
use super::constants::of_scalar;
use super::infer::Ty;
use super::{Const, Extent, Meaning};
use crate::diag::{Code, Diagnostic, Place};
use crate::ir::Scalar;
use crate::parse::ast::{ConstType, Expr, Path};

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
                Ty::Slice(Box::new(array.element.clone()), array.mutable)
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
            Some(inner) if forwarded.is_none_or(|ty| ty.depth > 0) => {
                let (ty, value) = (inner.ty.clone(), inner.value.clone());
                (self.written(&ty), value)
            }
            _ if let Some(ty) = forwarded => (self.forwarded(ty), None),
            _ if is_constant(path.last()) => of_scalar(path).map_or_else(
                || (self.infer.free(), None),
                |(ty, value)| (Ty::Scalar(ty), value),
            ),
            _ => {
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
                table: None,
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

    /// The type of a constant of a helper.
    fn forwarded(&mut self, ty: ConstType) -> Ty {
        let table = self.consts.len();
        (0..ty.depth)
            .rev()
            .fold(Ty::Scalar(ty.scalar), |element, depth| {
                let extent = self.infer.extent(Extent::Table { table, depth });
                Ty::Array(Box::new(element), extent)
            })
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

    pub(super) fn unknown_array(&mut self, name: &str, place: Place) {
        let error = Diagnostic::new(
            Code::UnknownName,
            place,
            format!("`{name}` is not defined in this kernel"),
        );
        let known = self.arrays.iter().map(|array| array.name.to_string());
        let known: Vec<String> = known.collect();
        let error = match closest(name, known.iter().map(String::as_str)) {
            Some(close) => error.help(format!("did you mean `{close}`?")),
            None => error.help(format!("take it as a parameter: `{name}: &[f32]`")),
        };
        self.diagnostics.push(error);
    }
}

/// Whether a name is written like a constant's.
pub(super) fn is_constant(name: &str) -> bool {
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
