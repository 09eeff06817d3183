//! Counts as formulas over the arguments, kept as sums of products so that equal parts meet and print as people write them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::analyse::{Poly, Symbol};

/// A count over the arguments: a float formula over captures and lengths.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Formula {
    /// Coefficients of products of factors. No coefficient is zero; the empty product is 1.
    terms: BTreeMap<Vec<Factor>, Coefficient>,
}

/// What a formula's products are of.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Factor {
    /// A scalar or a length.
    Symbol(Symbol),
    /// A trip count: the polynomial, or 0 where it is negative.
    Extent(Poly),
}

/// A finite coefficient.
#[derive(Clone, Copy, Debug)]
struct Coefficient(f64);

impl Ord for Coefficient {
    fn cmp(&self, other: &Coefficient) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Coefficient {
    fn partial_cmp(&self, other: &Coefficient) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Coefficient {
    fn eq(&self, other: &Coefficient) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Coefficient {}

impl Formula {
    /// A number.
    pub fn constant(value: f64) -> Formula {
        let mut formula = Formula::default();
        formula.accumulate(Vec::new(), value);
        formula
    }

    /// A polynomial, or 0 where it is negative: how often a loop of that many rounds runs.
    pub fn extent(poly: &Poly) -> Formula {
        match (poly.as_constant(), poly.as_symbol()) {
            (Some(value), _) => Formula::constant(value.max(0) as f64),
            (_, Some(symbol)) => Formula::factor(Factor::Symbol(symbol)),
            _ if poly.terms().all(|(_, coefficient)| coefficient > 0) => {
                let mut formula = Formula::default();
                for (monomial, coefficient) in poly.terms() {
                    let factors = monomial.symbols().map(Factor::Symbol).collect();
                    formula.accumulate(factors, coefficient as f64);
                }
                formula
            }
            _ => Formula::factor(Factor::Extent(poly.clone())),
        }
    }

    /// An array's length, or a scalar.
    pub fn symbol(symbol: Symbol) -> Formula {
        Formula::factor(Factor::Symbol(symbol))
    }

    /// Whether it is 0 for all arguments.
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    /// The number that it is, if it depends on nothing.
    pub fn as_constant(&self) -> Option<f64> {
        match self.terms.iter().next() {
            None => Some(0.0),
            Some((factors, coefficient)) => {
                (factors.is_empty() && self.terms.len() == 1).then_some(coefficient.0)
            }
        }
    }

    /// How many factors its products have in all.
    pub fn factors(&self) -> usize {
        self.terms.keys().map(Vec::len).sum()
    }

    /// What its value depends on.
    pub fn symbols(&self) -> BTreeSet<Symbol> {
        let factors = self.terms.keys().flatten();
        let symbols = factors.flat_map(|factor| match factor {
            Factor::Symbol(symbol) => BTreeSet::from([*symbol]),
            Factor::Extent(poly) => poly.symbols(),
        });
        symbols.collect()
    }

    /// Adds another.
    pub fn add(&mut self, other: &Formula) {
        for (factors, coefficient) in &other.terms {
            self.accumulate(factors.clone(), coefficient.0);
        }
    }

    /// The product.
    pub fn times(&self, other: &Formula) -> Formula {
        let mut product = Formula::default();
        for (left, a) in &self.terms {
            for (right, b) in &other.terms {
                let mut factors: Vec<Factor> = left.iter().chain(right).cloned().collect();
                factors.sort();
                product.accumulate(factors, a.0 * b.0);
            }
        }
        product
    }

    /// The multiple.
    pub fn scaled(&self, by: f64) -> Formula {
        self.times(&Formula::constant(by))
    }

    /// Rust code of type `f64`, over variables named by `name` (scalars of any number type, and lengths of type `usize`).
    pub fn to_tokens(&self, name: &dyn Fn(Symbol) -> TokenStream) -> TokenStream {
        let terms = self.terms.iter().map(|(factors, coefficient)| {
            let mut parts: Vec<TokenStream> = factors
                .iter()
                .map(|factor| factor.to_tokens(name))
                .collect();
            // The coefficient last: formulas that differ only in it then share the product.
            if coefficient.0 != 1.0 || parts.is_empty() {
                parts.push(float(coefficient.0));
            }
            product(parts)
        });
        let terms: Vec<TokenStream> = terms.collect();
        match terms.is_empty() {
            true => quote!(0.0f64),
            false => quote!(#(#terms)+*),
        }
    }

    /// As text, with those names.
    pub fn display(&self, name: &dyn Fn(Symbol) -> String) -> String {
        if self.terms.is_empty() {
            return "0".to_owned();
        }
        let term = |(factors, coefficient): (&Vec<Factor>, &Coefficient)| {
            let mut parts: Vec<String> =
                factors.iter().map(|factor| factor.display(name)).collect();
            if coefficient.0 != 1.0 || parts.is_empty() {
                // Three digits behind the point are enough to read.
                let rounded = (coefficient.0 * 1e3).round() / 1e3;
                parts.insert(0, rounded.to_string());
            }
            parts.join("*")
        };
        // Products of more factors first: they matter most.
        let mut terms: Vec<_> = self.terms.iter().collect();
        terms.sort_by_key(|(factors, _)| std::cmp::Reverse(factors.len()));
        terms.into_iter().map(term).collect::<Vec<_>>().join(" + ")
    }

    /// The products that grow fastest, without coefficients: `O(w·h)`.
    pub fn complexity(&self, name: &dyn Fn(Symbol) -> String) -> String {
        let mut products: Vec<Vec<String>> = Vec::new();
        for factors in self.terms.keys() {
            // Multiply out what each factor grows with.
            let mut grown: Vec<Vec<String>> = vec![Vec::new()];
            for factor in factors {
                let more = factor.growth(name);
                let multiplied = grown.iter().flat_map(|product| {
                    more.iter().map(|more| [product.as_slice(), more].concat())
                });
                grown = multiplied.collect();
            }
            grown.iter_mut().for_each(|product| product.sort());
            products.append(&mut grown);
        }
        products.sort();
        products.dedup();
        let dominated =
            |small: &Vec<String>, large: &Vec<String>| small != large && contains(large, small);
        let leading: Vec<String> = products
            .iter()
            .filter(|small| !products.iter().any(|large| dominated(small, large)))
            .map(|product| {
                if product.is_empty() {
                    "1".to_owned()
                } else {
                    product.join("·")
                }
            })
            .collect();
        match leading.is_empty() {
            true => "O(1)".to_owned(),
            false => format!("O({})", leading.join(" + ")),
        }
    }

    fn factor(factor: Factor) -> Formula {
        let mut formula = Formula::default();
        formula.accumulate(vec![factor], 1.0);
        formula
    }

    fn accumulate(&mut self, factors: Vec<Factor>, coefficient: f64) {
        let entry = self
            .terms
            .entry(factors.clone())
            .or_insert(Coefficient(0.0));
        entry.0 += coefficient;
        if entry.0 == 0.0 {
            self.terms.remove(&factors);
        }
    }
}

impl Factor {
    fn to_tokens(&self, name: &dyn Fn(Symbol) -> TokenStream) -> TokenStream {
        let symbol = |symbol: Symbol| {
            let name = name(symbol);
            quote!((#name as f64))
        };
        match self {
            Factor::Symbol(it) => symbol(*it),
            Factor::Extent(poly) => {
                let terms = poly.terms().map(|(monomial, coefficient)| {
                    let parts = monomial.symbols().map(symbol);
                    let parts = parts.chain([float(coefficient as f64)]);
                    product(parts)
                });
                quote!((#(#terms)+*).max(0.0))
            }
        }
    }

    fn display(&self, name: &dyn Fn(Symbol) -> String) -> String {
        match self {
            Factor::Symbol(symbol) => name(*symbol),
            Factor::Extent(poly) => format!("({})", poly.display_with(name)),
        }
    }

    /// The products of names that it grows with.
    fn growth(&self, name: &dyn Fn(Symbol) -> String) -> Vec<Vec<String>> {
        match self {
            Factor::Symbol(symbol) => vec![vec![name(*symbol)]],
            Factor::Extent(poly) => {
                let positive = poly.terms().filter(|(_, coefficient)| *coefficient > 0);
                positive
                    .map(|(monomial, _)| monomial.symbols().map(name).collect())
                    .collect()
            }
        }
    }
}

/// Whether a sorted list of names holds all of another.
fn contains(large: &[String], small: &[String]) -> bool {
    let mut rest = large.iter();
    small.iter().all(|wanted| rest.any(|name| name == wanted))
}

/// The factors with `*` between them. (`quote` cannot repeat with `*` as the separator.)
fn product(factors: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    factors
        .into_iter()
        .reduce(|left, right| quote!(#left * #right))
        .unwrap_or_else(|| float(1.0))
}

fn float(value: f64) -> TokenStream {
    // A literal may not be negative.
    let size = Literal::f64_suffixed(value.abs());
    if value < 0.0 {
        quote!((-#size))
    } else {
        quote!(#size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::VarId;

    fn name(symbol: Symbol) -> String {
        match symbol {
            Symbol::Var(var) => ["w", "h"][var.index()].to_owned(),
            Symbol::Len(_) => "y.len".to_owned(),
        }
    }

    fn inner(id: u32) -> Formula {
        Formula::extent(&(&Poly::var(VarId(id)) - &Poly::constant(2)))
    }

    #[test]
    fn equal_products_meet() {
        let mut sum = inner(0).times(&inner(1));
        sum.add(&inner(1).times(&inner(0)).scaled(3.0));
        assert_eq!(sum.display(&name), "4*(w - 2)*(h - 2)");
        sum.add(&inner(0).times(&inner(1)).scaled(-4.0));
        assert!(sum.is_zero());
    }

    #[test]
    fn complexity_keeps_what_grows_fastest() {
        let mut sum = inner(0).times(&inner(1));
        sum.add(&inner(0));
        sum.add(&Formula::constant(7.0));
        assert_eq!(sum.complexity(&name), "O(h·w)");
        assert_eq!(Formula::constant(7.0).complexity(&name), "O(1)");
    }

    #[test]
    fn code_clamps_empty_loops() {
        let tokens = inner(0).scaled(2.0).to_tokens(&|_| quote!(w)).to_string();
        assert_eq!(
            tokens,
            quote!(((-2f64) + (w as f64) * 1f64).max(0.0) * 2f64).to_string()
        );
    }
}
