//! Calls and method calls: which op or function of the kernel language each is.

use proc_macro2::Ident;

use super::Callee;
use super::arrays::is_slice_method;
use super::checker::{Checker, quoted};
use super::infer::Ty;
use super::methods::{Method, refusal};
use super::names::closest;
use crate::diag::{Code, Diagnostic, Place};
use crate::ir::Scalar;
use crate::ops::{Gives, Op, Operand, Second, TABLE};
use crate::parse::ast::{Expr, ExprKind, Literal, Path, Type};
use crate::parse::is_heap;

/// Methods of numbers that are none of the op table, with their number of operands.
const METHODS: [(&str, usize, Callee); 18] = [
    ("clamp", 3, Callee::Clamp),
    ("sin_cos", 1, Callee::SinCos),
    ("abs_diff", 2, Callee::AbsDiff),
    ("is_finite", 1, Callee::IsFinite),
    ("is_infinite", 1, Callee::IsInfinite),
    ("rem_euclid", 2, Callee::RemEuclid),
    ("wrapping_neg", 1, Callee::WrappingNeg),
    ("wrapping_add", 2, Callee::Op(Op::Add)),
    ("wrapping_sub", 2, Callee::Op(Op::Sub)),
    ("wrapping_mul", 2, Callee::Op(Op::Mul)),
    ("wrapping_shl", 2, Callee::Op(Op::Shl)),
    ("wrapping_shr", 2, Callee::Op(Op::Shr)),
    ("wrapping_abs", 1, Callee::Op(Op::Abs)),
    ("not", 1, Callee::Op(Op::Not)),
    ("eq", 2, Callee::Op(Op::Eq)),
    ("ne", 2, Callee::Op(Op::Ne)),
    ("pow", 2, Callee::Pow(0)),
    ("wrapping_pow", 2, Callee::Pow(0)),
];

/// A method call as written.
pub(super) struct MethodCall<'e> {
    pub(super) whole: &'e Expr,
    pub(super) receiver: &'e Expr,
    pub(super) name: &'e Ident,
    pub(super) turbofish: Option<&'e Type>,
    pub(super) args: &'e [Expr],
}

impl Checker<'_> {
    pub(super) fn method(
        &mut self,
        whole: &Expr,
        receiver: &Expr,
        name: &Ident,
        turbofish: Option<&Type>,
        args: &[Expr],
    ) -> Ty {
        let call = MethodCall {
            whole,
            receiver,
            name,
            turbofish,
            args,
        };
        if let Some(ty) = self.contains(&call) {
            return ty;
        }
        let found = self.expr(receiver);
        let found = match self.infer.resolve(&found) {
            Ty::Slice(element, mutable) => return self.view_method(&call, *element, mutable),
            Ty::Array(element, _) => return self.view_method(&call, *element, true),
            Ty::Var(_)
                if is_slice_method(&name.to_string())
                    && let Some(element) = self.table(receiver) =>
            {
                return self.view_method(&call, element, false);
            }
            Ty::Items(items) => return self.items_method(&call, *items),
            Ty::Maybe(inner) => return self.maybe_method(&call, *inner),
            // A method reads through `&mut`.
            Ty::Mut(inner) => *inner,
            Ty::Never => return self.nothing(receiver),
            other => other,
        };
        if turbofish.is_some() && found != Ty::Error {
            return self.no_turbofish(&call);
        }
        let text = name.to_string();
        if matches!(text.as_str(), "clone" | "to_owned") && args.is_empty() {
            self.callees
                .insert(whole.id, Callee::Adapter(super::Adapter::Same));
            return found;
        }
        let operands: Vec<&Expr> = std::iter::once(receiver).chain(args).collect();
        let rest = args.iter().map(|arg| self.expr(arg));
        let types: Vec<Ty> = std::iter::once(found).chain(rest).collect();
        self.apply(whole, &text, name.span().into(), &operands, &types)
    }

    pub(super) fn call(&mut self, whole: &Expr, function: &Path, args: &[Expr]) -> Ty {
        let place = Place::of(&function.tokens);
        if let Some(ty) = self.closure_call(whole, function, args) {
            return ty;
        }
        if function.segments.len() > 1
            && function.segments[function.segments.len() - 2..] == ["iter", "zip"]
            && let [left, right] = args
        {
            return self.zip_call(whole, left, right);
        }
        let (ty, name) = match function.segments.as_slice() {
            [.., module, name] if module == "cmp" && matches!(name.as_str(), "min" | "max") => {
                (None, name)
            }
            [.., ty, name] if let Some(scalar) = Scalar::from_name(ty) => (Some(scalar), name),
            _ => {
                self.unknown_function(place, function);
                return Ty::Error;
            }
        };
        let operands: Vec<&Expr> = args.iter().collect();
        let types: Vec<Ty> = operands.iter().map(|operand| self.expr(operand)).collect();
        let Some((first, found)) = operands.first().zip(types.first()) else {
            self.unknown_function(place, function);
            return Ty::Error;
        };
        if let Some(scalar) = ty {
            if name == "from" && operands.len() == 1 {
                self.demand(Operand::Any, found, "from", first);
                self.callees.insert(whole.id, Callee::Convert(scalar));
                return Ty::Scalar(scalar);
            }
            if name == "from_bits" && operands.len() == 1 && scalar.is_float() {
                return self.float_of_bits(whole, scalar, first, found);
            }
            let because = format!("`{0}::{name}` takes `{0}`", scalar.name());
            self.require(first, found, &Ty::Scalar(scalar), &because);
        }
        self.apply(whole, name, place, &operands, &types)
    }

    /// A function of numbers on its operands, the receiver first.
    fn apply(
        &mut self,
        whole: &Expr,
        name: &str,
        place: Place,
        operands: &[&Expr],
        types: &[Ty],
    ) -> Ty {
        if types.first() == Some(&Ty::Error) {
            return Ty::Error;
        }
        if let Some(first) = types.first()
            && let Ty::Struct(of) = self.infer.resolve(first)
        {
            let message = format!("`{}` has no method `{name}` in a kernel", of.name);
            let help =
                format!("call a function marked `#[kernel(helper)]` that takes it: `{name}(…)`");
            self.diagnostics
                .push(Diagnostic::new(Code::UnknownFunction, place, message).help(help));
            return Ty::Error;
        }
        let Some(callee) = method(name, operands.len()) else {
            self.unknown_method(name, place, operands);
            return Ty::Error;
        };
        let callee = literal_power(callee, operands);
        self.callees.insert(whole.id, callee);
        let first = types[0].clone();
        match callee {
            Callee::Op(Op::ToBits) => {
                self.demand(Operand::Float, &first, name, operands[0]);
                self.bits_of(&first, operands[0])
            }
            Callee::Op(op) => self.op(op, name, operands, types),
            Callee::Method(method) => self.method_of_numbers(method, operands, types),
            Callee::Clamp => {
                self.demand(Operand::Number, &first, name, operands[0]);
                self.like_first(name, operands, types);
                first
            }
            Callee::RemEuclid => {
                self.demand(Operand::Number, &first, name, operands[0]);
                self.like_first(name, operands, types);
                first
            }
            Callee::SinCos => {
                self.demand(Operand::Float, &first, name, operands[0]);
                Ty::Tuple(vec![first.clone(), first])
            }
            Callee::IsFinite | Callee::IsInfinite => {
                self.demand(Operand::Float, &first, name, operands[0]);
                Ty::BOOL
            }
            Callee::WrappingNeg => {
                self.demand(Operand::Integer, &first, name, operands[0]);
                first
            }
            Callee::Pow(_) => {
                self.demand(Operand::Integer, &first, name, operands[0]);
                self.require(
                    operands[1],
                    &types[1],
                    &Ty::Scalar(Scalar::U32),
                    "the exponent of `pow` is `u32`",
                );
                first
            }
            Callee::AbsDiff => {
                self.like_first(name, operands, types);
                self.abs_diff(&first, operands[0])
            }
            _ => first,
        }
    }

    fn op(&mut self, op: Op, name: &str, operands: &[&Expr], types: &[Ty]) -> Ty {
        let row = op.row();
        self.demand(row.operand, &types[0], name, operands[0]);
        match row.second {
            Second::Same => self.like_first(name, operands, types),
            Second::U32 => {
                let what = if op == Op::Pow { "exponent" } else { "count" };
                let because = format!("the {what} of `{name}` is `u32`");
                self.require(operands[1], &types[1], &Ty::Scalar(Scalar::U32), &because);
            }
            Second::I32 => {
                let because = format!("the exponent of `{name}` is `i32`");
                self.require(operands[1], &types[1], &Ty::Scalar(Scalar::I32), &because);
            }
        }
        match row.gives {
            Gives::Same => types[0].clone(),
            Gives::Bool => Ty::BOOL,
            Gives::U32 => Ty::Scalar(Scalar::U32),
            // These have an arm of their own.
            Gives::Pattern | Gives::Float => Ty::Error,
        }
    }

    /// Further operands have the type of the first.
    pub(super) fn like_first(&mut self, name: &str, operands: &[&Expr], types: &[Ty]) {
        for (operand, ty) in operands.iter().zip(types).skip(1) {
            let because = format!(
                "`{name}` takes the type of {}, which is {}",
                quoted(operands[0]),
                self.infer.describe(&types[0])
            );
            self.require(operand, ty, &types[0], &because);
        }
    }

    /// The difference of signed integers is unsigned.
    fn abs_diff(&mut self, ty: &Ty, operand: &Expr) -> Ty {
        match self.infer.scalar(ty) {
            Some(scalar) if scalar.is_integer() => Ty::Scalar(unsigned(scalar)),
            _ => {
                let help = "give the variable a type, or write `(a - b).abs()` for floats";
                self.needs_known("abs_diff", "an integer", ty, operand, help);
                Ty::Error
            }
        }
    }

    fn unknown_method(&mut self, name: &str, place: Place, operands: &[&Expr]) {
        if let Some(error) = refusal(name, place) {
            return self.diagnostics.push(error);
        }
        let ops = TABLE
            .iter()
            .filter(|row| row.op.is_method())
            .map(|row| row.name);
        let others = METHODS.iter().map(|row| row.0);
        let known: Vec<&str> = ops.chain(others).chain(Method::names()).collect();
        let taken = (1..=3).find(|operands| method(name, *operands).is_some());
        let message = match taken {
            Some(taken) => format!(
                "`{name}` takes {} besides the value it is called on, but {} given",
                plural(taken - 1, "argument"),
                match operands.len() - 1 {
                    1 => "1 is".to_owned(),
                    given => format!("{given} are"),
                }
            ),
            None => format!("the method `{name}` is not part of the kernel language"),
        };
        let error = Diagnostic::new(Code::UnknownFunction, place, message);
        let error = match closest(name, known.iter().copied()) {
            Some(close) if close != name => error.help(format!("did you mean `{close}`?")),
            _ => error.help("write it with operators and the methods of numbers that a kernel has, such as `min`, `sqrt`, `exp`, `clamp`"),
        };
        self.diagnostics.push(error);
    }

    fn unknown_function(&mut self, place: Place, function: &Path) {
        let name = function.last();
        if let Some(heap) = function.segments.iter().find(|segment| is_heap(segment)) {
            let message =
                format!("`{heap}` lives on the heap, out of reach of vector lanes and GPUs");
            let error = Diagnostic::new(Code::HeapType, place, message)
                .help("let the caller allocate, and take the memory as a `&mut [T]` parameter");
            return self.diagnostics.push(error);
        }
        if function.name().is_some_and(|name| self.kernel == name) {
            let message = format!("`{name}` calls itself, which vector lanes and GPUs cannot");
            let error = Diagnostic::new(Code::UnknownFunction, place, message)
                .help("write the recursion as a loop");
            return self.diagnostics.push(error);
        }
        let message = format!(
            "`{name}` is a function outside this kernel, whose body `#[kernel]` cannot see"
        );
        let error = Diagnostic::new(Code::UnknownFunction, place, message);
        let arity = [1, 2, 3]
            .into_iter()
            .find(|operands| method(name, *operands).is_some());
        let error = match arity {
            Some(1) => error.help(format!("write it as a method: `x.{name}()`")),
            Some(_) => error.help(format!("write it as a method: `a.{name}(b)`")),
            None => error.help(format!(
                "put `#[kernel(helper)]` in front of `{name}`, so that its body becomes part of every variant"
            )),
        };
        self.diagnostics.push(error);
    }
}

pub(super) fn plural(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// The function of that name.
fn method(name: &str, operands: usize) -> Option<Callee> {
    let other = METHODS
        .iter()
        .find(|row| row.0 == name && row.1 == operands);
    match other {
        Some(row) => Some(row.2),
        None => Op::method(name, operands)
            .map(Callee::Op)
            .or_else(|| Method::of(name, operands).map(Callee::Method)),
    }
}

/// A power with a literal exponent is written out; any other is an op.
fn literal_power(callee: Callee, operands: &[&Expr]) -> Callee {
    match callee {
        Callee::Pow(_) => match operands[1].kind {
            ExprKind::Literal(Literal::Int(exponent, _)) => {
                u32::try_from(exponent).map_or(Callee::Op(Op::Pow), Callee::Pow)
            }
            _ => Callee::Op(Op::Pow),
        },
        other => other,
    }
}

/// The unsigned type of that width.
pub(crate) fn unsigned(scalar: Scalar) -> Scalar {
    match scalar {
        Scalar::I8 => Scalar::U8,
        Scalar::I16 => Scalar::U16,
        Scalar::I32 => Scalar::U32,
        Scalar::I64 => Scalar::U64,
        Scalar::Isize => Scalar::Usize,
        other => other,
    }
}
