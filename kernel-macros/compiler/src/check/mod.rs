//! Resolves names and infers types, as the Rust compiler does for the same function, so that every stage after it
//! can be total.

mod calls;
mod checker;
mod constants;
mod exits;
mod exprs;
mod finish;
mod infer;
mod inline;
mod methods;
mod names;
mod stmts;
mod structs;

pub(crate) use calls::unsigned;
pub use methods::Method;
pub(crate) use methods::signed;

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};

use crate::diag::Diagnostics;
use crate::ir::{ArrayId, Scalar};
use crate::ops::Op;
use crate::parse::ast::{BindingId, ExprId, Literal};
use crate::parse::{Helper, Source};

/// The type of every expression and what every name means.
#[derive(Clone, Debug)]
pub struct Types {
    exprs: Vec<Type>,
    bindings: Vec<Local>,
    meanings: BTreeMap<ExprId, Meaning>,
    callees: BTreeMap<ExprId, Callee>,
    fields: BTreeMap<ExprId, usize>,
    /// The constants used, each once.
    pub consts: Vec<Const>,
    /// The type that the function returns.
    pub returns: Type,
}

impl Types {
    /// The type of an expression.
    pub fn expr(&self, id: ExprId) -> &Type {
        &self.exprs[id.0 as usize]
    }

    /// What a binding introduces.
    pub fn local(&self, id: BindingId) -> &Local {
        &self.bindings[id.0 as usize]
    }

    /// What a path or an indexed name means.
    pub fn meaning(&self, id: ExprId) -> Meaning {
        self.meanings[&id]
    }

    /// The position of a field that is named.
    pub fn field(&self, id: ExprId) -> usize {
        self.fields[&id]
    }

    /// What a call or method call does.
    pub fn callee(&self, id: ExprId) -> Callee {
        self.callees[&id]
    }
}

/// A type in the end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Type {
    /// A scalar.
    Scalar(Scalar),
    /// A tuple; the empty one is `()`.
    Tuple(Vec<Type>),
    /// The type of `break` and of what ends in it: there is no value.
    Never,
}

/// A local variable or parameter.
#[derive(Clone, Debug)]
pub struct Local {
    /// Its type.
    pub ty: Type,
    /// Whether anything is assigned to it after its `let`.
    pub assigned: bool,
}

/// What a name means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// A scalar parameter, a local variable or a counter.
    Local(BindingId),
    /// An array parameter.
    Array(ArrayId),
    /// Index into [`Types::consts`].
    Const(usize),
}

/// A constant.
#[derive(Clone, Debug)]
pub struct Const {
    /// A name for it.
    pub name: Ident,
    /// The path that generated code can name it by.
    pub path: TokenStream,
    /// Its type.
    pub ty: Scalar,
    /// Its value, where the macro knows it.
    pub value: Option<Literal>,
    /// Whether a helper names it, by a path of its own.
    pub forwarded: bool,
}

/// What a call does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Callee {
    /// An op of the table.
    Op(Op),
    /// `x.len()`
    Len(ArrayId),
    /// `x.is_empty()`
    IsEmpty(ArrayId),
    /// `a.clamp(low, high)`
    Clamp,
    /// `a.sin_cos()`
    SinCos,
    /// `a.abs_diff(b)`
    AbsDiff,
    /// `a.is_finite()`
    IsFinite,
    /// `a.is_infinite()`
    IsInfinite,
    /// `a.wrapping_neg()`
    WrappingNeg,
    /// `a.rem_euclid(b)`
    RemEuclid,
    /// `a.pow(n)` for a literal `n`
    Pow(u32),
    /// `T::from(a)`
    Convert(Scalar),
    /// A method that is several ops.
    Method(Method),
}

/// Checks a kernel.
pub fn check(source: &Source) -> Result<Types, Diagnostics> {
    let mut checker = checker::Checker::new(&source.function.name, source.function.exprs);
    checker.function(&source.function);
    checker.finish()
}

/// Checks a helper by itself.
pub fn check_helper(helper: &Helper) -> Result<Types, Diagnostics> {
    let name = &helper.function.name;
    let mut checker = checker::Checker::new(name, helper.exprs);
    checker.alone(&helper.function);
    checker.finish()
}
