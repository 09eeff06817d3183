//! Vector math against std, and level against level. How far off it is, `tests/ulp` measures, against the bounds that are documented.

mod levels;
mod special;

/// Hands the names of the unary functions to a macro.
macro_rules! unary_functions {
    ($callback:ident) => {
        $callback! {
            exp exp2 exp_m1 ln log2 log10 ln_1p sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh cbrt
        }
    };
}
use unary_functions;
