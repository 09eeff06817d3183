//! Method calls and the closures that they take.

use proc_macro2::Ident;
use quote::ToTokens;

use super::ast::{Closure, ClosureParam, Expr, ExprKind, Path, Pattern, RETURN, Type};
use super::exprs::bare;
use super::reader::Reader;
use crate::diag::Place;

/// The methods that take a function as their last argument, with the number of its parameters.
const TAKE_FUNCTIONS: [(&str, usize); 7] = [
    ("map", 1),
    ("for_each", 1),
    ("filter", 1),
    ("all", 1),
    ("any", 1),
    ("position", 1),
    ("fold", 2),
];

impl Reader {
    pub(super) fn method(&mut self, written: &syn::ExprMethodCall) -> Option<Expr> {
        let turbofish = match &written.turbofish {
            None => None,
            Some(arguments) => Some(self.turbofish(written, arguments)?),
        };
        let receiver = match bare(&written.receiver) {
            syn::Expr::Range(range) if written.method == "contains" => self.asked_range(range),
            _ => self.value(&written.receiver),
        };
        let params = TAKE_FUNCTIONS
            .iter()
            .find(|(name, _)| written.method == name)
            .map(|(_, params)| *params);
        let args: Vec<Option<Expr>> = written
            .args
            .iter()
            .filter(|arg| !is_message(written, arg))
            .enumerate()
            .map(|(position, arg)| match (bare(arg), params) {
                // The function comes last: `fold(f32::MIN, f32::max)`, `map(helper)`.
                (syn::Expr::Path(path), Some(params))
                    if position + 1 == written.args.len() && self.is_function(path) =>
                {
                    self.as_closure(path, params)
                }
                _ => self.value(arg),
            })
            .collect();
        let kind = ExprKind::Method {
            receiver: Box::new(receiver?),
            name: written.method.clone(),
            turbofish,
            args: args.into_iter().collect::<Option<_>>()?,
        };
        Some(self.expr(written, kind))
    }

    /// The type of `.sum::<f32>()`.
    fn turbofish(
        &mut self,
        written: &syn::ExprMethodCall,
        arguments: &syn::AngleBracketedGenericArguments,
    ) -> Option<Type> {
        let mut types = arguments.args.iter();
        match (types.next(), types.next()) {
            (Some(syn::GenericArgument::Type(ty)), None) => match self.ty(ty) {
                Ok(ty) => Some(ty),
                Err(error) => {
                    self.refuse(*error);
                    None
                }
            },
            _ => self.unsupported(
                arguments,
                &format!("`.{}` with these type arguments", written.method),
                "name one type, as in `.sum::<f32>()`",
            ),
        }
    }

    pub(super) fn closure(&mut self, written: &syn::ExprClosure) -> Option<Expr> {
        let special = written.asyncness.is_some()
            || written.constness.is_some()
            || written.lifetimes.is_some();
        if special {
            return self.unsupported(
                written,
                "this kind of closure",
                "write a plain one: `|a| a + 1.0`",
            );
        }
        let params: Vec<Option<ClosureParam>> = written
            .inputs
            .iter()
            .map(|input| self.closure_param(input))
            .collect();
        let returns = match &written.output {
            syn::ReturnType::Default => None,
            syn::ReturnType::Type(_, ty) => match self.ty(ty) {
                Ok(ty) => Some(ty),
                Err(error) => {
                    self.refuse(*error);
                    return None;
                }
            },
        };
        let body = self.closure_body(written);
        let closure = Closure {
            moves: written.capture.is_some(),
            params: params.into_iter().collect::<Option<_>>()?,
            returns,
            body: body?,
        };
        Some(self.expr(written, ExprKind::Closure(closure.into())))
    }

    /// A closure's value. A `return` in it would leave the closure alone.
    fn closure_body(&mut self, written: &syn::ExprClosure) -> Option<Expr> {
        let (body, leaves) = self.apart(|reader| reader.value(&written.body));
        if leaves.contains(RETURN) {
            return self.unsupported(
                written,
                "a closure with a `return`",
                "write the value as the closure's last expression",
            );
        }
        body
    }

    fn closure_param(&mut self, input: &syn::Pat) -> Option<ClosureParam> {
        let (pattern, ty) = match input {
            syn::Pat::Type(typed) => match self.ty(&typed.ty) {
                Ok(ty) => (self.pattern(&typed.pat)?, Some(ty)),
                Err(error) => {
                    self.refuse(*error);
                    return None;
                }
            },
            pattern => (self.pattern(pattern)?, None),
        };
        Some(ClosureParam {
            pattern,
            ty,
            place: Place::of(input),
        })
    }

    /// Whether a path means a function, and not a closure or another variable.
    fn is_function(&self, path: &syn::ExprPath) -> bool {
        let variable = |name: &Ident| self.bound.contains(&name.to_string());
        let Some(name) = path.path.get_ident() else {
            return true;
        };
        let helper = Path {
            segments: vec![name.to_string()],
            tokens: name.to_token_stream(),
        };
        self.helper(&helper).is_some() || !variable(name)
    }

    /// A function's path where a closure could stand: `f32::max` is `|a, b| f32::max(a, b)`.
    fn as_closure(&mut self, written: &syn::ExprPath, params: usize) -> Option<Expr> {
        let place = Place::of(written);
        let names: Vec<Ident> = ["a", "b"]
            .into_iter()
            .take(params)
            .map(|name| Ident::new(name, place.start))
            .collect();
        let call = syn::Expr::Call(syn::ExprCall {
            attrs: Vec::new(),
            func: Box::new(syn::Expr::Path(written.clone())),
            paren_token: syn::token::Paren(place.start),
            args: names.iter().map(variable).collect(),
        });
        let params = names
            .iter()
            .map(|name| ClosureParam {
                pattern: Pattern::Name(self.binding(name, false)),
                ty: None,
                place,
            })
            .collect();
        let body = self.value(&call)?;
        let closure = Closure {
            moves: false,
            params,
            returns: None,
            body,
        };
        Some(self.expr(written, ExprKind::Closure(closure.into())))
    }
}

/// A variable as an expression.
fn variable(name: &Ident) -> syn::Expr {
    syn::Expr::Path(syn::ExprPath {
        attrs: Vec::new(),
        qself: None,
        path: name.clone().into(),
    })
}

/// Whether it is the text of `.expect("text")`, which only the plain function shows.
fn is_message(call: &syn::ExprMethodCall, arg: &syn::Expr) -> bool {
    let text = matches!(
        bare(arg),
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(_),
            ..
        })
    );
    call.method == "expect" && text
}
