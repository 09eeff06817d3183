//! Runs a kernel in every variant and compares.

use std::fmt::Debug;

use kernel_runtime::{Error, Isa, Variant, with_isa};

use crate::gpu_required;

/// Sizes around the edges of gangs, and one of several blocks of virtual lanes.
pub const SIZES: [usize; 8] = [0, 1, 5, 16, 33, 63, 100, 1000];

/// Elements that are compared.
pub trait Element: Copy + PartialEq + Debug {
    /// As a number.
    fn number(self) -> f64;
}

macro_rules! elements {
    ($($ty:ty)*) => {$(
        impl Element for $ty {
            fn number(self) -> f64 {
                self as f64
            }
        }
    )*};
}

elements! { f32 f64 i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

impl Element for bool {
    fn number(self) -> f64 {
        f64::from(u8::from(self))
    }
}

/// Compares what each variant makes of `before` with what the function makes of it: the CPU variants in every bit (NaN is NaN, which is what
/// printing shows), the GPU within a few roundings.
pub fn compare<T: Element>(
    before: &[T],
    plain: impl Fn(&mut [T]),
    dispatch_on: impl Fn(Variant, &mut [T]) -> Result<(), Error>,
) {
    let mut want = before.to_vec();
    plain(&mut want);
    for variant in [Variant::Scalar, Variant::Simd, Variant::Threads] {
        for isa in Isa::available() {
            let mut got = before.to_vec();
            let result = with_isa(isa, || dispatch_on(variant, &mut got));
            assert_eq!(result.expect("it is available"), Ok(()));
            let (got, want) = (format!("{got:?}"), format!("{want:?}"));
            assert_eq!(got, want, "{variant} at {}", isa.name());
        }
    }
    let mut got = before.to_vec();
    match dispatch_on(Variant::Gpu, &mut got) {
        Ok(()) => {
            for (i, (got, want)) in got.iter().zip(&want).enumerate() {
                let (got, want) = (got.number(), want.number());
                let near = (got - want).abs() <= 1e-5 * want.abs().max(1e-3);
                assert!(
                    near || got == want,
                    "gpu: element {i} is {got} instead of {want}"
                );
            }
        }
        Err(Error::Ineligible { reason, .. }) => println!("gpu skipped: {reason}"),
        Err(error) => panic!("gpu: {error}"),
    }
}

/// Whether there is no device that could have run the kernel, and none has to be there.
pub fn is_skipped<T>(variant: Variant, result: &Result<T, Error>) -> bool {
    match result {
        Err(Error::Ineligible { reason, .. }) if variant == Variant::Gpu && !gpu_required() => {
            println!("gpu skipped: {reason}");
            true
        }
        _ => false,
    }
}

/// `agree!(kernel(arguments), output)`: the kernel's last parameter is the output.
#[macro_export]
macro_rules! agree {
    ($kernel:ident($($argument:expr),*), $output:expr) => {
        $crate::harness::compare(
            &$output,
            |output| $kernel($($argument,)* output),
            |variant, output| $kernel::dispatch_on(variant, $($argument,)* output),
        )
    };
}
pub use crate::agree;

/// Floats of both signs that are not too even.
pub fn floats(n: usize) -> Vec<f32> {
    (0..n).map(|i| (i as f32 * 0.37).sin() * 5.0).collect()
}

/// Integers of both signs, small and large.
pub fn integers(n: usize) -> Vec<i32> {
    let mix = |i: usize| (i as u32).wrapping_mul(2_654_435_761) as i32;
    (0..n).map(|i| mix(i) >> (i % 29)).collect()
}
