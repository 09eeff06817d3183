//! Type inference by unification.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Extent;
use crate::ir::Scalar;
use crate::parse::ast::{self, ExprId};

/// A type while it is being inferred.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Ty {
    Scalar(Scalar),
    Tuple(Vec<Ty>),
    Struct(Rc<ast::Struct>),
    /// A slice or a part of one, by reference; whether that is `&mut`.
    Slice(Box<Ty>, bool),
    /// An array and its length.
    Array(Box<Ty>, ExtentVar),
    /// `&mut`. A shared reference to a scalar is that scalar: the Rust compiler checks the same function, so whatever gets here has its `*`
    /// and `&` in the right places.
    Mut(Box<Ty>),
    /// An iterator.
    Items(Box<Items>),
    /// A closure: its parameters and its value.
    Closure(Vec<Ty>, Box<Ty>),
    /// `Option`
    Maybe(Box<Ty>),
    /// There is no value: agrees with every type.
    Never,
    /// Already reported: agrees with every type.
    Error,
    Var(usize),
}

/// What an iterator gives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Items {
    pub(super) item: Ty,
    /// Whether `filter` leaves some out, so that positions are not known.
    pub(super) filtered: bool,
}

impl Ty {
    pub(super) const UNIT: Ty = Ty::Tuple(Vec::new());
    pub(super) const BOOL: Ty = Ty::Scalar(Scalar::Bool);
    pub(super) const USIZE: Ty = Ty::Scalar(Scalar::Usize);
}

/// What is known of a type variable.
#[derive(Clone, Debug)]
enum Slot {
    Free,
    /// Some integer type; `i32` in the end.
    Integer,
    /// Some float type; `f64` in the end.
    Float,
    Bound(Ty),
}

/// The length of an array while it is being inferred.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct ExtentVar(usize);

/// What is known of a length.
#[derive(Clone, Debug)]
enum ExtentSlot {
    Same(ExtentVar),
    Known(Extent),
}

/// The type variables.
#[derive(Default)]
pub(super) struct Infer {
    slots: Vec<Slot>,
    extents: Vec<ExtentSlot>,
    /// The lengths that are numbers, by their expressions.
    pub(super) numbers: BTreeMap<ExprId, u64>,
}

impl Infer {
    fn var(&mut self, slot: Slot) -> Ty {
        self.slots.push(slot);
        Ty::Var(self.slots.len() - 1)
    }

    pub(super) fn free(&mut self) -> Ty {
        self.var(Slot::Free)
    }

    pub(super) fn integer(&mut self) -> Ty {
        self.var(Slot::Integer)
    }

    pub(super) fn float(&mut self) -> Ty {
        self.var(Slot::Float)
    }

    /// The type as written.
    pub(super) fn written(&mut self, ty: &ast::Type) -> Ty {
        match ty {
            ast::Type::Scalar(scalar) => Ty::Scalar(*scalar),
            ast::Type::Tuple(parts) => {
                Ty::Tuple(parts.iter().map(|part| self.written(part)).collect())
            }
            ast::Type::Struct(of) => Ty::Struct(Rc::clone(of)),
            ast::Type::Slice { element, mutable } => {
                Ty::Slice(Box::new(self.written(element)), *mutable)
            }
            ast::Type::Array(element, extent) => {
                let element = self.written(element);
                let number = self.numbers.get(&extent.expr.id).copied();
                let extent = match number.or_else(|| extent.number()) {
                    Some(number) => Extent::Number(number),
                    None => Extent::Written(extent.clone()),
                };
                Ty::Array(Box::new(element), self.extent(extent))
            }
            ast::Type::MutStruct(of) => Ty::Mut(Box::new(Ty::Struct(Rc::clone(of)))),
            ast::Type::Mut(scalar) => Ty::Mut(Box::new(Ty::Scalar(*scalar))),
            ast::Type::Inferred => self.free(),
        }
    }

    /// What the type is known to be so far, at its outermost.
    pub(super) fn resolve(&self, ty: &Ty) -> Ty {
        let mut ty = ty;
        while let Ty::Var(var) = ty {
            match &self.slots[*var] {
                Slot::Bound(bound) => ty = bound,
                _ => break,
            }
        }
        ty.clone()
    }

    /// Makes two types the same, or says that they cannot be.
    pub(super) fn unify(&mut self, a: &Ty, b: &Ty) -> bool {
        let (a, b) = (self.resolve(a), self.resolve(b));
        match (&a, &b) {
            (Ty::Error | Ty::Never, _) | (_, Ty::Error | Ty::Never) => true,
            (Ty::Scalar(a), Ty::Scalar(b)) => a == b,
            (Ty::Tuple(a), Ty::Tuple(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.unify(a, b))
            }
            // `&mut [T]` passes for `&[T]`, and a reference to an array for either.
            (Ty::Slice(a, _), Ty::Slice(b, _) | Ty::Array(b, _))
            | (Ty::Array(a, _), Ty::Slice(b, _)) => self.unify(a, b),
            (Ty::Array(a, m), Ty::Array(b, n)) => self.unify_extents(*m, *n) && self.unify(a, b),
            (Ty::Mut(a), Ty::Mut(b)) | (Ty::Maybe(a), Ty::Maybe(b)) => self.unify(a, b),
            (Ty::Var(x), Ty::Var(y)) if x == y => true,
            (Ty::Var(x), Ty::Var(y)) => {
                let (keep, drop) = match (&self.slots[*x], &self.slots[*y]) {
                    (Slot::Integer, Slot::Float) | (Slot::Float, Slot::Integer) => return false,
                    (Slot::Free, _) => (b.clone(), *x),
                    _ => (a.clone(), *y),
                };
                self.slots[drop] = Slot::Bound(keep);
                true
            }
            (Ty::Var(var), other) | (other, Ty::Var(var)) => {
                let fits = match (&self.slots[*var], other) {
                    (Slot::Integer, Ty::Scalar(scalar)) => scalar.is_integer(),
                    (Slot::Float, Ty::Scalar(scalar)) => scalar.is_float(),
                    (Slot::Integer | Slot::Float, _) => false,
                    (Slot::Free | Slot::Bound(_), other) => !self.occurs(*var, other),
                };
                if fits {
                    self.slots[*var] = Slot::Bound(other.clone());
                }
                fits
            }
            (Ty::Struct(a), Ty::Struct(b)) => a.id == b.id,
            _ => false,
        }
    }

    /// A length.
    pub(super) fn extent(&mut self, extent: Extent) -> ExtentVar {
        self.extents.push(ExtentSlot::Known(extent));
        ExtentVar(self.extents.len() - 1)
    }

    fn same_extent(&self, mut var: ExtentVar) -> ExtentVar {
        while let ExtentSlot::Same(same) = self.extents[var.0] {
            var = same;
        }
        var
    }

    /// The length.
    pub(super) fn extent_of(&self, mut var: ExtentVar) -> &Extent {
        loop {
            match &self.extents[var.0] {
                ExtentSlot::Known(extent) => return extent,
                ExtentSlot::Same(same) => var = *same,
            }
        }
    }

    /// Lengths that are the same: the one that is a number says it, the Rust compiler sees to the others.
    fn unify_extents(&mut self, a: ExtentVar, b: ExtentVar) -> bool {
        let (a, b) = (self.same_extent(a), self.same_extent(b));
        let (keep, drop) = match (self.extent_of(a), self.extent_of(b)) {
            _ if a == b => return true,
            (Extent::Number(x), Extent::Number(y)) if x != y => return false,
            (Extent::Number(_), _) => (a, b),
            _ => (b, a),
        };
        self.extents[drop.0] = ExtentSlot::Same(keep);
        true
    }

    /// Whether a type would contain itself.
    fn occurs(&self, var: usize, ty: &Ty) -> bool {
        match self.resolve(ty) {
            Ty::Var(other) => other == var,
            Ty::Tuple(parts) => parts.iter().any(|part| self.occurs(var, part)),
            Ty::Mut(inner) | Ty::Maybe(inner) | Ty::Slice(inner, _) | Ty::Array(inner, _) => {
                self.occurs(var, &inner)
            }
            Ty::Items(items) => self.occurs(var, &items.item),
            Ty::Closure(params, value) => {
                params.iter().any(|param| self.occurs(var, param)) || self.occurs(var, &value)
            }
            Ty::Scalar(_) | Ty::Struct(_) | Ty::Never | Ty::Error => false,
        }
    }

    /// Literals that nothing else decides become `i32` and `f64`.
    pub(super) fn default_literals(&mut self) {
        for slot in &mut self.slots {
            match slot {
                Slot::Integer => *slot = Slot::Bound(Ty::Scalar(Scalar::I32)),
                Slot::Float => *slot = Slot::Bound(Ty::Scalar(Scalar::F64)),
                Slot::Free | Slot::Bound(_) => {}
            }
        }
    }

    /// Whether the type is an integer literal's, not yet decided.
    pub(super) fn is_integer_literal(&self, ty: &Ty) -> bool {
        matches!(self.resolve(ty), Ty::Var(var) if matches!(self.slots[var], Slot::Integer))
    }

    /// Whether the type is a literal's, not yet decided.
    pub(super) fn is_literal(&self, ty: &Ty) -> bool {
        matches!(self.resolve(ty), Ty::Var(var) if !matches!(self.slots[var], Slot::Free))
    }

    /// The scalar, if that is known.
    pub(super) fn scalar(&self, ty: &Ty) -> Option<Scalar> {
        match self.resolve(ty) {
            Ty::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The type in a sentence: `` is `f32` ``, `is an integer`.
    pub(super) fn describe(&self, ty: &Ty) -> String {
        match self.resolve(ty) {
            Ty::Var(var) => match self.slots[var] {
                Slot::Integer => "an integer".to_owned(),
                Slot::Float => "a float".to_owned(),
                Slot::Free | Slot::Bound(_) => "of a type not yet known".to_owned(),
            },
            Ty::Items(_) => "an iterator".to_owned(),
            Ty::Closure(..) => "a closure".to_owned(),
            known => format!("`{}`", self.name(&known)),
        }
    }

    fn name(&self, ty: &Ty) -> String {
        match self.resolve(ty) {
            Ty::Scalar(scalar) => scalar.name().to_owned(),
            Ty::Tuple(parts) => {
                let names: Vec<String> = parts.iter().map(|part| self.name(part)).collect();
                format!("({})", names.join(", "))
            }
            Ty::Struct(of) => of.name.clone(),
            Ty::Slice(element, false) => format!("&[{}]", self.name(&element)),
            Ty::Slice(element, true) => format!("&mut [{}]", self.name(&element)),
            Ty::Array(element, extent) => {
                let length = match self.extent_of(extent) {
                    Extent::Number(number) => number.to_string(),
                    Extent::Written(written) => written.expr.text.to_string(),
                    Extent::Table { .. } => "_".to_owned(),
                };
                format!("[{}; {length}]", self.name(&element))
            }
            Ty::Mut(inner) => format!("&mut {}", self.name(&inner)),
            Ty::Maybe(inner) => format!("Option<{}>", self.name(&inner)),
            Ty::Items(_) => "impl Iterator".to_owned(),
            Ty::Closure(..) => "impl Fn".to_owned(),
            Ty::Never => "!".to_owned(),
            Ty::Error => "_".to_owned(),
            Ty::Var(var) => match self.slots[var] {
                Slot::Integer => "{integer}".to_owned(),
                Slot::Float => "{float}".to_owned(),
                Slot::Free | Slot::Bound(_) => "_".to_owned(),
            },
        }
    }
}
