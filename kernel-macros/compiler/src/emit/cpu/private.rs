//! Writes local arrays. One that is the same for all lanes is a plain array; else element `k` of all lanes lies in one row of memory, so that an
//! index which is the same for all lanes is one vector, and any other a gather.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::expr::splat;
use super::scope::{Place, Scope, lanes_type, scalar_type};
use crate::analyse::MOST_PRIVATE;
use crate::emit::names;
use crate::ir::{ArrayId, Elements, Expr, Length, Scalar, SiteId};

impl Scope<'_> {
    /// Introduces a local array.
    pub(super) fn local_array(&mut self, array: ArrayId, values: &Elements) -> TokenStream {
        let of = self.kernel.array(array);
        let (element, spread) = (of.element, self.is_spread(array));
        let ty = scalar_type(element);
        let length = of.length().map(|length| &length.0);
        let (name, len) = (
            names::array(self.kernel, array),
            names::len(self.kernel, array),
        );
        let memory = names::memory(self.kernel, array);
        let tokens = if spread {
            let rows = self.rows(element, &name, &quote!(#len), values);
            let row = lanes_type(stored(element));
            // What the plan could not know.
            let fits = of.length().and_then(Length::known).is_none().then(|| {
                let most = Literal::usize_unsuffixed(MOST_PRIVATE as usize / element.bytes());
                let message = format!(
                    "`{}` takes more than {MOST_PRIVATE} bytes in each iteration of a parallel loop: take a part of one slice for all",
                    of.name
                );
                quote!(const { assert!(#length <= #most, #message) };)
            });
            quote! {
                #fits
                let #len: usize = #length;
                let mut #memory: [::core::mem::MaybeUninit<#row>; #length] =
                    [const { ::core::mem::MaybeUninit::uninit() }; #length];
                let #name: *mut #ty = #memory.as_mut_ptr().cast::<#ty>();
                #rows
            }
        } else {
            let elements = match values {
                Elements::Repeat(value) => {
                    let value = self.expr(value);
                    quote!([#value; #length])
                }
                Elements::List(values) => {
                    let values = values.iter().map(|value| self.expr(value));
                    quote!([#(#values),*])
                }
            };
            let reach = match self.place {
                Place::Host => quote!(let #name: __k::Out<'_, #ty> = __k::Out::new(&mut #memory);),
                Place::Points | Place::Lanes { .. } => {
                    quote!(let #name: *mut #ty = #memory.as_mut_ptr();)
                }
            };
            quote! {
                let #len: usize = #length;
                let mut #memory: [#ty; #length] = #elements;
                #reach
            }
        };
        self.local_arrays.insert(array, self.depth);
        self.visible.push((len, quote!(usize)));
        self.visible.push((name, quote!(*mut #ty)));
        tokens
    }

    /// Fills the rows of an array of which each lane has its own.
    fn rows(
        &self,
        element: Scalar,
        name: &proc_macro2::Ident,
        len: &TokenStream,
        values: &Elements,
    ) -> TokenStream {
        let pointer = pointer(element, name);
        match values {
            Elements::Repeat(value) => {
                let value = self.as_stored(value, element);
                quote!({
                    let value = #value;
                    for at in 0..#len {
                        value.store(#pointer.wrapping_add(at.wrapping_mul(S::LANES)));
                    }
                })
            }
            Elements::List(values) => {
                let stores = values.iter().enumerate().map(|(at, value)| {
                    let value = self.as_stored(value, element);
                    quote!((#value).store(#pointer.wrapping_add(#at * S::LANES));)
                });
                quote!(#(#stores)*)
            }
        }
    }

    /// The lanes' elements at an index.
    pub(super) fn load_spread(&self, array: ArrayId, index: &Expr, site: SiteId) -> TokenStream {
        let element = self.kernel.array(array).element;
        let pointer = pointer(element, &names::array(self.kernel, array));
        let load = if self.varies(index) {
            let at = self.vector(index);
            let check = self.check_lanes(array, site, quote!(at));
            let (mask, place) = (&self.mask, place_of_each());
            quote!({
                let at = #at;
                #check
                __k::Vector::gather(s, #mask, #pointer, #place)
            })
        } else {
            let at = self.scalar_index(index, site);
            let load =
                quote!(__k::Vector::load(s, #pointer.wrapping_add(at.wrapping_mul(S::LANES))));
            self.checked(array, site, at, load)
        };
        if element == Scalar::Bool {
            let zero = splat(Scalar::U8, quote!(0u8));
            quote!(__k::Value::ne(#load, #zero))
        } else {
            load
        }
    }

    /// Writes each lane's element at an index.
    pub(super) fn store_spread(
        &self,
        array: ArrayId,
        index: &Expr,
        value: &Expr,
        site: SiteId,
    ) -> TokenStream {
        let element = self.kernel.array(array).element;
        let pointer = pointer(element, &names::array(self.kernel, array));
        let lanes = lanes_type(stored(element));
        let value = self.as_stored(value, element);
        let mask = &self.mask;
        let store = if self.varies(index) {
            let at = self.vector(index);
            let check = self.check_lanes(array, site, quote!(at));
            let place = place_of_each();
            quote!({
                let at = #at;
                #check
                value.scatter(#mask, #pointer, #place)
            })
        } else {
            let at = self.scalar_index(index, site);
            let to = quote!(#pointer.wrapping_add(at.wrapping_mul(S::LANES)));
            // Lanes that are off where the array was declared never look at it.
            let store = if self.local_arrays.get(&array) == Some(&self.depth) {
                quote!(value.store(#to))
            } else {
                quote!({
                    let to = #to;
                    let old: #lanes = __k::Vector::load(s, to);
                    <#lanes as __k::Value>::select(#mask, value, old).store(to)
                })
            };
            self.checked(array, site, at, store)
        };
        quote!({
            let value: #lanes = #value;
            #store
        })
    }

    /// The value as memory holds it: `bool` as bytes.
    fn as_stored(&self, value: &Expr, element: Scalar) -> TokenStream {
        let value = self.vector(value);
        if element != Scalar::Bool {
            return value;
        }
        let lanes = lanes_type(Scalar::U8);
        let [yes, no] = [quote!(1u8), quote!(0u8)].map(|byte| splat(Scalar::U8, byte));
        quote!(<#lanes as __k::Value>::select(#value, #yes, #no))
    }
}

/// The places of the lanes' elements at the indices `at`, which are in bounds. No array that lanes have of their own takes more than 32 bits to
/// address.
fn place_of_each() -> TokenStream {
    quote!(__k::Number::add(
        __k::Number::mul(at.cast::<u32>(), __k::Vector::splat(s, S::LANES as u32)),
        __k::Vector::<S, u32>::linear(s, 0u32, 1u32)
    ))
}

/// The type of an element in memory.
fn stored(element: Scalar) -> Scalar {
    match element {
        Scalar::Bool => Scalar::U8,
        other => other,
    }
}

/// The pointer as lanes take it.
fn pointer(element: Scalar, name: &proc_macro2::Ident) -> TokenStream {
    if element == Scalar::Bool {
        quote!(#name.cast::<u8>())
    } else {
        quote!(#name)
    }
}
