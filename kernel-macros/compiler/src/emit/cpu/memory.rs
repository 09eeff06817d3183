//! Writes loads and stores, and the checks that stand in the body.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::expr::splat;
use super::groups::{self, Step};
use super::reduce::operator;
use super::scope::{Packed, Place, Scope, lanes_type, scalar_type, zero};
use crate::analyse::{Access, Check, Shape, Update};
use crate::emit::names;
use crate::ir::{ArrayId, Expr, ExprKind, Scalar, SiteId};
use crate::ops::Op;

/// How a gang addresses memory.
enum Address {
    /// Lane after lane from the index of the first.
    Contiguous(TokenStream),
    /// The index of the first lane, and the distance from lane to lane.
    Strided(TokenStream, TokenStream),
    /// A vector of indices.
    Gather(TokenStream),
}

impl Scope<'_> {
    /// One element, or one for each lane.
    pub(super) fn load(&self, array: ArrayId, index: &Expr, site: SiteId) -> TokenStream {
        if matches!(self.place, Place::Host) {
            let name = names::array(self.kernel, array);
            return self.checked_slice(array, index, site, quote!(#name.on_host(&__KERNEL)?[at]));
        }
        if self.is_spread(array) {
            return self.load_spread(array, index, site);
        }
        if let Some(Packed { pointer, round }) = self.packed.get(&site) {
            return quote!(__k::Vector::load(s, #pointer.wrapping_add(#round * S::LANES)));
        }
        match self.address(index, site) {
            None => {
                let at = self.scalar_index(index, site);
                let name = names::array(self.kernel, array);
                self.checked(array, site, at, quote!(*#name.wrapping_add(at)))
            }
            Some(address) => self.load_lanes(array, site, address),
        }
    }

    /// Writes one element, or one for each lane.
    pub(super) fn store(
        &self,
        array: ArrayId,
        index: &Expr,
        value: &Expr,
        site: SiteId,
    ) -> TokenStream {
        let name = names::array(self.kernel, array);
        if matches!(self.place, Place::Host) {
            let value = self.expr(value);
            let store = self.checked_slice(
                array,
                index,
                site,
                quote!(unsafe { #name.on_host_mut(&__KERNEL)?[at] = value }),
            );
            return quote!({
                let value = #value;
                #store
            });
        }
        if self.is_spread(array) {
            return self.store_spread(array, index, value, site);
        }
        // What all lanes share is written once, by a statement that is uniform.
        if !self.in_lanes() || self.local_arrays.contains_key(&array) {
            let at = self.scalar_index(index, site);
            let value = self.expr(value);
            let store = self.checked(array, site, at, quote!(*#name.wrapping_add(at) = value));
            return quote!({
                let value = #value;
                #store
            });
        }
        let address = self
            .address(index, site)
            .unwrap_or_else(|| Address::Gather(self.vector(index)));
        self.store_lanes(array, value, site, address)
    }

    /// The access at `at` of a slice whose index is always checked.
    fn checked_slice(
        &self,
        array: ArrayId,
        index: &Expr,
        site: SiteId,
        access: TokenStream,
    ) -> TokenStream {
        let at = self.expr(index);
        let len = names::len(self.kernel, array);
        let stop = self.out_of_bounds(array, site, quote!(at));
        quote!({
            let at: usize = #at;
            if at >= #len {
                #stop;
            }
            #access
        })
    }

    /// The access at the uniform index `at`, checked if it must be.
    pub(super) fn checked(
        &self,
        array: ArrayId,
        site: SiteId,
        at: TokenStream,
        access: TokenStream,
    ) -> TokenStream {
        let check = self.unless_fits(site, |scope| {
            let len = names::len(scope.kernel, array);
            let stop = scope.out_of_bounds(array, site, quote!(at));
            quote!(if at >= #len { #stop; })
        });
        quote!({
            let at: usize = #at;
            #check
            #access
        })
    }

    fn load_lanes(&self, array: ArrayId, site: SiteId, address: Address) -> TokenStream {
        let pointer = self.pointer(array);
        let mask = &self.mask;
        let (at, check, load) = match address {
            Address::Contiguous(at) => {
                let check = self.check_lanes(
                    array,
                    site,
                    quote!(__k::Vector::<S, usize>::linear(s, at, 1usize)),
                );
                let from = quote!(#pointer.wrapping_add(at));
                let masked = quote!(__k::Vector::load_masked(s, #mask, #from));
                let load = if self.at_top() {
                    quote!(if FULL { __k::Vector::load(s, #from) } else { #masked })
                } else {
                    masked
                };
                (at, check, load)
            }
            Address::Strided(at, stride) => {
                let check = self.check_lanes(
                    array,
                    site,
                    quote!(__k::Vector::<S, usize>::linear(s, at, #stride)),
                );
                let from = quote!(#pointer.wrapping_add(at));
                let step = self
                    .stage
                    .zip(self.access(site))
                    .and_then(|(stage, access)| groups::step(stage, access));
                let load = match step {
                    Some(Step::Every(stride)) => {
                        let stride = Literal::usize_unsuffixed(stride);
                        quote!(__k::Vector::load_every::<#stride>(s, #mask, #from))
                    }
                    Some(Step::Reversed) => quote!(__k::Vector::load_reversed(s, #mask, #from)),
                    Some(Step::Part(width, place)) => {
                        let [width, place] = [width, place].map(Literal::usize_unsuffixed);
                        let first = quote!(#from.wrapping_sub(#place));
                        quote!(__k::Vector::load_part::<#width, #place>(s, #mask, #first))
                    }
                    None => quote!(__k::Vector::load_strided(s, #mask, #from, (#stride as isize))),
                };
                (at, check, load)
            }
            Address::Gather(at) => {
                let check = self.check_lanes(array, site, quote!(at));
                (
                    at,
                    check,
                    quote!(__k::Vector::gather(s, #mask, #pointer, at)),
                )
            }
        };
        let load = if self.kernel.array(array).element == Scalar::Bool {
            let zero = splat(Scalar::U8, quote!(0u8));
            quote!(__k::Value::ne(#load, #zero))
        } else {
            load
        };
        quote!({
            let at = #at;
            #check
            #load
        })
    }

    fn store_lanes(
        &self,
        array: ArrayId,
        value: &Expr,
        site: SiteId,
        address: Address,
    ) -> TokenStream {
        let pointer = self.pointer(array);
        let mask = &self.mask;
        let element = self.kernel.array(array).element;
        let lanes = lanes_type(if element == Scalar::Bool {
            Scalar::U8
        } else {
            element
        });
        let mut value = self.vector(value);
        if element == Scalar::Bool {
            let [yes, no] = [quote!(1u8), quote!(0u8)].map(|byte| splat(Scalar::U8, byte));
            value = quote!(<#lanes as __k::Value>::select(#value, #yes, #no));
        }
        let (at, check, store) = match address {
            Address::Contiguous(at) => {
                let check = self.check_lanes(
                    array,
                    site,
                    quote!(__k::Vector::<S, usize>::linear(s, at, 1usize)),
                );
                let to = quote!(#pointer.wrapping_add(at));
                let masked = quote!(value.store_masked(#mask, #to));
                let store = if self.at_top() {
                    quote!(if FULL { value.store(#to) } else { #masked })
                } else {
                    masked
                };
                (at, check, store)
            }
            Address::Strided(at, stride) => {
                let check = self.check_lanes(
                    array,
                    site,
                    quote!(__k::Vector::<S, usize>::linear(s, at, #stride)),
                );
                let to = quote!(#pointer.wrapping_add(at));
                let stride = quote!((#stride as isize));
                (at, check, quote!(value.store_strided(#mask, #to, #stride)))
            }
            Address::Gather(at) => {
                let check = self.check_lanes(array, site, quote!(at));
                (at, check, quote!(value.scatter(#mask, #pointer, at)))
            }
        };
        quote!({
            let value: #lanes = #value;
            let at = #at;
            #check
            #store
        })
    }

    /// How the gang addresses the access; nothing if the index is uniform.
    fn address(&self, index: &Expr, site: SiteId) -> Option<Address> {
        if !self.in_lanes() {
            return None;
        }
        let polynomial = |access: &Access| match &access.index {
            Some(poly) => self.index(poly),
            None => unreachable!("an access that is not a gather has a polynomial index"),
        };
        let access = self.access(site);
        match access.map(|access| (access, &access.shape)) {
            Some((_, Shape::Uniform)) => None,
            Some((access, Shape::Contiguous)) => Some(Address::Contiguous(polynomial(access))),
            Some((access, Shape::Strided(stride))) => {
                Some(Address::Strided(polynomial(access), self.index(stride)))
            }
            Some((_, Shape::Gather)) | None => Some(Address::Gather(self.indices(index))),
        }
    }

    /// The uniform index of an access.
    pub(super) fn scalar_index(&self, index: &Expr, site: SiteId) -> TokenStream {
        match self.access(site).and_then(|access| access.index.as_ref()) {
            Some(poly) => self.index(poly),
            None => self.expr(index),
        }
    }

    /// The vector of indices: of 32 bits where the source widens such.
    fn indices(&self, index: &Expr) -> TokenStream {
        if let ExprKind::Cast(narrow) = &index.kind
            && self.varies(narrow)
        {
            let value = self.expr(narrow);
            match narrow.ty {
                Scalar::U32 => return value,
                Scalar::U8 | Scalar::U16 => return quote!(#value.cast::<u32>()),
                _ => {}
            }
        }
        self.vector(index)
    }

    /// The check of each lane's index, unless that can be spared.
    pub(super) fn check_lanes(
        &self,
        array: ArrayId,
        site: SiteId,
        indices: TokenStream,
    ) -> TokenStream {
        self.unless_fits(site, |scope| {
            let mask = &scope.mask;
            let len = names::len(scope.kernel, array);
            let stop = scope.out_of_bounds(array, site, quote!(outside));
            quote!(if let Some(outside) = __k::first_out_of_bounds(#mask, #indices, #len) {
                #stop;
            })
        })
    }

    /// The check, where one must stand in the body; behind the flag that the range does not fit, where there is one.
    fn unless_fits(&self, site: SiteId, check: impl FnOnce(&Self) -> TokenStream) -> TokenStream {
        match self.access(site).map(|access| &access.check) {
            Some(Check::Proved | Check::Entry(_)) => TokenStream::new(),
            Some(Check::Guarded(_)) => {
                let fits = names::fits(site);
                let check = check(self);
                quote!(if !#fits { #check })
            }
            Some(Check::Lane) | None => check(self),
        }
    }

    /// Returns with the fault of an index, a `usize`. One beyond `isize::MAX`, where no array reaches, is told as the negative number that
    /// it was made of.
    pub(super) fn out_of_bounds(
        &self,
        array: ArrayId,
        site: SiteId,
        index: TokenStream,
    ) -> TokenStream {
        let len = names::len(self.kernel, array);
        self.fault(
            "Index",
            site,
            quote!(index: #index as isize as i128, len: #len),
        )
    }

    /// Whether lanes may meet in an element of an array that they accumulate into.
    pub(super) fn meets(&self, array: ArrayId, site: SiteId) -> bool {
        let accumulates = self
            .stage
            .is_some_and(|stage| stage.accumulator(array).is_some());
        let apart = |access: &Access| match &access.shape {
            Shape::Contiguous => true,
            Shape::Strided(stride) => stride.as_constant().is_some_and(|stride| stride != 0),
            Shape::Uniform | Shape::Gather => false,
        };
        self.in_lanes() && accumulates && !self.access(site).is_some_and(apart)
    }

    /// Combines each lane's value into an element, one lane after the other.
    pub(super) fn accumulate(
        &self,
        update: &Update<'_>,
        index: &Expr,
        site: SiteId,
    ) -> TokenStream {
        let pointer = names::array(self.kernel, update.array);
        let mask = &self.mask;
        let lanes = lanes_type(update.value.ty);
        let mut value = self.vector(update.value);
        if update.op == Op::Sub {
            value = if update.value.ty.is_float() {
                quote!(__k::Number::neg(#value))
            } else {
                let zero = splat(update.value.ty, zero(update.value.ty));
                quote!(__k::Number::sub(#zero, #value))
            };
        }
        let operator = operator(update.reduce);
        let at = self.vector(index);
        let check = self.check_lanes(update.array, site, quote!(at));
        quote!({
            let value: #lanes = #value;
            let at: __k::Vector<S, usize> = #at;
            #check
            value.accumulate::<#operator, usize>(#mask, #pointer, at)
        })
    }

    /// Stops unless the index is below the length.
    pub(super) fn bounds_check(&self, index: &Expr, len: &Expr, site: SiteId) -> TokenStream {
        if !self.varies(index) && !self.varies(len) {
            let (index, len) = (self.expr(index), self.expr(len));
            let stop = self.fault("Index", site, quote!(index: at as i128, len: len));
            return quote!({
                let at: usize = #index;
                let len: usize = #len;
                if at >= len { #stop; }
            });
        }
        let mask = &self.mask;
        let index = self.vector(index);
        if !self.varies(len) {
            let len = self.expr(len);
            let stop = self.fault("Index", site, quote!(index: outside as i128, len: len));
            return quote!({
                let len: usize = #len;
                if let Some(outside) = __k::first_out_of_bounds(#mask, #index, len) { #stop; }
            });
        }
        let len = self.vector(len);
        let stop = self.fault("Index", site, quote!(index: at as i128, len: len));
        quote!(if let Some((at, len)) = __k::first_beyond(#mask, #index, #len) { #stop; })
    }

    /// The array's pointer, as lanes take it: `bool` as bytes.
    fn pointer(&self, array: ArrayId) -> TokenStream {
        let name: Ident = names::array(self.kernel, array);
        if self.kernel.array(array).element == Scalar::Bool {
            let byte = scalar_type(Scalar::U8);
            quote!(#name.cast::<#byte>())
        } else {
            quote!(#name)
        }
    }
}
