//! The op table: every operator, method and function of the kernel language, one row each.
//!
//! A row says how the op is written in Rust, what it takes and gives, what it costs, and which function of the
//! runtime computes it, for one value and for a vector of lanes alike. The WGSL form stands in `emit/wgsl`.

use crate::ir::Scalar;

/// What the first operand (and, with [`Second::Same`], the others) may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    /// `bool`
    Bool,
    /// `bool` or an integer
    Bits,
    /// An integer
    Integer,
    /// A signed integer
    SignedInteger,
    /// An unsigned integer
    UnsignedInteger,
    /// `u32` or `u64`, the bits of a float
    Pattern,
    /// `f32` or `f64`
    Float,
    /// An integer or a float
    Number,
    /// A signed integer or a float
    Signed,
    /// Anything
    Any,
}

impl Operand {
    /// Whether a value of that type may stand here.
    pub fn admits(self, ty: Scalar) -> bool {
        match self {
            Operand::Bool => ty == Scalar::Bool,
            Operand::Bits => ty == Scalar::Bool || ty.is_integer(),
            Operand::Integer => ty.is_integer(),
            Operand::SignedInteger => ty.is_integer() && ty.is_signed(),
            Operand::UnsignedInteger => ty.is_integer() && !ty.is_signed(),
            Operand::Pattern => matches!(ty, Scalar::U32 | Scalar::U64),
            Operand::Float => ty.is_float(),
            Operand::Number => ty != Scalar::Bool,
            Operand::Signed => ty.is_signed(),
            Operand::Any => true,
        }
    }
}

/// The type of the second operand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Second {
    /// As the first.
    Same,
    /// `u32`: shift and rotation counts; lowering casts a shift count of another type.
    U32,
    /// `i32`: the exponent of `powi`.
    I32,
}

/// The type of the result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gives {
    /// As the first operand.
    Same,
    /// `bool`
    Bool,
    /// `u32`
    U32,
    /// The unsigned integer as wide as the first operand, a float.
    Pattern,
    /// The float as wide as the first operand, an integer.
    Float,
}

impl Gives {
    /// The type, given that of the first operand.
    pub fn of(self, operand: Scalar) -> Scalar {
        match self {
            Gives::Same => operand,
            Gives::Bool => Scalar::Bool,
            Gives::U32 => Scalar::U32,
            Gives::Pattern if operand == Scalar::F32 => Scalar::U32,
            Gives::Pattern => Scalar::U64,
            Gives::Float if operand == Scalar::U32 => Scalar::F32,
            Gives::Float => Scalar::F64,
        }
    }
}

/// What an op costs: ops of one class take about the same time. `kernel_runtime::Class` has the same names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Class {
    /// Float addition and what costs the same: subtraction, negation, minimum, rounding.
    Add,
    /// Float multiplication.
    Mul,
    /// Fused multiply and add.
    MulAdd,
    /// Float division.
    Div,
    /// Square root.
    Sqrt,
    /// Comparison and selection.
    Compare,
    /// Integer addition, bit operations and shifts.
    Integer,
    /// Integer multiplication.
    IntegerMul,
    /// Integer division and remainder.
    IntegerDiv,
    /// Conversion between types.
    Convert,
    /// Exponential functions.
    Exp,
    /// Logarithms.
    Ln,
    /// Powers.
    Pow,
    /// Sine, cosine, tangent, and what takes about as long.
    Trig,
    /// Hyperbolic functions, and what takes about as long.
    Tanh,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The op.
    pub op: Op,
    /// How it is written: the operator's sign, or the method's name.
    pub name: &'static str,
    /// The number of operands.
    pub arity: usize,
    /// The first operand.
    pub operand: Operand,
    /// The second operand.
    pub second: Second,
    /// The result.
    pub gives: Gives,
    /// Its class for floats; for integers see [`Op::class`].
    pub class: Class,
    /// The runtime's trait function, under `kernel_runtime::private`.
    pub function: &'static str,
}

macro_rules! ops {
    ($($op:ident $name:literal $arity:literal $operand:ident $second:ident $gives:ident $class:ident $function:literal;)*) => {
        /// An operator, method or function.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Op {$(
            #[doc = concat!("`", $name, "`")]
            $op,
        )*}

        /// The table.
        pub const TABLE: &[Row] = &[$(
            Row {
                op: Op::$op,
                name: $name,
                arity: $arity,
                operand: Operand::$operand,
                second: Second::$second,
                gives: Gives::$gives,
                class: Class::$class,
                function: $function,
            },
        )*];
    };
}

ops! {
    Add         "+"            2 Number  Same Same Add     "Number::add";
    Sub         "-"            2 Number  Same Same Add     "Number::sub";
    Mul         "*"            2 Number  Same Same Mul     "Number::mul";
    Div         "/"            2 Number  Same Same Div     "Number::div";
    Rem         "%"            2 Number  Same Same Div     "Number::rem";
    Neg         "neg"          1 Signed  Same Same Add     "Number::neg";
    Abs         "abs"          1 Signed  Same Same Add     "Number::abs";
    Min         "min"          2 Number  Same Same Add     "Number::min";
    Max         "max"          2 Number  Same Same Add     "Number::max";
    Signum      "signum"       1 Signed  Same Same Compare "Number::signum";

    Eq          "=="           2 Any     Same Bool Compare "Value::eq";
    Ne          "!="           2 Any     Same Bool Compare "Value::ne";
    Lt          "<"            2 Number  Same Bool Compare "Number::lt";
    Le          "<="           2 Number  Same Bool Compare "Number::le";
    Gt          ">"            2 Number  Same Bool Compare "Number::gt";
    Ge          ">="           2 Number  Same Bool Compare "Number::ge";

    Not         "!"            1 Bits    Same Same Integer "Bits::not";
    And         "&"            2 Bits    Same Same Integer "Bits::and";
    Or          "|"            2 Bits    Same Same Integer "Bits::or";
    Xor         "^"            2 Bits    Same Same Integer "Bits::xor";
    Shl         "<<"           2 Integer U32  Same Integer "Integer::shl";
    Shr         ">>"           2 Integer U32  Same Integer "Integer::shr";
    RotateLeft  "rotate_left"  2 Integer U32  Same Integer "Integer::rotate_left";
    RotateRight "rotate_right" 2 Integer U32  Same Integer "Integer::rotate_right";
    CountOnes   "count_ones"   1 Integer Same U32  Integer "Integer::count_ones";
    LeadingZeros  "leading_zeros"  1 Integer Same U32 Integer "Integer::leading_zeros";
    TrailingZeros "trailing_zeros" 1 Integer Same U32 Integer "Integer::trailing_zeros";
    SaturatingAdd "saturating_add" 2 Integer Same Same Integer "Integer::saturating_add";
    SaturatingSub "saturating_sub" 2 Integer Same Same Integer "Integer::saturating_sub";
    MulHigh     "mul_high"     2 Integer Same Same IntegerMul "Integer::mul_high";
    Pow         "pow"          2 Integer U32  Same IntegerMul "Integer::pow";
    ToBits      "to_bits"      1 Float   Same Pattern Integer "Float::to_bits";
    FromBits    "from_bits"    1 Pattern Same Float Integer "Float::from_bits";

    MulAdd      "mul_add"      3 Float   Same Same MulAdd  "Float::mul_add";
    Sqrt        "sqrt"         1 Float   Same Same Sqrt    "Float::sqrt";
    Recip       "recip"        1 Float   Same Same Div     "Float::recip";
    Floor       "floor"        1 Float   Same Same Add     "Float::floor";
    Ceil        "ceil"         1 Float   Same Same Add     "Float::ceil";
    Round       "round"        1 Float   Same Same Add     "Float::round";
    RoundTiesEven "round_ties_even" 1 Float Same Same Add  "Float::round_ties_even";
    Trunc       "trunc"        1 Float   Same Same Add     "Float::trunc";
    Fract       "fract"        1 Float   Same Same Add     "Float::fract";
    CopySign    "copysign"     2 Float   Same Same Add     "Float::copysign";
    IsNan       "is_nan"       1 Float   Same Bool Compare "Float::is_nan";
    ToRadians   "to_radians"   1 Float   Same Same Mul     "Float::to_radians";
    ToDegrees   "to_degrees"   1 Float   Same Same Mul     "Float::to_degrees";

    Exp         "exp"          1 Float   Same Same Exp     "Float::exp";
    Exp2        "exp2"         1 Float   Same Same Exp     "Float::exp2";
    ExpM1       "exp_m1"       1 Float   Same Same Tanh    "Float::exp_m1";
    Ln          "ln"           1 Float   Same Same Ln      "Float::ln";
    Log2        "log2"         1 Float   Same Same Ln      "Float::log2";
    Log10       "log10"        1 Float   Same Same Ln      "Float::log10";
    Ln1p        "ln_1p"        1 Float   Same Same Trig    "Float::ln_1p";
    Powf        "powf"         2 Float   Same Same Pow     "Float::powf";
    Powi        "powi"         2 Float   I32  Same Mul     "Float::powi";
    Sin         "sin"          1 Float   Same Same Trig    "Float::sin";
    Cos         "cos"          1 Float   Same Same Trig    "Float::cos";
    Tan         "tan"          1 Float   Same Same Trig    "Float::tan";
    Asin        "asin"         1 Float   Same Same Trig    "Float::asin";
    Acos        "acos"         1 Float   Same Same Trig    "Float::acos";
    Atan        "atan"         1 Float   Same Same Tanh    "Float::atan";
    Atan2       "atan2"        2 Float   Same Same Tanh    "Float::atan2";
    Sinh        "sinh"         1 Float   Same Same Tanh    "Float::sinh";
    Cosh        "cosh"         1 Float   Same Same Tanh    "Float::cosh";
    Tanh        "tanh"         1 Float   Same Same Tanh    "Float::tanh";
    Asinh       "asinh"        1 Float   Same Same Tanh    "Float::asinh";
    Acosh       "acosh"        1 Float   Same Same Tanh    "Float::acosh";
    Atanh       "atanh"        1 Float   Same Same Tanh    "Float::atanh";
    Cbrt        "cbrt"         1 Float   Same Same Tanh    "Float::cbrt";
    Hypot       "hypot"        2 Float   Same Same Trig    "Float::hypot";
}

impl Op {
    /// The op's row.
    pub fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// The op written as that method, with that many operands counting the receiver.
    pub fn method(name: &str, operands: usize) -> Option<Op> {
        TABLE
            .iter()
            .find(|row| row.name == name && row.arity == operands && row.op.is_method())
            .map(|row| row.op)
    }

    /// Whether Rust has a method of the row's name. Operators have none by their sign: `neg` is written `-`.
    pub fn is_method(self) -> bool {
        let name = self.row().name;
        let word = name.len() > 2 || name == "ln";
        word && !matches!(self, Op::Neg | Op::FromBits | Op::MulHigh)
    }

    /// What the op costs on operands of that type.
    pub fn class(self, ty: Scalar) -> Class {
        if ty.is_float() {
            return self.row().class;
        }
        match self {
            Op::Mul | Op::MulHigh | Op::Pow => Class::IntegerMul,
            Op::Div | Op::Rem => Class::IntegerDiv,
            _ if self.row().gives == Gives::Bool => Class::Compare,
            _ => Class::Integer,
        }
    }

    /// Whether it is the smaller or the greater of two floats, where one that is not a number must not win.
    pub fn is_extreme(self, ty: Scalar) -> bool {
        ty.is_float() && matches!(self, Op::Min | Op::Max)
    }

    /// Whether it compares two values.
    pub fn compares(self) -> bool {
        use Op::{Eq, Ge, Gt, Le, Lt, Ne};
        matches!(self, Eq | Ne | Lt | Le | Gt | Ge)
    }

    /// Whether the runtime has a fast version for operands of that type, which is `Fast` in place of `Float`.
    pub fn has_fast(self, ty: Scalar) -> bool {
        use Op::{Cos, Exp, Exp2, Ln, Log2, Log10, Powf, Sin, Tan, Tanh};
        match self {
            Exp | Exp2 | Ln | Log2 | Log10 | Sin | Cos | Tan | Tanh => ty.is_float(),
            Powf => ty == Scalar::F32,
            _ => false,
        }
    }

    /// Whether the op can fail on operands of that type.
    pub fn can_fail(self, ty: Scalar) -> bool {
        matches!(self, Op::Div | Op::Rem) && ty.is_integer()
    }
}
