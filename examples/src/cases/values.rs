//! What kernels write and return, whatever its type.

macro_rules! values {
    ($($variant:ident: $ty:ty, |$v:ident| $number:expr, $bits:expr;)*) => {
        /// An array, or one returned value, that a kernel has written.
        #[derive(Clone, PartialEq, Debug)]
        #[allow(missing_docs)]
        pub enum Values {
            $($variant(Vec<$ty>),)*
        }

        impl Values {
            /// The number of elements.
            pub fn len(&self) -> usize {
                match self {
                    $(Values::$variant(values) => values.len(),)*
                }
            }

            /// Each element's bits, so that equal means the same in every bit.
            pub fn bits(&self) -> Vec<u64> {
                match self {
                    $(Values::$variant(values) => values.iter().map(|&$v| $bits).collect(),)*
                }
            }

            /// Each element as the number it stands for; of 64-bit integers the nearest.
            pub fn numbers(&self) -> Vec<f64> {
                match self {
                    $(Values::$variant(values) => values.iter().map(|&$v| $number).collect(),)*
                }
            }
        }

        $(
            impl From<&[$ty]> for Values {
                fn from(elements: &[$ty]) -> Values {
                    Values::$variant(elements.to_vec())
                }
            }

            impl Returned for $ty {
                fn append(self, outputs: &mut Vec<Values>) {
                    outputs.push(Values::$variant(vec![self]));
                }
            }

            impl<const N: usize> Returned for [$ty; N] {
                fn append(self, outputs: &mut Vec<Values>) {
                    outputs.push(Values::$variant(self.to_vec()));
                }
            }
        )*
    };
}

values! {
    F32: f32, |v| v.into(), v.to_bits().into();
    F64: f64, |v| v, v.to_bits();
    I8: i8, |v| v.into(), v as u64;
    I16: i16, |v| v.into(), v as u64;
    I32: i32, |v| v.into(), v as u64;
    I64: i64, |v| v as f64, v as u64;
    U8: u8, |v| v.into(), v.into();
    U16: u16, |v| v.into(), v.into();
    U32: u32, |v| v.into(), v.into();
    U64: u64, |v| v as f64, v;
    Usize: usize, |v| v as f64, v as u64;
    Bool: bool, |v| v.into(), v.into();
}

impl Values {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the elements are floats.
    pub fn are_floats(&self) -> bool {
        matches!(self, Values::F32(_) | Values::F64(_))
    }
}

/// What a kernel may return.
pub trait Returned: Copy {
    /// Appends the returned values, if there are any.
    fn append(self, outputs: &mut Vec<Values>);
}

macro_rules! tuples {
    ($($($part:ident)*;)*) => {$(
        #[allow(non_snake_case, unused_variables)]
        impl<$($part: Returned),*> Returned for ($($part,)*) {
            fn append(self, outputs: &mut Vec<Values>) {
                let ($($part,)*) = self;
                $($part.append(outputs);)*
            }
        }
    )*};
}

tuples! {
    ;
    A B;
    A B C;
    A B C D;
}
