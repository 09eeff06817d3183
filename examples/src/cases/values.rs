//! What kernels write, whatever its type.

/// An array, or one returned value, that a kernel has written.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub enum Values {
    F32(Vec<f32>),
    F64(Vec<f64>),
    I32(Vec<i32>),
    U32(Vec<u32>),
    U8(Vec<u8>),
}

impl Values {
    /// The number of elements.
    pub fn len(&self) -> usize {
        match self {
            Values::F32(values) => values.len(),
            Values::F64(values) => values.len(),
            Values::I32(values) => values.len(),
            Values::U32(values) => values.len(),
            Values::U8(values) => values.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Each element's bits, so that equal means the same in every bit.
    pub fn bits(&self) -> Vec<u64> {
        match self {
            Values::F32(values) => values.iter().map(|v| v.to_bits().into()).collect(),
            Values::F64(values) => values.iter().map(|v| v.to_bits()).collect(),
            Values::I32(values) => values.iter().map(|&v| v as u64).collect(),
            Values::U32(values) => values.iter().map(|&v| v.into()).collect(),
            Values::U8(values) => values.iter().map(|&v| v.into()).collect(),
        }
    }

    /// Each element as the number it stands for.
    pub fn numbers(&self) -> Vec<f64> {
        match self {
            Values::F32(values) => values.iter().map(|&v| v.into()).collect(),
            Values::F64(values) => values.clone(),
            Values::I32(values) => values.iter().map(|&v| v.into()).collect(),
            Values::U32(values) => values.iter().map(|&v| v.into()).collect(),
            Values::U8(values) => values.iter().map(|&v| v.into()).collect(),
        }
    }
}

macro_rules! from_elements {
    ($($ty:ty => $variant:ident;)*) => {$(
        impl From<&[$ty]> for Values {
            fn from(elements: &[$ty]) -> Values {
                Values::$variant(elements.to_vec())
            }
        }

        impl Returned for $ty {
            fn values(self) -> Option<Values> {
                Some(Values::$variant(vec![self]))
            }
        }
    )*};
}

/// What a kernel may return.
pub(super) trait Returned: Copy {
    /// The returned value, if there is one.
    fn values(self) -> Option<Values>;
}

impl Returned for () {
    fn values(self) -> Option<Values> {
        None
    }
}

from_elements! {
    f32 => F32;
    f64 => F64;
    i32 => I32;
    u32 => U32;
    u8 => U8;
}
