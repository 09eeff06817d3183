//! Writes what a part of a stage may touch: a table of polynomials, which the runtime evaluates. It is a list of numbers, and put together by hand.

use proc_macro2::{Delimiter, Group, Literal, Punct, Spacing, TokenStream, TokenTree};
use quote::quote;

use super::exact::Exact;
use super::tokens::joined;
use crate::analyse::{Bounds, Poly, Reach, Stage, Symbol, Touched};
use crate::emit::names;
use crate::ir::Kernel;

/// `Stage::reach`.
pub(super) fn method(kernel: &Kernel, stage: &Stage) -> TokenStream {
    let reach = Reach::of(kernel, stage);
    let numbers = Numbers::new(stage, &reach);
    let (mut bounded, mut read, mut written) = (List::default(), List::default(), List::default());
    for symbol in &reach.bounded {
        bounded.push_all(numbers.bounds(&symbol.bounds));
    }
    for touched in &reach.touched {
        let list = if touched.write {
            &mut written
        } else {
            &mut read
        };
        list.group(Delimiter::Parenthesis, numbers.touch(touched));
    }
    let mut anywhere = List::default();
    for arrays in [&reach.read_anywhere, &reach.written_anywhere] {
        anywhere.reference(List::of(arrays.iter().copied()));
    }
    let [bounded, read, written, anywhere] = [bounded, read, written, anywhere]
        .map(|list| Group::new(Delimiter::Bracket, list.tokens()));
    let fields = Exact::fields(kernel);
    let values = reach.values.iter().map(|value| fields.symbol(*value));
    let starts = (0..stage.dims.len()).map(names::start);
    let arrays = stage
        .arrays
        .iter()
        .map(|used| names::array(kernel, used.array));
    quote! {
        fn reach(&self, part: &__k::Space, reaches: &mut dyn __k::Reaches) {
            const REACH: __k::Reach = __k::Reach {
                bounded: &#bounded,
                read: &#read,
                written: &#written,
                anywhere: #anywhere,
            };
            let values = [#(#values as i128),*];
            let starts = [#(self.#starts as i128),*];
            REACH.name((&values, &starts, &[#(self.#arrays.len()),*]), part, reaches);
        }
    }
}

/// The symbols' numbers: values first, then the counters of the dimensions, then bounded ones.
struct Numbers(Vec<Symbol>);

impl Numbers {
    fn new(stage: &Stage, reach: &Reach) -> Numbers {
        let mut numbers = reach.values.clone();
        numbers.extend(stage.dims.iter().map(|dim| Symbol::Var(dim.var)));
        numbers.extend(reach.bounded.iter().map(|bounded| bounded.symbol));
        Numbers(numbers)
    }

    fn touch(&self, touched: &Touched) -> List {
        let mut list = List::default();
        list.push(Literal::usize_unsuffixed(touched.array));
        list.push(Literal::i128_unsuffixed(touched.more));
        list.reference(self.poly(&touched.index));
        list
    }

    fn bounds(&self, bounds: &Bounds) -> TokenStream {
        let mut list = List::default();
        for poly in bounds.polys() {
            list.reference(self.poly(poly));
        }
        let kind = match bounds {
            Bounds::Counter(..) => quote!(__k::Counter),
            Bounds::Between(_, least, most) => {
                list.push(Literal::i128_unsuffixed(*least));
                list.push(Literal::i128_unsuffixed(*most));
                quote!(__k::Between)
            }
            Bounds::Min(..) => quote!(__k::Min),
            Bounds::Max(..) => quote!(__k::Max),
            Bounds::Either(..) => quote!(__k::Either),
        };
        let group = Group::new(Delimiter::Parenthesis, list.tokens());
        joined(kind, TokenTree::from(group).into())
    }

    fn poly(&self, poly: &Poly) -> List {
        let mut terms = List::default();
        for (monomial, coefficient) in poly.terms() {
            let number = |symbol: Symbol| {
                let at = self.0.iter().position(|other| *other == symbol);
                at.unwrap_or(self.0.len())
            };
            let mut term = List::default();
            term.push(Literal::i128_unsuffixed(coefficient));
            term.reference(List::of(monomial.symbols().map(number)));
            terms.group(Delimiter::Parenthesis, term);
        }
        terms
    }
}

/// What stands between commas.
#[derive(Default)]
struct List(Vec<TokenTree>);

impl List {
    fn of(numbers: impl Iterator<Item = usize>) -> List {
        let mut list = List::default();
        for number in numbers {
            list.push(Literal::usize_unsuffixed(number));
        }
        list
    }

    fn push(&mut self, part: impl Into<TokenTree>) {
        self.separate();
        self.0.push(part.into());
    }

    fn push_all(&mut self, part: TokenStream) {
        self.separate();
        self.0.extend(part);
    }

    fn group(&mut self, delimiter: Delimiter, inside: List) {
        self.push(Group::new(delimiter, inside.tokens()));
    }

    /// `&[…]`
    fn reference(&mut self, inside: List) {
        self.push(Punct::new('&', Spacing::Alone));
        let group = Group::new(Delimiter::Bracket, inside.tokens());
        self.0.push(group.into());
    }

    fn separate(&mut self) {
        if !self.0.is_empty() {
            self.0.push(Punct::new(',', Spacing::Alone).into());
        }
    }

    fn tokens(self) -> TokenStream {
        self.0.into_iter().collect()
    }
}
