//! Run-time checks that lanes make: indices and divisors.

use super::element::Element;
use super::level::Level;
use super::mask::Mask;
use super::value::{Number, Value};
use super::vector::Vector;

/// An element type that indexes arrays.
pub trait Index: Element {
    /// A lane's index.
    fn position(lane: Self::Lane) -> usize;

    /// The lanes whose index is not below the length.
    fn beyond<S: Level>(index: Vector<S, Self>, len: usize) -> Mask<S>;
}

impl Index for usize {
    #[inline(always)]
    fn position(lane: <usize as Element>::Lane) -> usize {
        lane as usize
    }

    #[inline(always)]
    fn beyond<S: Level>(index: Vector<S, usize>, len: usize) -> Mask<S> {
        index.ge(index.splat_like(len))
    }
}

impl Index for u32 {
    #[inline(always)]
    fn position(lane: i32) -> usize {
        lane as u32 as usize
    }

    #[inline(always)]
    fn beyond<S: Level>(index: Vector<S, u32>, len: usize) -> Mask<S> {
        match u32::try_from(len) {
            Ok(len) => index.ge(index.splat_like(len)),
            Err(_) => Mask::splat(index.level, false),
        }
    }
}

/// The index of the first active lane whose index is not below the length.
#[inline(always)]
pub fn first_out_of_bounds<S: Level, I: Index>(
    mask: Mask<S>,
    index: Vector<S, I>,
    len: usize,
) -> Option<u64> {
    let beyond = I::beyond(index, len).and(mask);
    if !beyond.any() {
        return None;
    }
    let lane = beyond.first_set()?;
    Some(I::position(I::explode(index.level, index.raw)[lane]) as u64)
}

/// The index and the length of the first active lane whose index is not below its own length.
#[inline(always)]
pub fn first_beyond<S: Level>(
    mask: Mask<S>,
    index: Vector<S, usize>,
    len: Vector<S, usize>,
) -> Option<(u64, usize)> {
    let beyond = index.ge(len).and(mask);
    if !beyond.any() {
        return None;
    }
    let lane = beyond.first_set()?;
    let at = |vector: Vector<S, usize>| vector.lane(lane);
    Some((at(index)? as u64, at(len)?))
}

/// An integer type that can be divided.
pub trait Divide: Element {
    /// Whether the division or remainder of these would panic.
    fn faults(a: Self, b: Self) -> bool;

    /// The lanes whose division or remainder would panic.
    fn faulting<S: Level>(a: Vector<S, Self>, b: Vector<S, Self>) -> Mask<S>;
}

macro_rules! divide {
    (signed: $($int:ident)*) => {$(
        impl Divide for $int {
            #[inline(always)]
            fn faults(a: Self, b: Self) -> bool {
                b == 0 || (a == $int::MIN && b == -1)
            }

            #[inline(always)]
            fn faulting<S: Level>(a: Vector<S, Self>, b: Vector<S, Self>) -> Mask<S> {
                let zero = Value::eq(b, b.splat_like(0));
                let overflow = Value::eq(a, a.splat_like($int::MIN)).and(Value::eq(b, b.splat_like(-1)));
                zero.or(overflow)
            }
        }
    )*};
    (unsigned: $($int:ident)*) => {$(
        impl Divide for $int {
            #[inline(always)]
            fn faults(_: Self, b: Self) -> bool {
                b == 0
            }

            #[inline(always)]
            fn faulting<S: Level>(_: Vector<S, Self>, b: Vector<S, Self>) -> Mask<S> {
                Value::eq(b, b.splat_like(0))
            }
        }
    )*};
}

divide! { signed: i8 i16 i32 i64 isize }
divide! { unsigned: u8 u16 u32 u64 usize }

/// Whether the division or remainder of any active lane would panic.
#[inline(always)]
pub fn division_fault<S: Level, T: Divide>(
    mask: Mask<S>,
    a: Vector<S, T>,
    b: Vector<S, T>,
) -> bool {
    T::faulting(a, b).and(mask).any()
}

/// Whether the division or remainder would panic.
#[inline(always)]
pub fn scalar_division_fault<T: Divide>(a: T, b: T) -> bool {
    T::faults(a, b)
}
