//! How an instruction set writes down its ops: one row each, as in the op table, with the registers' intrinsics as meaning.

/// Ops on operands of one register each.
macro_rules! one {
    ($($name:ident($($arg:ident: $lane:ident),*) -> $result:ident = $expression:expr;)*) => {$(
        #[inline(always)]
        #[allow(unused_unsafe, reason = "masks of AVX-512 are plain integers, and the intrinsics of WebAssembly safe")]
        fn $name(self, $($arg: Reg<Self, $lane>),*) -> Reg<Self, $result> {
            // SAFETY: the token proves the instruction set.
            unsafe { $expression }
        }
    )*};
}
pub(in crate::simd::arch) use one;

/// Ops on 64-bit lanes, which fill two registers: the expression is for one of them. The arch file's `widen` makes two masks of one, its
/// `join` one of two.
macro_rules! both {
    ($($name:ident($($arg:ident: $lane:ident),*) -> $result:ident = $expression:expr;)*) => {$(
        #[inline(always)]
        #[allow(unused_unsafe, reason = "the intrinsics of WebAssembly are safe")]
        fn $name(self, $($arg: Reg<Self, $lane>),*) -> Reg<Self, $result> {
            // SAFETY: the token proves the instruction set.
            unsafe {
                $(let $arg = halves!($lane $arg);)*
                let first = {
                    $(let $arg = $arg[0];)*
                    $expression
                };
                let second = {
                    $(let $arg = $arg[1];)*
                    $expression
                };
                whole!($result [first, second])
            }
        }
    )*};
}
pub(in crate::simd::arch) use both;

macro_rules! halves {
    (bool $mask:ident) => {
        widen($mask)
    };
    ($lane:ident $registers:ident) => {
        $registers
    };
}
pub(in crate::simd::arch) use halves;

macro_rules! whole {
    (bool $masks:expr) => {
        join($masks)
    };
    ($lane:ident $registers:expr) => {
        $registers
    };
}
pub(in crate::simd::arch) use whole;
