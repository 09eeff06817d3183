//! Writes polynomials as exact integers: what is checked at entry and at the start of a part.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::joined;
use crate::analyse::{Poly, Range, Symbol};
use crate::emit::names;
use crate::ir::{ArrayId, ArrayKind, Kernel, Length};

/// How the code reaches a value.
#[derive(Clone, Copy)]
enum Place {
    /// As a local variable of the body.
    Local,
    /// As a field of the stage `self`.
    Field,
}

/// Writes polynomials for one place. A stage checks many accesses of few indices, so each is written once and copied.
pub(super) struct Exact<'k> {
    kernel: &'k Kernel,
    place: Place,
    values: RefCell<BTreeMap<Symbol, TokenStream>>,
    polys: RefCell<BTreeMap<Poly, TokenStream>>,
}

impl<'k> Exact<'k> {
    /// Over the local variables of the body.
    pub(super) fn locals(kernel: &'k Kernel) -> Self {
        Exact::at(kernel, Place::Local)
    }

    /// Over the fields of the stage `self`.
    pub(super) fn fields(kernel: &'k Kernel) -> Self {
        Exact::at(kernel, Place::Field)
    }

    fn at(kernel: &'k Kernel, place: Place) -> Self {
        Exact {
            kernel,
            place,
            values: RefCell::default(),
            polys: RefCell::default(),
        }
    }

    /// The value of a scalar of any integer type, or a length.
    pub(super) fn symbol(&self, symbol: Symbol) -> TokenStream {
        match (symbol, self.place) {
            (Symbol::Var(var), Place::Local) => {
                let name = names::var(self.kernel, var);
                quote!(#name)
            }
            (Symbol::Var(var), Place::Field) => {
                let name = names::var(self.kernel, var);
                quote!(self.#name)
            }
            (Symbol::Len(array), Place::Local) => {
                let name = names::len(self.kernel, array);
                quote!(#name)
            }
            (Symbol::Len(array), Place::Field) => match &self.kernel.array(array).kind {
                // An array that lives in the body has the length that its type says.
                ArrayKind::Local(Length(len)) => quote!((#len)),
                _ => {
                    let name = names::array(self.kernel, array);
                    quote!(self.#name.len())
                }
            },
        }
    }

    /// The symbol as an exact integer.
    fn value(&self, symbol: Symbol) -> TokenStream {
        let write = || {
            let value = self.symbol(symbol);
            quote!(__k::Exact::new(#value as i128))
        };
        let mut values = self.values.borrow_mut();
        values.entry(symbol).or_insert_with(write).clone()
    }

    /// The polynomial's value.
    pub(super) fn poly(&self, poly: &Poly) -> TokenStream {
        if let Some(known) = self.polys.borrow().get(poly) {
            return known.clone();
        }
        let written = self.written(poly);
        self.polys
            .borrow_mut()
            .insert(poly.clone(), written.clone());
        written
    }

    fn written(&self, poly: &Poly) -> TokenStream {
        let mut sum = None;
        for (monomial, coefficient) in poly.terms() {
            let mut product = (coefficient != 1 || monomial.is_empty()).then(|| {
                let literal = Literal::i128_suffixed(coefficient);
                // What is so large is mostly the end of a type, which a number must be below.
                match monomial.is_empty() && coefficient >= 1 << 62 {
                    true => quote!(__k::Exact::near_end(#literal)),
                    false => quote!(__k::Exact::new(#literal)),
                }
            });
            for symbol in monomial.symbols() {
                let value = self.value(symbol);
                product = Some(match product {
                    None => value,
                    Some(product) => joined(product, quote!(.mul(#value))),
                });
            }
            sum = match (sum, product) {
                (Some(sum), Some(product)) => Some(joined(sum, quote!(.add(#product)))),
                (sum, product) => sum.or(product),
            };
        }
        sum.unwrap_or_else(|| quote!(__k::Exact::new(0i128)))
    }

    /// Whether every index of a range is in bounds of the array, as `Result<(), i128>` with an offending index.
    pub(super) fn fits(&self, range: &Range, array: ArrayId) -> TokenStream {
        self.lies_below(range, &self.symbol(Symbol::Len(array)))
    }

    /// Whether every value of a range lies in `0..end`, as `Result<(), i128>` with an offending value. A range whose loops do not
    /// all run holds no value.
    pub(super) fn lies_below(&self, range: &Range, end: &TokenStream) -> TokenStream {
        let (low, high) = (self.poly(&range.low), self.poly(&range.high));
        self.or_empty(range, quote!(__k::in_bounds(#low, #high, #end)))
    }

    /// Whether no index of a range can wrap into an array, as `Result<(), i128>` with an offending index.
    pub(super) fn cannot_wrap(&self, range: &Range) -> TokenStream {
        let (low, high) = (self.poly(&range.low), self.poly(&range.high));
        self.or_empty(range, quote!(__k::cannot_wrap(#low, #high)))
    }

    /// What is asked of the values of a range, which holds of none.
    fn or_empty(&self, range: &Range, mut lies: TokenStream) -> TokenStream {
        for (start, end) in range.unless_empty.iter().rev() {
            let (start, end) = (self.poly(start), self.poly(end));
            lies = quote!((if __k::is_empty(#start, #end) { Ok(()) } else { #lies }));
        }
        lies
    }

    /// Statements that stand where all loops of a range run.
    pub(super) fn unless_empty(&self, range: &Range, mut inside: TokenStream) -> TokenStream {
        for (start, end) in range.unless_empty.iter().rev() {
            let (start, end) = (self.poly(start), self.poly(end));
            inside = quote!(if !__k::is_empty(#start, #end) { #inside });
        }
        inside
    }
}
