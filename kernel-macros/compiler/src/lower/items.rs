//! What an iterator is while it is lowered: how many items, and how the item at each position is made. Nothing runs until a loop
//! goes through the positions, and every adapter but `filter` is arithmetic on the position.

use std::rc::Rc;

use proc_macro2::Span;

use super::builder::{cast, integer};
use super::loops::is_zero;
use super::{Lowerer, Tree, Value, View};
use crate::ir;
use crate::ir::Scalar;
use crate::ops::Op;
use crate::parse::ast::Closure;

/// An iterator.
#[derive(Clone, Debug)]
pub(super) struct Items {
    pub(super) source: Source,
    /// The number of positions; `None` for `0..`.
    pub(super) len: Option<ir::Expr>,
    /// What happens to the source's items from the first `filter` on.
    pub(super) steps: Vec<Step>,
}

/// How the item at a position is made.
#[derive(Clone, Debug)]
pub(super) enum Source {
    /// The elements of a view; whether by `&mut`.
    Elements(View<ir::Expr>, bool),
    /// A range of integers from the first to the end, if it has one.
    Range(ir::Expr, Option<ir::Expr>),
    /// Parts of a view of that size; whether the last may be shorter.
    Chunks(View<ir::Expr>, ir::Expr, bool),
    /// Overlapping parts of a view of that size.
    Windows(View<ir::Expr>, ir::Expr),
    /// The position and the item.
    Numbered(Box<Source>),
    /// The items of both.
    Zip(Box<Source>, Box<Source>),
    /// From the last position back to the first.
    Reversed(Box<Source>, ir::Expr),
    /// From a position on.
    Skipped(Box<Source>, ir::Expr),
    /// Every so many positions.
    Stepped(Box<Source>, ir::Expr),
    /// What a closure makes of each.
    Mapped(Box<Source>, Rc<Closure>),
}

/// What happens to an item once some are left out.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Map(Rc<Closure>),
    Filter(Rc<Closure>),
}

impl Source {
    /// The range that a loop can count through itself, if the source is one and what closures make of it.
    pub(super) fn counted(&self) -> Option<(&ir::Expr, &ir::Expr)> {
        match self {
            Source::Range(start, Some(end)) => Some((start, end)),
            Source::Mapped(inner, _) => inner.counted(),
            _ => None,
        }
    }
}

impl Lowerer<'_> {
    /// The item at a position. With `counted`, the position is the range's own value.
    pub(super) fn item(
        &mut self,
        source: &Source,
        position: &ir::Expr,
        counted: bool,
        span: Span,
    ) -> Option<Value> {
        Some(match source {
            Source::Elements(view, _) if !view.inner.is_empty() => {
                Tree::View(self.row_at(view, position.clone()))
            }
            Source::Elements(view, mutable) => {
                let element = self.at(view, position.clone());
                if *mutable {
                    Tree::Element(element)
                } else {
                    Tree::One(self.load(element, span))
                }
            }
            Source::Range(..) if counted => Tree::One(position.clone()),
            Source::Range(first, _) => {
                let offset = cast(position.clone(), first.ty);
                Tree::One(self.plus(first.clone(), offset))
            }
            Source::Chunks(view, size, ragged) => {
                let offset = self.scaled(position.clone(), size.clone());
                let len = if *ragged {
                    let offset = self.named("offset", offset.clone());
                    let rest = self.minus(view.len.clone(), offset);
                    self.smaller(size.clone(), rest)
                } else {
                    size.clone()
                };
                Tree::View(View {
                    start: self.offset(view, offset),
                    len,
                    ..view.clone()
                })
            }
            Source::Windows(view, size) => Tree::View(View {
                start: self.offset(view, position.clone()),
                len: size.clone(),
                ..view.clone()
            }),
            Source::Numbered(inner) => {
                let item = self.item(inner, position, counted, span)?;
                Tree::Many(vec![Tree::One(position.clone()), item])
            }
            Source::Zip(left, right) => {
                let left = self.item(left, position, counted, span)?;
                let right = self.item(right, position, counted, span)?;
                Tree::Many(vec![left, right])
            }
            Source::Reversed(inner, last) => {
                let position = self.minus(last.clone(), position.clone());
                self.item(inner, &position, counted, span)?
            }
            Source::Skipped(inner, first) => {
                let position = self.plus(first.clone(), position.clone());
                self.item(inner, &position, counted, span)?
            }
            Source::Stepped(inner, step) => {
                let position = self.scaled(position.clone(), step.clone());
                self.item(inner, &position, counted, span)?
            }
            Source::Mapped(inner, closure) => {
                let item = self.item(inner, position, counted, span)?;
                self.apply(closure, vec![item])?
            }
        })
    }

    /// `a * b`, where one says nothing.
    pub(super) fn scaled(&mut self, a: ir::Expr, b: ir::Expr) -> ir::Expr {
        use super::views::number;
        match (number(&a), number(&b)) {
            (Some(1), _) => b,
            (_, Some(1)) => a,
            (Some(0), _) | (_, Some(0)) => integer(0, a.ty, a.span),
            _ => self.binary(Op::Mul, a, b),
        }
    }

    /// How many numbers a range has, as `usize`.
    pub(super) fn range_len(&mut self, start: &ir::Expr, end: &ir::Expr) -> ir::Expr {
        let span = start.span;
        let ty = start.ty;
        if is_zero(start) && !ty.is_signed() {
            return cast(end.clone(), Scalar::Usize);
        }
        if !ty.is_signed() {
            let count = self.excess(end.clone(), start.clone());
            return cast(count, Scalar::Usize);
        }
        // In the unsigned type the distance of any two values is right, where the range is not empty.
        let wide = crate::check::unsigned(ty);
        let empty = self.binary(Op::Ge, start.clone(), end.clone());
        let distance = self.binary(Op::Sub, cast(end.clone(), wide), cast(start.clone(), wide));
        let distance = cast(distance, Scalar::Usize);
        super::views::pick(empty, integer(0, Scalar::Usize, span), distance)
    }
}
