//! `powi`.
//!
//! Method: repeated squaring, in the order of Rust's own (`__powisf2`, `__powidf2` of compiler-builtins), so that the bits are those of
//! `f32::powi` and `f64::powi`. Each lane's exponent runs out in its own time; the loop ends with the longest.

use crate::simd::value::{Float, Number, Value};
use crate::simd::{Level, Vector};

/// To the power of a positive constant: the same products, without a loop over the exponent's bits.
#[inline(always)]
pub fn powi_constant<const N: u32, V: Float>(x: V) -> V {
    const { assert!(N > 0) }
    let (mut rest, mut square) = (N, x);
    while rest & 1 == 0 {
        square = square.mul(square);
        rest >>= 1;
    }
    let mut product = square;
    while rest > 1 {
        rest >>= 1;
        square = square.mul(square);
        if rest & 1 != 0 {
            product = product.mul(square);
        }
    }
    product
}

macro_rules! powi {
    ($($name:ident $float:ident;)*) => {$(
        /// Each lane to the power of an integer.
        #[inline(always)]
        pub(crate) fn $name<S: Level>(x: Vector<S, $float>, n: Vector<S, i32>) -> Vector<S, $float> {
            let one = x.splat_like(1.0);
            let (mut square, mut product) = (x, one);
            // The magnitude of i32::MIN wraps to itself, which as an unsigned number is right.
            let mut rest = n.abs().cast::<u32>();
            let (zero, unit) = (rest.splat_like(0), rest.splat_like(1));
            loop {
                let odd = (rest & unit).eq(unit);
                product = odd.blend(product * square, product);
                rest = rest >> 1;
                if rest.eq(zero).all() {
                    break;
                }
                square = square * square;
            }
            n.lt(n.splat_like(0)).blend(one / product, product)
        }
    )*};
}

powi! {
    powi_f32 f32;
    powi_f64 f64;
}
