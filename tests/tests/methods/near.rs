//! Comparison within a relative error.

use kernel_runtime::{Error, Variant};

use crate::harness::{Element, compare};

/// Compares what each variant makes of `before` with what the function makes of it, within a relative error: the elementary functions of kernels
/// are not the system's. The CPU variants have the same bits.
pub(crate) fn compare_near<T: Element>(
    before: &[T],
    (cpu, gpu): (f64, f64),
    plain: impl Fn(&mut [T]),
    dispatch_on: impl Fn(Variant, &mut [T]) -> Result<(), Error>,
) {
    let near = |what: &str, got: &[T], want: &[T], bound: f64| {
        for (i, (got, want)) in got.iter().zip(want).enumerate() {
            let (got, want) = (got.number(), want.number());
            let same = got == want || got.is_nan() && want.is_nan();
            assert!(
                same || (got - want).abs() <= bound * want.abs(),
                "{what}: element {i} is {got} instead of {want}"
            );
        }
    };
    let mut want = before.to_vec();
    plain(&mut want);
    let mut first = before.to_vec();
    assert_eq!(dispatch_on(Variant::Scalar, &mut first), Ok(()));
    near("scalar", &first, &want, cpu);
    compare(
        before,
        |output| output.copy_from_slice(&first),
        |variant, output| match variant {
            Variant::Gpu => {
                output.copy_from_slice(&first);
                Ok(())
            }
            _ => dispatch_on(variant, output),
        },
    );
    let mut got = before.to_vec();
    match dispatch_on(Variant::Gpu, &mut got) {
        Ok(()) => near("gpu", &got, &want, gpu),
        Err(Error::Ineligible { reason, .. }) => println!("gpu skipped: {reason}"),
        Err(error) => panic!("gpu: {error}"),
    }
}

/// `agree_near!(kernel(arguments), output, bounds)`: as `agree!`, within a relative error on the CPU and one on the GPU.
macro_rules! agree_near {
    ($kernel:ident($($argument:expr),*), $output:expr, $bounds:expr) => {
        crate::near::compare_near(
            &$output,
            $bounds,
            |output| $kernel($($argument,)* output),
            |variant, output| $kernel::dispatch_on(variant, $($argument,)* output),
        )
    };
}
pub(crate) use agree_near;
