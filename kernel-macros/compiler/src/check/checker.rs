//! The state of checking, its scopes, and how it reports two types that do not agree.

use std::collections::BTreeMap;
use std::rc::Rc;

use proc_macro2::Ident;

use super::infer::{Infer, Ty};
use super::{Callee, Meaning};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::ir::{ArrayId, Scalar};
use crate::ops::Operand;
use crate::parse::ast::{
    Binding, BindingId, Expr, ExprId, ExprKind, Function, Outer, ParamType, Text,
};

/// A binding while it is being checked.
pub(super) struct Bound {
    pub(super) name: String,
    pub(super) ty: Ty,
    pub(super) place: Place,
    /// Whether it is declared `mut`.
    pub(super) mutable: bool,
    /// Whether its `let` gives it a value.
    pub(super) initialised: bool,
    pub(super) assigned: bool,
}

/// An array parameter.
pub(super) struct ArrayParam {
    pub(super) name: Ident,
    pub(super) element: Ty,
    pub(super) mutable: bool,
}

/// A constant while it is being checked.
pub(super) struct OuterConst {
    pub(super) constant: super::Const,
    pub(super) ty: Ty,
    pub(super) text: Text,
    /// What tells it from others: the scope, where that is not the kernel's, and the path.
    pub(super) identity: (usize, String),
    pub(super) place: Place,
}

/// What an op asks of a type, to be looked at when all types are known.
pub(super) struct Demand {
    pub(super) operand: Operand,
    pub(super) ty: Ty,
    pub(super) what: String,
    pub(super) text: Text,
    pub(super) place: Place,
}

/// A loop or labelled block being checked.
pub(super) struct Open {
    pub(super) label: Option<String>,
    /// Whether it is a labelled block, which only its label leaves.
    pub(super) block: bool,
    /// Whether a `break` leaves it.
    pub(super) left: bool,
    /// The type of its value.
    pub(super) ty: Ty,
}

/// What a `return` has to give.
#[derive(Clone)]
pub(super) struct Returned {
    pub(super) ty: Ty,
    pub(super) because: String,
}

pub(super) struct Checker<'a> {
    pub(super) diagnostics: Diagnostics,
    pub(super) infer: Infer,
    pub(super) exprs: Vec<Ty>,
    pub(super) bindings: BTreeMap<BindingId, Bound>,
    pub(super) arrays: Vec<ArrayParam>,
    pub(super) meanings: BTreeMap<ExprId, Meaning>,
    pub(super) callees: BTreeMap<ExprId, Callee>,
    pub(super) fields: BTreeMap<ExprId, usize>,
    pub(super) consts: Vec<OuterConst>,
    /// The function's own name.
    pub(super) kernel: &'a Ident,
    pub(super) inner_consts: Vec<crate::parse::ast::Const>,
    /// The constants of the helper being read, in whose scope this is.
    pub(super) outer: Option<Outer>,
    /// The scopes of helpers so far, and the one that this is.
    pub(super) scopes: usize,
    pub(super) scope_number: usize,
    pub(super) demands: Vec<Demand>,
    /// The elements of arrays, which are to be scalars or arrays in the end.
    pub(super) elements: Vec<(Ty, Place)>,
    /// Names for what lies in constants of unknown type: the constant, and how deep.
    pub(super) rows: BTreeMap<BindingId, (usize, usize)>,
    pub(super) open: Vec<Open>,
    pub(super) returned: Returned,
    scope: Scope,
}

/// The names that are known, innermost last.
pub(super) type Scope = Vec<(String, Meaning)>;

impl<'a> Checker<'a> {
    pub(super) fn new(name: &'a Ident, exprs: usize) -> Checker<'a> {
        Checker {
            diagnostics: Diagnostics::new(),
            infer: Infer::default(),
            exprs: vec![Ty::Error; exprs],
            bindings: BTreeMap::new(),
            arrays: Vec::new(),
            meanings: BTreeMap::new(),
            callees: BTreeMap::new(),
            fields: BTreeMap::new(),
            consts: Vec::new(),
            kernel: name,
            inner_consts: Vec::new(),
            outer: None,
            scopes: 0,
            scope_number: 0,
            demands: Vec::new(),
            elements: Vec::new(),
            rows: BTreeMap::new(),
            open: Vec::new(),
            returned: Returned {
                ty: Ty::UNIT,
                because: String::new(),
            },
            scope: Vec::new(),
        }
    }

    pub(super) fn function(&mut self, function: &Function) {
        self.inner_consts.clone_from(&function.consts);
        for param in &function.params {
            match &param.ty {
                ParamType::Scalar(scalar) => {
                    self.introduce(&param.binding, Ty::Scalar(*scalar), true)
                }
                ParamType::Struct(of) => {
                    self.introduce(&param.binding, Ty::Struct(Rc::clone(of)), true);
                    self.number_arrays(&param.binding.name, &super::structs::flat(of));
                }
                ParamType::Owned(ty) => {
                    let ty = self.written(ty);
                    self.introduce(&param.binding, ty.clone(), true);
                    self.array_param(&param.binding.name, self.innermost(&ty), false);
                }
                ParamType::Array {
                    element,
                    mutable,
                    inner,
                    fixed,
                } => {
                    let ty = self.element(*element, inner);
                    if let Some(fixed) = fixed {
                        self.extent(fixed);
                    }
                    let id = self.array_param(&param.binding.name, ty, *mutable);
                    self.scope
                        .push((param.binding.name.to_string(), Meaning::Array(id)));
                    // Keeps the table of bindings whole.
                    self.bind(&param.binding, Ty::UNIT, true);
                }
            }
        }
        let wanted = match &function.returns {
            Some((ty, _)) => self.written(ty),
            None => Ty::UNIT,
        };
        let because = match function.returns {
            Some(_) => format!("the function returns {}", self.infer.describe(&wanted)),
            None => "the function returns nothing".to_owned(),
        };
        self.returned = Returned {
            ty: wanted.clone(),
            because: because.clone(),
        };
        let found = self.block(&function.body);
        match &function.body.value {
            Some(value) => self.require(value, &found, &wanted, &because),
            None if !self.infer.unify(&found, &wanted) => self.diagnostics.push(
                Diagnostic::new(
                    Code::Mismatch,
                    function
                        .returns
                        .as_ref()
                        .map_or(function.body.place, |(_, place)| *place),
                    format!("mismatched types: {because}, but its body ends without a value"),
                )
                .help("write the value as the last expression, without a semicolon"),
            ),
            None => {}
        }
    }

    /// Gives an array parameter its number.
    fn array_param(&mut self, name: &Ident, element: Ty, mutable: bool) -> ArrayId {
        let id = ArrayId(u32::try_from(self.arrays.len()).unwrap_or(u32::MAX));
        self.arrays.push(ArrayParam {
            name: name.clone(),
            element,
            mutable,
        });
        id
    }

    /// The arrays within a struct are parameters of their own, though they have no names.
    fn number_arrays(&mut self, name: &Ident, ty: &super::Type) {
        match ty {
            super::Type::Array(..) => {
                self.array_param(name, Ty::Error, false);
            }
            super::Type::Tuple(parts) => {
                for part in parts {
                    self.number_arrays(name, part);
                }
            }
            _ => {}
        }
    }

    /// Remembers a binding without a name in scope.
    fn bind(&mut self, binding: &Binding, ty: Ty, initialised: bool) {
        let bound = Bound {
            name: binding.name.to_string(),
            ty,
            place: Place::from(binding.name.span()),
            mutable: binding.mutable,
            initialised,
            assigned: false,
        };
        self.bindings.insert(binding.id, bound);
    }

    /// Brings a name into scope.
    pub(super) fn introduce(&mut self, binding: &Binding, ty: Ty, initialised: bool) {
        self.bind(binding, ty, initialised);
        self.scope
            .push((binding.name.to_string(), Meaning::Local(binding.id)));
    }

    /// The element's type of a local name for a slice, and whether it is `&mut`.
    pub(super) fn slice_of(&self, id: BindingId) -> Option<(Ty, bool)> {
        match self.infer.resolve(&self.bindings.get(&id)?.ty) {
            Ty::Slice(element, mutable) => Some((*element, mutable)),
            _ => None,
        }
    }

    /// What a name means here.
    pub(super) fn lookup(&self, name: &str) -> Option<Meaning> {
        self.scope
            .iter()
            .rev()
            .find(|(known, _)| known == name)
            .map(|(_, meaning)| *meaning)
    }

    /// All names in scope.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.scope.iter().map(|(name, _)| name.as_str())
    }

    /// Puts another scope in place of this one, which it returns.
    pub(super) fn swap_scope(&mut self, scope: Scope) -> Scope {
        std::mem::replace(&mut self.scope, scope)
    }

    /// Does something in a scope of its own.
    pub(super) fn scoped<T>(&mut self, inner: impl FnOnce(&mut Checker<'a>) -> T) -> T {
        let depth = self.scope.len();
        let result = inner(self);
        self.scope.truncate(depth);
        result
    }

    /// Reports unless `expr`, of type `found`, has the type wanted. `because` says why that is wanted: "an index is `usize`".
    pub(super) fn require(&mut self, expr: &Expr, found: &Ty, wanted: &Ty, because: &str) {
        if self.infer.unify(found, wanted) {
            return;
        }
        let mut error = Diagnostic::new(
            Code::Mismatch,
            expr.place,
            format!(
                "mismatched types: {because}, but {} is {}",
                quoted(expr),
                self.infer.describe(found)
            ),
        );
        if let Some((place, text)) = self.origin(expr) {
            error = error.label(place, text);
        }
        self.diagnostics
            .push(self.advise(error, expr, found, wanted));
    }

    /// Reports unless two sides of an operator agree, and says whether they do.
    pub(super) fn agree(
        &mut self,
        whole: Place,
        sign: &str,
        left: (&Expr, &Ty),
        right: (&Expr, &Ty),
    ) -> bool {
        if self.infer.unify(left.1, right.1) {
            return true;
        }
        let mut error = Diagnostic::new(
            Code::Mismatch,
            whole,
            format!(
                "mismatched types: the sides of `{sign}` differ: {} is {}, but {} is {}",
                quoted(left.0),
                self.infer.describe(left.1),
                quoted(right.0),
                self.infer.describe(right.1)
            ),
        );
        for (expr, _) in [left, right] {
            if let Some((place, text)) = self.origin(expr) {
                error = error.label(place, text);
            }
        }
        // The literal is what gives way; else the wider type is what is wanted.
        let gives_way = self.infer.is_integer_literal(left.1)
            || self.narrower(left.1, right.1)
            || matches!(
                self.infer.resolve(left.1),
                Ty::Mut(_) | Ty::Slice(..) | Ty::Array(..) | Ty::Items(_) | Ty::Maybe(_)
            );
        let (from, to) = if gives_way {
            (left, right)
        } else {
            (right, left)
        };
        self.diagnostics
            .push(self.advise(error, from.0, from.1, to.1));
        false
    }

    fn narrower(&self, left: &Ty, right: &Ty) -> bool {
        match (self.infer.scalar(left), self.infer.scalar(right)) {
            (Some(left), Some(right)) => {
                (left.is_float(), left.bytes()) < (right.is_float(), right.bytes())
            }
            _ => false,
        }
    }

    /// Adds how to convert.
    fn advise(&self, error: Diagnostic, expr: &Expr, found: &Ty, wanted: &Ty) -> Diagnostic {
        match self.infer.resolve(found) {
            Ty::Mut(_) => return error.help(format!("read what it refers to: `*{}`", expr.text)),
            Ty::Array(..) if matches!(self.infer.resolve(wanted), Ty::Array(..)) => {
                return error.help("give both arrays the same length and the same elements");
            }
            Ty::Slice(..) | Ty::Array(..) => {
                return error.help(format!(
                    "use an element, `{0}[i]`, or the length, `{0}.len()`",
                    expr.text
                ));
            }
            Ty::Items(_) => {
                return error
                    .help("end it with `.sum()`, `.fold(…)` or another method that gives a value");
            }
            Ty::Maybe(_) => {
                return error.help(format!("take the value out: `{}.unwrap_or(…)`", expr.text));
            }
            _ => {}
        }
        let Some(wanted) = self.infer.scalar(wanted) else {
            return match self.infer.resolve(found) {
                Ty::Tuple(parts) if parts.is_empty() => {
                    error.help("write a value as the last expression, without a semicolon")
                }
                _ => error.help("make both sides the same type"),
            };
        };
        if let ExprKind::Literal(_) = expr.kind
            && wanted.is_float()
            && self.infer.is_integer_literal(found)
        {
            return error.help(format!("write a float: `{}.0`", expr.text));
        }
        if wanted == Scalar::Bool {
            return error.help(format!("compare: `{} != 0`", expr.text));
        }
        match self.infer.resolve(found) {
            Ty::Tuple(_) | Ty::Struct(_) => {
                error.help(format!("write a value of type `{}`", wanted.name()))
            }
            _ => error.help(format!("convert it: `{}`", cast(expr, wanted))),
        }
    }

    /// Where the type of a variable or element comes from.
    fn origin(&self, expr: &Expr) -> Option<(Place, String)> {
        let (named, element) = match &expr.kind {
            ExprKind::Index { base, .. } => (&**base, true),
            _ => (expr, false),
        };
        match (&named.kind, self.meanings.get(&named.id)?) {
            (ExprKind::Path(_), Meaning::Local(id)) => {
                let bound = self.bindings.get(id)?;
                let ty = self.infer.describe(&bound.ty);
                Some((bound.place, format!("`{}` is {ty}", bound.name)))
            }
            (ExprKind::Path(_), Meaning::Array(id)) if element => {
                let array = &self.arrays[id.index()];
                Some((
                    array.name.span().into(),
                    format!(
                        "the elements of `{}` are {}",
                        array.name,
                        self.infer.describe(&array.element)
                    ),
                ))
            }
            _ => None,
        }
    }
}

/// The expression in a sentence.
pub(super) fn quoted(expr: &Expr) -> String {
    match expr.kind {
        ExprKind::If { .. }
        | ExprKind::Match { .. }
        | ExprKind::Block(_)
        | ExprKind::Labelled { .. }
        | ExprKind::Struct { .. }
        | ExprKind::For { .. }
        | ExprKind::ForEach { .. }
        | ExprKind::While { .. }
        | ExprKind::Loop { .. } => expr.text.to_string(),
        _ => format!("`{}`", expr.text),
    }
}

/// The expression converted.
fn cast(expr: &Expr, to: Scalar) -> String {
    let simple = matches!(
        expr.kind,
        ExprKind::Literal(_)
            | ExprKind::Path(_)
            | ExprKind::Index { .. }
            | ExprKind::Method { .. }
            | ExprKind::Call { .. }
            | ExprKind::Cast(..)
            | ExprKind::Field(..)
            | ExprKind::NamedField(..)
    );
    if simple || expr.text.starts_with('(') {
        format!("{} as {}", expr.text, to.name())
    } else {
        format!("({}) as {}", expr.text, to.name())
    }
}
