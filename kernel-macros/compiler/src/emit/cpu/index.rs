//! Writes index polynomials: in wrapping `usize` arithmetic where they address memory, exactly where they are checked.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::scope::{Place, Scope};
use crate::analyse::{Monomial, Poly, Range, Symbol};
use crate::emit::names;
use crate::ir::{ArrayId, Kernel, Scalar, VarId};

impl Scope<'_> {
    /// The polynomial's value for the gang's first lane, as a `usize`.
    pub(super) fn index(&self, poly: &Poly) -> TokenStream {
        let (negative, positive): (Vec<_>, Vec<_>) =
            poly.terms().partition(|(_, coefficient)| *coefficient < 0);
        let mut sum = None;
        for (monomial, coefficient) in positive.into_iter().chain(negative) {
            let term = self.term(monomial, coefficient.unsigned_abs());
            sum = Some(match (sum, coefficient < 0) {
                (None, false) => term,
                (None, true) => then(term, quote!(.wrapping_neg())),
                (Some(sum), false) => then(sum, quote!(.wrapping_add(#term))),
                (Some(sum), true) => then(sum, quote!(.wrapping_sub(#term))),
            });
        }
        sum.unwrap_or_else(|| quote!(0usize))
    }

    /// A product of symbols times a factor, which counts modulo 2⁶⁴.
    fn term(&self, monomial: Monomial, factor: u128) -> TokenStream {
        let literal = Literal::usize_suffixed(factor as u64 as usize);
        let mut product = None;
        for symbol in monomial.symbols() {
            let value = self.symbol(symbol);
            product = Some(match product {
                None => value,
                Some(product) => then(product, quote!(.wrapping_mul(#value))),
            });
        }
        match product {
            None => quote!(#literal),
            Some(product) if factor == 1 => product,
            Some(product) => then(product, quote!(.wrapping_mul(#literal))),
        }
    }

    fn symbol(&self, symbol: Symbol) -> TokenStream {
        match symbol {
            Symbol::Len(array) => {
                let len = names::len(self.kernel, array);
                quote!(#len)
            }
            Symbol::Var(var) => {
                let name = match &self.place {
                    Place::Lanes { counter, .. } if *counter == var => self.base(),
                    _ => names::var(self.kernel, var),
                };
                if self.kernel.var(var).ty == Scalar::Usize {
                    quote!(#name)
                } else {
                    quote!((#name as usize))
                }
            }
        }
    }
}

/// How exact arithmetic names a symbol: a scalar of any integer type, and a length.
pub(super) trait Naming {
    /// A scalar's value.
    fn var(&self, kernel: &Kernel, var: VarId) -> TokenStream;
    /// A length.
    fn len(&self, kernel: &Kernel, array: ArrayId) -> TokenStream;
}

/// The polynomial's value as an exact integer.
pub(super) fn exact(kernel: &Kernel, poly: &Poly, naming: &dyn Naming) -> TokenStream {
    let mut sum = None;
    for (monomial, coefficient) in poly.terms() {
        let mut product = (coefficient != 1 || monomial.is_empty()).then(|| {
            let literal = Literal::i128_suffixed(coefficient);
            quote!(__k::Exact::new(#literal))
        });
        for symbol in monomial.symbols() {
            let value = match symbol {
                Symbol::Var(var) => naming.var(kernel, var),
                Symbol::Len(array) => naming.len(kernel, array),
            };
            let value = quote!(__k::Exact::new(#value as i128));
            product = Some(match product {
                None => value,
                Some(product) => then(product, quote!(.mul(#value))),
            });
        }
        sum = match (sum, product) {
            (Some(sum), Some(product)) => Some(then(sum, quote!(.add(#product)))),
            (sum, product) => sum.or(product),
        };
    }
    sum.unwrap_or_else(|| quote!(__k::Exact::new(0i128)))
}

/// The tokens with a method call behind them.
fn then(mut tokens: TokenStream, call: TokenStream) -> TokenStream {
    tokens.extend(call);
    tokens
}

/// Whether every index of a range is in bounds of the array, as `Result<(), i128>` with an offending index.
pub(super) fn fits(
    kernel: &Kernel,
    range: &Range,
    array: ArrayId,
    naming: &dyn Naming,
) -> TokenStream {
    let len = naming.len(kernel, array);
    lies_below(kernel, range, &len, naming)
}

/// Whether every value of a range lies in `0..end`, as `Result<(), i128>` with an offending value. A range whose loops do not
/// all run holds no value.
pub(super) fn lies_below(
    kernel: &Kernel,
    range: &Range,
    end: &TokenStream,
    naming: &dyn Naming,
) -> TokenStream {
    let low = exact(kernel, &range.low, naming);
    let high = exact(kernel, &range.high, naming);
    let mut lies = quote!(__k::in_bounds(#low, #high, #end));
    for (start, end) in range.unless_empty.iter().rev() {
        let start = exact(kernel, start, naming);
        let end = exact(kernel, end, naming);
        lies = quote!((if __k::is_empty(#start, #end) { Ok(()) } else { #lies }));
    }
    lies
}

/// Statements that stand where all loops of a range run.
pub(super) fn unless_empty(
    kernel: &Kernel,
    range: &Range,
    mut inside: TokenStream,
    naming: &dyn Naming,
) -> TokenStream {
    for (start, end) in range.unless_empty.iter().rev() {
        let start = exact(kernel, start, naming);
        let end = exact(kernel, end, naming);
        inside = quote!(if !__k::is_empty(#start, #end) { #inside });
    }
    inside
}
