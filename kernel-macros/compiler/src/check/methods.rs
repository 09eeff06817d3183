//! Methods of numbers that are several ops: what they take and give. Lowering writes them out, in `lower/methods`.

use super::Callee;
use super::calls::unsigned;
use super::checker::{Checker, quoted};
use super::infer::Ty;
use crate::diag::{Code, Diagnostic, Place};
use crate::ir::Scalar;
use crate::ops::{Op, Operand};
use crate::parse::ast::Expr;

/// What follows the receiver, if anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Other {
    /// Nothing.
    None,
    /// A value of the receiver's type.
    Same,
    /// `u32`
    U32,
    /// The signed integer of the receiver's width.
    Signed,
}

/// The result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Gives {
    /// The receiver's type.
    Same,
    /// `bool`
    Bool,
    /// `u32`
    U32,
    /// The unsigned integer of the receiver's width.
    Unsigned,
    /// The signed integer of the receiver's width.
    Signed,
    /// The receiver's type, and whether it overflowed.
    Overflowing,
}

macro_rules! methods {
    ($($method:ident $name:literal $receiver:ident $other:ident $gives:ident;)*) => {
        /// A method that is several ops.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Method {$(
            #[doc = concat!("`", $name, "`")]
            $method,
        )*}

        const TABLE: &[Row] = &[$(
            Row {
                method: Method::$method,
                name: $name,
                receiver: Operand::$receiver,
                other: Other::$other,
                gives: Gives::$gives,
            },
        )*];
    };
}

struct Row {
    method: Method,
    name: &'static str,
    receiver: Operand,
    other: Other,
    gives: Gives,
}

methods! {
    Log              "log"               Float           Same   Same;
    IsSignNegative   "is_sign_negative"  Float           None   Bool;
    IsSignPositive   "is_sign_positive"  Float           None   Bool;
    IsNormal         "is_normal"         Float           None   Bool;
    IsSubnormal      "is_subnormal"      Float           None   Bool;
    DivEuclid        "div_euclid"        Number          Same   Same;

    CountZeros       "count_zeros"       Integer         None   U32;
    LeadingOnes      "leading_ones"      Integer         None   U32;
    TrailingOnes     "trailing_ones"     Integer         None   U32;
    SwapBytes        "swap_bytes"        Integer         None   Same;
    ReverseBits      "reverse_bits"      Integer         None   Same;
    Isqrt            "isqrt"             Integer         None   Same;
    Ilog2            "ilog2"             Integer         None   U32;
    Ilog10           "ilog10"            Integer         None   U32;
    Midpoint         "midpoint"          Integer         Same   Same;
    WrappingDiv      "wrapping_div"      Integer         Same   Same;
    WrappingRem      "wrapping_rem"      Integer         Same   Same;
    SaturatingMul    "saturating_mul"    Integer         Same   Same;
    OverflowingAdd   "overflowing_add"   Integer         Same   Overflowing;
    OverflowingSub   "overflowing_sub"   Integer         Same   Overflowing;
    OverflowingMul   "overflowing_mul"   Integer         Same   Overflowing;
    OverflowingNeg   "overflowing_neg"   Integer         None   Overflowing;
    OverflowingShl   "overflowing_shl"   Integer         U32    Overflowing;
    OverflowingShr   "overflowing_shr"   Integer         U32    Overflowing;

    IsNegative       "is_negative"       SignedInteger   None   Bool;
    IsPositive       "is_positive"       SignedInteger   None   Bool;
    UnsignedAbs      "unsigned_abs"      SignedInteger   None   Unsigned;
    CastUnsigned     "cast_unsigned"     SignedInteger   None   Unsigned;
    SaturatingNeg    "saturating_neg"    SignedInteger   None   Same;
    SaturatingAbs    "saturating_abs"    SignedInteger   None   Same;
    OverflowingAbs   "overflowing_abs"   SignedInteger   None   Overflowing;

    CastSigned       "cast_signed"       UnsignedInteger None   Signed;
    IsPowerOfTwo     "is_power_of_two"   UnsignedInteger None   Bool;
    NextPowerOfTwo   "next_power_of_two" UnsignedInteger None   Same;
    IsMultipleOf     "is_multiple_of"    UnsignedInteger Same   Bool;
    NextMultipleOf   "next_multiple_of"  UnsignedInteger Same   Same;
    DivCeil          "div_ceil"          UnsignedInteger Same   Same;
    WrappingAddSigned   "wrapping_add_signed"   UnsignedInteger Signed Same;
    SaturatingAddSigned "saturating_add_signed" UnsignedInteger Signed Same;
}

impl Method {
    fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// The method of that name, with that many operands counting the receiver.
    pub(super) fn of(name: &str, operands: usize) -> Option<Method> {
        TABLE
            .iter()
            .find(|row| row.name == name && operands == 1 + usize::from(row.other != Other::None))
            .map(|row| row.method)
    }

    /// All names.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|row| row.name)
    }
}

impl Checker<'_> {
    /// The type of a method's result on its operands, the receiver first.
    pub(super) fn method_of_numbers(
        &mut self,
        method: Method,
        operands: &[&Expr],
        types: &[Ty],
    ) -> Ty {
        let row = method.row();
        let receiver = &types[0];
        self.demand(row.receiver, receiver, row.name, operands[0]);
        match row.other {
            Other::None => {}
            Other::Same => self.like_first(row.name, operands, types),
            Other::U32 => {
                let because = format!("the count of `{}` is `u32`", row.name);
                self.require(operands[1], &types[1], &Ty::Scalar(Scalar::U32), &because);
            }
            Other::Signed => {
                let Some(scalar) = self.known_integer(row.name, receiver, operands[0]) else {
                    return Ty::Error;
                };
                let wanted = signed(scalar);
                let because = format!(
                    "`{}` of `{}` takes `{}`",
                    row.name,
                    scalar.name(),
                    wanted.name()
                );
                self.require(operands[1], &types[1], &Ty::Scalar(wanted), &because);
            }
        }
        match row.gives {
            Gives::Same => receiver.clone(),
            Gives::Bool => Ty::BOOL,
            Gives::U32 => Ty::Scalar(Scalar::U32),
            Gives::Overflowing => Ty::Tuple(vec![receiver.clone(), Ty::BOOL]),
            Gives::Unsigned | Gives::Signed => {
                match self.known_integer(row.name, receiver, operands[0]) {
                    Some(scalar) if row.gives == Gives::Unsigned => Ty::Scalar(unsigned(scalar)),
                    Some(scalar) => Ty::Scalar(signed(scalar)),
                    None => Ty::Error,
                }
            }
        }
    }

    /// The receiver's type, where the result's depends on it.
    pub(super) fn known_integer(&mut self, name: &str, ty: &Ty, operand: &Expr) -> Option<Scalar> {
        let known = self.infer.scalar(ty).filter(|scalar| scalar.is_integer());
        if known.is_none() {
            self.needs_known(
                name,
                "an integer",
                ty,
                operand,
                "give the variable a type, or the literal a suffix",
            );
        }
        known
    }

    /// The bits of a float: their type is as wide.
    pub(super) fn bits_of(&mut self, ty: &Ty, operand: &Expr) -> Ty {
        match self.infer.scalar(ty) {
            Some(scalar) if scalar.is_float() => Ty::Scalar(Op::ToBits.row().gives.of(scalar)),
            _ => {
                let help = "give the variable a type, or the literal a suffix";
                self.needs_known("to_bits", "a float", ty, operand, help);
                Ty::Error
            }
        }
    }

    /// `f32::from_bits(bits)`
    pub(super) fn float_of_bits(
        &mut self,
        whole: &Expr,
        to: Scalar,
        operand: &Expr,
        found: &Ty,
    ) -> Ty {
        let pattern = Op::ToBits.row().gives.of(to);
        let because = format!("`{}::from_bits` takes `{}`", to.name(), pattern.name());
        self.require(operand, found, &Ty::Scalar(pattern), &because);
        self.callees.insert(whole.id, Callee::Op(Op::FromBits));
        Ty::Scalar(to)
    }

    pub(super) fn needs_known(
        &mut self,
        name: &str,
        what: &str,
        ty: &Ty,
        operand: &Expr,
        help: &str,
    ) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::Ambiguous,
                operand.place,
                format!(
                    "`{name}` needs {what} of a known type, but {} is {}",
                    quoted(operand),
                    self.infer.describe(ty)
                ),
            )
            .help(help),
        );
    }
}

/// Why a method that Rust has is none of the kernel language, if that is known: it gives an `Option`, or can only panic.
pub(super) fn refusal(name: &str, place: Place) -> Option<Diagnostic> {
    let (family, what) = name.split_once('_')?;
    let problem = match family {
        "checked" => "gives an `Option`, which kernels do not have",
        "strict" => "panics on overflow, where kernels wrap as a release build does",
        _ => return None,
    };
    let help = match what {
        "add" | "sub" | "mul" | "neg" | "abs" | "shl" | "shr" if family == "checked" => format!(
            "`overflowing_{what}` gives the value and whether it overflowed: `let (value, overflowed) = …`"
        ),
        "div" | "rem" | "div_euclid" | "rem_euclid" => {
            "test the divisor first: `if d != 0 { … }`".to_owned()
        }
        "pow" => "`wrapping_pow` wraps".to_owned(),
        "ilog2" | "ilog10" => format!("test first: `if x > 0 {{ x.{what}() }} else {{ … }}`"),
        "isqrt" => "test first: `if x >= 0 { x.isqrt() } else { … }`".to_owned(),
        _ => format!("test first what would fail, or use `wrapping_{what}`"),
    };
    let message = format!("`{name}` {problem}");
    Some(Diagnostic::new(Code::UnknownFunction, place, message).help(help))
}

/// The signed type of that width.
pub(crate) fn signed(scalar: Scalar) -> Scalar {
    match scalar {
        Scalar::U8 => Scalar::I8,
        Scalar::U16 => Scalar::I16,
        Scalar::U32 => Scalar::I32,
        Scalar::U64 => Scalar::I64,
        Scalar::Usize => Scalar::Isize,
        other => other,
    }
}
