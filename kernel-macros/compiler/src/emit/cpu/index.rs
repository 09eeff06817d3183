//! Writes index polynomials in wrapping `usize` arithmetic, as they address memory. Where they are checked, `exact` writes them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::scope::{Place, Scope};
use super::tokens::joined;
use crate::analyse::{Monomial, Poly, Symbol};
use crate::emit::names;
use crate::ir::Scalar;

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
                (None, true) => joined(term, quote!(.wrapping_neg())),
                (Some(sum), false) => joined(sum, quote!(.wrapping_add(#term))),
                (Some(sum), true) => joined(sum, quote!(.wrapping_sub(#term))),
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
                Some(product) => joined(product, quote!(.wrapping_mul(#value))),
            });
        }
        match product {
            None => quote!(#literal),
            Some(product) if factor == 1 => product,
            Some(product) => joined(product, quote!(.wrapping_mul(#literal))),
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
