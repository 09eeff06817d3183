//! A value of the kernel language, and how `as` converts it.

use std::fmt::{self, Display, Formatter};

use kernel_compiler::ir::{Literal, Scalar};

macro_rules! values {
    ($($variant:ident $ty:ident),*) => {
        /// A value of the kernel language.
        #[derive(Clone, Copy, Debug)]
        pub enum Value {$(
            #[doc = concat!("A `", stringify!($ty), "`.")]
            $variant($ty),
        )*}

        impl Value {
            /// Its type.
            pub fn ty(self) -> Scalar {
                match self {$(Value::$variant(_) => Scalar::$variant,)*}
            }
        }

        impl Display for Value {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                match self {$(Value::$variant(value) => write!(f, "{value:?}{}", stringify!($ty)),)*}
            }
        }
    };
}

values! {
    Bool bool, I8 i8, I16 i16, I32 i32, I64 i64, Isize isize, U8 u8, U16 u16, U32 u32, U64 u64, Usize usize, F32 f32, F64 f64
}

/// A number converted to any type but `bool`.
macro_rules! convert {
    ($value:expr, $to:expr) => {
        Some(match $to {
            Scalar::Bool => return None,
            Scalar::I8 => Value::I8($value as i8),
            Scalar::I16 => Value::I16($value as i16),
            Scalar::I32 => Value::I32($value as i32),
            Scalar::I64 => Value::I64($value as i64),
            Scalar::Isize => Value::Isize($value as isize),
            Scalar::U8 => Value::U8($value as u8),
            Scalar::U16 => Value::U16($value as u16),
            Scalar::U32 => Value::U32($value as u32),
            Scalar::U64 => Value::U64($value as u64),
            Scalar::Usize => Value::Usize($value as usize),
            Scalar::F32 => Value::F32($value as f32),
            Scalar::F64 => Value::F64($value as f64),
        })
    };
}

impl Value {
    /// A literal of that type; nothing if it is none.
    pub fn literal(literal: &Literal, ty: Scalar) -> Option<Value> {
        match literal {
            Literal::Bool(value) => (ty == Scalar::Bool).then_some(Value::Bool(*value)),
            Literal::Int(value) if ty.is_integer() => Value::integer(*value, ty),
            // Parsed in its own type: by way of `f64` an `f32` could be rounded twice.
            Literal::Float(digits) if ty == Scalar::F32 => digits.parse().ok().map(Value::F32),
            Literal::Float(digits) if ty == Scalar::F64 => digits.parse().ok().map(Value::F64),
            _ => None,
        }
    }

    /// An integer of that type, wrapped; of a float type the nearest; nothing for `bool`.
    pub fn integer(value: i128, ty: Scalar) -> Option<Value> {
        convert!(value, ty)
    }

    /// `self as ty`; nothing where Rust has no such cast.
    pub fn cast(self, ty: Scalar) -> Option<Value> {
        match self {
            Value::Bool(value) if ty == Scalar::Bool => Some(Value::Bool(value)),
            Value::Bool(_) if ty.is_float() => None,
            Value::Bool(value) => convert!(u8::from(value), ty),
            Value::I8(value) => convert!(value, ty),
            Value::I16(value) => convert!(value, ty),
            Value::I32(value) => convert!(value, ty),
            Value::I64(value) => convert!(value, ty),
            Value::Isize(value) => convert!(value, ty),
            Value::U8(value) => convert!(value, ty),
            Value::U16(value) => convert!(value, ty),
            Value::U32(value) => convert!(value, ty),
            Value::U64(value) => convert!(value, ty),
            Value::Usize(value) => convert!(value, ty),
            Value::F32(value) => convert!(value, ty),
            Value::F64(value) => convert!(value, ty),
        }
    }

    /// The integer as a number; nothing for other types.
    pub fn exact(self) -> Option<i128> {
        Some(match self {
            Value::Bool(_) | Value::F32(_) | Value::F64(_) => return None,
            Value::I8(value) => value.into(),
            Value::I16(value) => value.into(),
            Value::I32(value) => value.into(),
            Value::I64(value) => value.into(),
            Value::Isize(value) => value as i128,
            Value::U8(value) => value.into(),
            Value::U16(value) => value.into(),
            Value::U32(value) => value.into(),
            Value::U64(value) => value.into(),
            Value::Usize(value) => value as i128,
        })
    }

    /// The float as `f64`; nothing for other types.
    pub fn float(self) -> Option<f64> {
        match self {
            Value::F32(value) => Some(value.into()),
            Value::F64(value) => Some(value),
            _ => None,
        }
    }

    /// The `usize`, if it is one.
    pub fn index(self) -> Option<usize> {
        match self {
            Value::Usize(value) => Some(value),
            _ => None,
        }
    }

    /// The `bool`, if it is one.
    pub fn truth(self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// Its bits. All NaNs have the same: which one an operation gives, Rust does not say.
    pub fn bits(self) -> u64 {
        match self {
            Value::Bool(value) => value.into(),
            Value::F32(value) if value.is_nan() => f32::NAN.to_bits().into(),
            Value::F32(value) => value.to_bits().into(),
            Value::F64(value) if value.is_nan() => f64::NAN.to_bits(),
            Value::F64(value) => value.to_bits(),
            integer => integer.exact().map_or(0, |value| value as u64),
        }
    }

    /// Whether both have one type and the same bits.
    pub fn same(self, other: Value) -> bool {
        self.ty() == other.ty() && self.bits() == other.bits()
    }
}
