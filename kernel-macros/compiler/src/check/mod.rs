//! Resolves names and infers types, as the Rust compiler does for the same function, so that every stage after it
//! can be total.

mod arrays;
mod calls;
mod checker;
mod closures;
mod constants;
mod exits;
mod exprs;
mod finish;
mod infer;
mod inline;
mod iterators;
mod matches;
mod methods;
mod names;
mod options;
mod stmts;
mod structs;
mod views;

pub(crate) use calls::unsigned;
pub use methods::Method;
pub(crate) use methods::signed;
pub(crate) use structs::flat;

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};

use crate::diag::Diagnostics;
use crate::ir::{ArrayId, Scalar};
use crate::ops::Op;
use crate::parse::ast::{self, BindingId, ExprId, Literal};
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
    /// A slice or a part of one, by reference.
    Slice {
        /// The element's type.
        element: Box<Type>,
        /// `&mut`
        mutable: bool,
    },
    /// An array.
    Array(Box<Type>, Extent),
    /// `&mut` to a scalar.
    Mut(Scalar),
    /// `Option`
    Maybe(Box<Type>),
    /// An iterator or a closure: it is taken apart where it stands and has no value.
    Shape,
    /// The type of `break` and of what ends in it: there is no value.
    Never,
}

impl Type {
    /// The scalar, or the one within an `Option`.
    pub fn scalar(&self) -> Option<Scalar> {
        match self {
            Type::Scalar(scalar) => Some(*scalar),
            Type::Maybe(inner) => inner.scalar(),
            _ => None,
        }
    }
}

/// The length of an array.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Extent {
    /// A number.
    Number(u64),
    /// An expression of constants.
    Written(ast::Extent),
    /// That of a constant array outside the function.
    Table {
        /// The constant: index into [`Types::consts`].
        table: usize,
        /// How deep in it the array lies.
        depth: usize,
    },
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
    /// Its type, or that of the elements of a table.
    pub ty: Scalar,
    /// The type of a table.
    pub table: Option<Type>,
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
    /// A method of a slice.
    View(ViewCall),
    /// A method that makes or changes an iterator.
    Adapter(Adapter),
    /// A method that runs through an iterator.
    Consumer(Consumer),
    /// A method of an `Option`.
    Maybe(MaybeCall),
    /// A closure by the name of its `let`.
    Closure(BindingId),
    /// `(low..high).contains(&value)`
    Contains,
}

/// What a method of a slice does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ViewCall {
    /// `row.len()`
    Len,
    /// `row.is_empty()`
    IsEmpty,
    /// `row.split_at(mid)`, `row.split_at_mut(mid)`
    SplitAt,
    /// `row.copy_from_slice(other)`
    CopyFrom,
    /// `row.fill(value)`
    Fill,
    /// `row.swap(i, j)`
    Swap,
    /// `row.first()`
    First,
    /// `row.last()`
    Last,
}

/// What a method makes of a slice or of an iterator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Adapter {
    /// `.iter()`, `.iter_mut()`; whether by `&mut`.
    Elements(bool),
    /// `.chunks_exact(n)` and its `_mut`
    ChunksExact,
    /// `.chunks(n)` and its `_mut`
    Chunks,
    /// `.windows(n)`
    Windows,
    /// `.copied()` and its kin, which change nothing in a kernel.
    Same,
    /// `.enumerate()`
    Enumerate,
    /// `.zip(other)`
    Zip,
    /// `.rev()`
    Rev,
    /// `.skip(n)`
    Skip,
    /// `.take(n)`
    Take,
    /// `.step_by(n)`
    StepBy,
    /// `.map(f)`
    Map,
    /// `.filter(f)`
    Filter,
}

/// What a method computes from an iterator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Consumer {
    /// `.sum()`
    Sum,
    /// `.product()`
    Product,
    /// `.fold(start, f)`
    Fold,
    /// `.min()`
    Min,
    /// `.max()`
    Max,
    /// `.count()`, `.len()`
    Count,
    /// `.all(f)`
    All,
    /// `.any(f)`
    Any,
    /// `.for_each(f)`
    ForEach,
    /// `.position(f)`
    Position,
}

/// What a method of an `Option` does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MaybeCall {
    /// `.unwrap()`, `.expect("…")`
    Unwrap,
    /// `.unwrap_or(value)`
    UnwrapOr,
    /// `.unwrap_or_default()`
    UnwrapOrDefault,
    /// `.is_some()`
    IsSome,
    /// `.is_none()`
    IsNone,
    /// `.copied()`, `.cloned()`
    Same,
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
