//! Writes reductions: where they start, their virtual lanes, the tree, and how the value before the loop comes in.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::effects;
use super::scope::{scalar_type, zero};
use crate::analyse::{Pick, Reduce, Reduction};
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

/// How a few virtual lanes are kept: an array of scalars, one for each iteration.
pub(super) struct Few {
    /// Declares it.
    pub(super) new: TokenStream,
    /// The present iteration's.
    pub(super) get: TokenStream,
    /// Puts the variable back.
    pub(super) set: TokenStream,
    /// Combines them.
    pub(super) tree: TokenStream,
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
        if self.reduction.is_along() {
            return zero(self.reduction.ty);
        }
        match self.comparison() {
            Some((_, infinity)) => quote!(#ty::#infinity),
            None => {
                let operator = self.operator();
                quote!(#operator::identity::<#ty>())
            }
        }
    }

    /// Two values of parts of the loop combined, the earlier first.
    pub(super) fn combine(
        &self,
        first: &dyn Fn(VarId) -> TokenStream,
        second: &dyn Fn(VarId) -> TokenStream,
    ) -> TokenStream {
        let var = self.reduction.var;
        let (earlier, later) = (first(var), second(var));
        match self.reduction.pick {
            None => {
                let operator = self.operator();
                quote!(#operator::combine(#earlier, #later))
            }
            Some(pick) => {
                let better = self.better(&pick);
                let [a, b] = [second, first].map(|of| {
                    let (best, position) = (of(pick.best), of(pick.position));
                    quote!((#best, #position))
                });
                quote!(if #better(#a, #b) { #later } else { #earlier })
            }
        }
    }

    /// The runtime's comparison of two picked values with their positions.
    fn better(&self, pick: &Pick) -> TokenStream {
        let (max, last) = (self.reduction.op == Reduce::Max, pick.last);
        quote!(__k::is_better::<_, #max, #last>)
    }

    /// The assignment that combines the loop's value with that from before it. What is picked together is assigned together.
    pub(super) fn finish(
        &self,
        all: &[Reducer<'_>],
        value: &dyn Fn(&Reducer<'_>) -> TokenStream,
    ) -> TokenStream {
        let name = self.name();
        if let Some(pick) = self.reduction.pick {
            if self.reduction.is_along() {
                return TokenStream::new();
            }
            let members = all.iter().filter(|one| one.reduction.pick == Some(pick));
            let (names, values): (Vec<_>, Vec<_>) = members
                .map(|one| {
                    let (name, value) = (one.name(), value(one));
                    let picked = format_ident!("picked_{name}");
                    (name, quote!(let #picked = #value;))
                })
                .unzip();
            let picked: Vec<_> = names
                .iter()
                .map(|name| format_ident!("picked_{name}"))
                .collect();
            let position = format_ident!("picked_{}", names::var(self.kernel, pick.position));
            let best = format_ident!("picked_{name}");
            let better = match (self.reduction.op, pick.last) {
                (Reduce::Max, false) => quote!(>),
                (Reduce::Max, true) => quote!(>=),
                (_, false) => quote!(<),
                (_, true) => quote!(<=),
            };
            return quote! {
                #(#values)*
                if #position != 0 && #best #better #name {
                    #(#names = #picked;)*
                }
            };
        }
        let value = value(self);
        match self.comparison() {
            Some((better, _)) => quote! {
                let value = #value;
                if value #better #name {
                    #name = value;
                }
            },
            None => {
                let combined = self.combine(&|_| quote!(#name), &|_| value.clone());
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
        let tree = match self.reduction.pick {
            None => quote!(#rows.tree::<#operator>()),
            Some(pick) => {
                let (max, last) = (self.reduction.op == Reduce::Max, pick.last);
                let [best, position] =
                    [pick.best, pick.position].map(|var| names::rows(self.kernel, var));
                quote!(#rows.lane(__k::best_lane::<S, _, #max, #last>(&#best, &#position)))
            }
        };
        if self.is_bool() {
            quote!((#tree != 0))
        } else {
            tree
        }
    }

    /// Whether [`Reducer::few`] will do.
    pub(super) fn has_few(&self) -> bool {
        self.reduction.pick.is_none() && !self.is_bool()
    }

    /// A few virtual lanes, where no others have values.
    pub(super) fn few(&self) -> Few {
        let (rows, ty, name) = (self.rows(), self.ty(), self.name());
        let (identity, operator) = (self.identity(), self.operator());
        Few {
            new: quote!(let mut #rows: [#ty; __k::FEW] = [#identity; __k::FEW];),
            get: quote!(__k::Vector::splat(__k::OneLane, #rows[done])),
            set: quote!(#rows[done] = #name.only();),
            tree: quote!(__k::tree_of_few::<#operator, #ty>(#rows)),
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
