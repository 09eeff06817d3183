//! Values as words, to be sent and compared.

/// A scalar as one word.
pub trait Word: Copy {
    /// The word: the value's bits.
    fn to_word(self) -> u64;
    /// The value of a word.
    fn of_word(word: u64) -> Self;
}

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl Word for $ty {
            #[inline]
            fn to_word(self) -> u64 {
                self as u64
            }

            #[inline]
            fn of_word(word: u64) -> Self {
                word as $ty
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

macro_rules! floats {
    ($($ty:ty),*) => {$(
        impl Word for $ty {
            #[inline]
            fn to_word(self) -> u64 {
                self.to_bits().into()
            }

            #[inline]
            fn of_word(word: u64) -> Self {
                Self::from_bits(word as _)
            }
        }
    )*};
}

floats!(f32, f64);

impl Word for bool {
    #[inline]
    fn to_word(self) -> u64 {
        self.into()
    }

    #[inline]
    fn of_word(word: u64) -> Self {
        word != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back() {
        fn back<T: Word + PartialEq + std::fmt::Debug>(values: &[T]) {
            for &value in values {
                assert_eq!(T::of_word(value.to_word()), value);
            }
        }
        back(&[i8::MIN, -1, 0, i8::MAX]);
        back(&[i64::MIN, -1, i64::MAX]);
        back(&[u64::MAX]);
        back(&[-0.0f32, f32::MIN_POSITIVE, f32::INFINITY]);
        back(&[f64::MAX, -1.5]);
        back(&[false, true]);
        assert_eq!((-0.0f32).to_word(), 0x8000_0000);
    }
}
