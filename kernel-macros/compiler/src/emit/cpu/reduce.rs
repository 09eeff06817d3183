//! Writes reductions: where they start, their virtual lanes, the tree, and how the value before the loop comes in.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::effects;
use super::scope::scalar_type;
use crate::analyse::{Reduce, Reduction};
use crate::emit::names;
use crate::ir::{Kernel, Scalar, Stmt, VarId};

/// A reduction of a kernel, as it is emitted.
#[derive(Clone, Copy)]
pub(super) struct Reducer<'a> {
    kernel: &'a Kernel,
    /// What the stage does at each point.
    body: &'a [Stmt],
    reduction: Reduction,
}

/// The emitters of some reductions.
pub(super) fn reducers<'a>(
    kernel: &'a Kernel,
    body: &'a [Stmt],
    reductions: &[Reduction],
) -> Vec<Reducer<'a>> {
    reductions
        .iter()
        .map(|&reduction| Reducer {
            kernel,
            body,
            reduction,
        })
        .collect()
}

/// The runtime's operator.
pub(super) fn operator(op: Reduce) -> TokenStream {
    let name = match op {
        Reduce::Add => "Add",
        Reduce::Mul => "Mul",
        Reduce::Min => "Min",
        Reduce::Max => "Max",
        Reduce::And => "And",
        Reduce::Or => "Or",
        Reduce::Xor => "Xor",
    };
    let name = format_ident!("{name}");
    quote!(__k::reduce::#name)
}

impl Reducer<'_> {
    /// The variable.
    pub(super) fn var(&self) -> VarId {
        self.reduction.var
    }

    /// Its name.
    pub(super) fn name(&self) -> Ident {
        names::var(self.kernel, self.reduction.var)
    }

    /// Its type.
    pub(super) fn ty(&self) -> TokenStream {
        scalar_type(self.reduction.ty)
    }

    /// The runtime's operator.
    fn operator(&self) -> TokenStream {
        operator(self.reduction.op)
    }

    /// The float comparison of `if e > v { v = e }`, which never replaces a NaN, as `max` would.
    fn comparison(&self) -> Option<(TokenStream, Ident)> {
        let compares =
            self.reduction.ty.is_float() && effects::decides(self.body, self.reduction.var);
        match self.reduction.op {
            Reduce::Max if compares => Some((quote!(>), format_ident!("NEG_INFINITY"))),
            Reduce::Min if compares => Some((quote!(<), format_ident!("INFINITY"))),
            _ => None,
        }
    }

    /// The value that changes nothing.
    pub(super) fn identity(&self) -> TokenStream {
        let ty = self.ty();
        match self.comparison() {
            Some((_, infinity)) => quote!(#ty::#infinity),
            None => {
                let operator = self.operator();
                quote!(#operator::identity::<#ty>())
            }
        }
    }

    /// Two values of parts of the loop combined, the earlier first.
    pub(super) fn combine(&self, first: &TokenStream, second: &TokenStream) -> TokenStream {
        let operator = self.operator();
        quote!(#operator::combine(#first, #second))
    }

    /// The assignment that combines the loop's value with that from before it.
    pub(super) fn finish(&self, value: &TokenStream) -> TokenStream {
        let name = self.name();
        match self.comparison() {
            Some((better, _)) => quote! {
                let value = #value;
                if value #better #name {
                    #name = value;
                }
            },
            None => {
                let combined = self.combine(&quote!(#name), value);
                quote!(#name = #combined;)
            }
        }
    }

    /// Declares the virtual lanes.
    pub(super) fn new_rows(&self) -> TokenStream {
        let rows = self.rows();
        let (mut ty, mut identity) = (self.ty(), self.identity());
        if self.is_bool() {
            ty = scalar_type(Scalar::U8);
            identity = quote!(#identity as #ty);
        }
        quote!(let mut #rows: __k::Rows<S, #ty> = __k::Rows::splat(s, #identity);)
    }

    /// The virtual lanes of the present row.
    pub(super) fn get(&self) -> TokenStream {
        let rows = self.rows();
        if self.is_bool() {
            quote!(__k::Value::ne(#rows.get(row), __k::Vector::splat(s, 0u8)))
        } else {
            quote!(#rows.get(row))
        }
    }

    /// Puts the variable's lanes back into the present row.
    pub(super) fn set(&self) -> TokenStream {
        let (rows, name) = (self.rows(), self.name());
        if self.is_bool() {
            quote!(#rows.set(row, #name.cast::<u8>());)
        } else {
            quote!(#rows.set(row, #name);)
        }
    }

    /// The virtual lanes' tree.
    pub(super) fn tree(&self) -> TokenStream {
        let (rows, operator) = (self.rows(), self.operator());
        let tree = quote!(#rows.tree::<#operator>());
        if self.is_bool() {
            quote!((#tree != 0))
        } else {
            tree
        }
    }

    /// The virtual lanes' name.
    fn rows(&self) -> Ident {
        names::rows(self.kernel, self.reduction.var)
    }

    /// Rows hold numbers: a `bool` is 0 or 1 there.
    fn is_bool(&self) -> bool {
        self.reduction.ty == Scalar::Bool
    }
}
