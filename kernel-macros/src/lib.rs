//! The `#[kernel]` attribute. Users reach it as `kernel_runtime::kernel`.
//!
//! Everything it does is in the plain library `kernel-compiler`, where it can be tested.

use proc_macro::TokenStream;

/// Compiles one ordinary Rust function into scalar, SIMD, threaded and GPU variants.
///
/// The function itself is left untouched. Beside it stands a type of the same name with
/// `dispatch(args…)`, `dispatch_on(Variant, args…)`, `explain(args…)` and `KERNEL`.
///
/// # Options
///
/// `#[kernel(contract)]` allows `a * b + c` of floats to be rounded once, where the machine has an instruction for that: faster, more precise,
/// and no longer the same bits on every instruction set.
///
/// `#[kernel(fast_math)]` allows that, and elementary functions that are less precise: within a few units in the last place, by bounds that are
/// documented and tested as the others are. Infinities, NaN, zeros and subnormal numbers are what they are without it. On the GPU it
/// changes nothing.
///
/// # Helpers
///
/// Other functions that it calls are marked `#[kernel(helper)]`, in whatever module or crate they stand, and are ordinary functions otherwise.
/// They may call each other, but not themselves, take scalars, tuples, structs, slices, arrays and `&mut` to variables and elements, and
/// return scalars, tuples, arrays and structs. So marked, a struct of scalars and arrays (which must be `Copy`)
/// can be used in kernels and helpers, and passed to them. If `cannot find macro` is the error where a kernel calls a function, that function is
/// not marked, or it calls itself by way of another.
///
/// # Errors
///
/// A loop that cannot be proved parallel, or a construct outside the kernel language, is a compile
/// error at the place in question that says what to do.
#[proc_macro_attribute]
pub fn kernel(attribute: TokenStream, item: TokenStream) -> TokenStream {
    kernel_compiler::expand(attribute.into(), item.into()).into()
}

/// The way from one helper to the next, for generated code alone. Its name stands in the error where a function is no helper.
#[doc(hidden)]
#[proc_macro]
pub fn mark_what_a_kernel_calls_with_kernel_helper(state: TokenStream) -> TokenStream {
    kernel_compiler::next(state.into()).into()
}
