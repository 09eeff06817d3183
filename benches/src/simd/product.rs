//! The naive product of two matrices, beside what libraries make of it.

use kernel_examples::case;
use kernel_examples::cases::Case;
use kernel_runtime::{Error, Isa, Variant, with_isa};

use crate::kernels::product::product;
use crate::kernels::product_contracted::product_contracted;
use crate::measure::{Run, Time, in_turns};

macro_rules! product_case {
    ($kernel:ident) => {
        case! {
            $kernel, |n, data| {}
            arguments {
                n: usize = n;
                a: Vec<f32> = data.floats(n * n, -1.0, 1.0);
                b: Vec<f32> = data.floats(n * n, -1.0, 1.0);
                c: Vec<f32> = vec![0.0; n * n];
            }
            elements n * n * n;
            call (*n, a, b, c);
            writes [c];
        }
    };
}

/// Of `n` × `n` matrices; an element is one multiplication and one addition.
pub(super) const PRODUCT: Case = product_case!(product);
/// The same with contraction.
pub(super) const CONTRACTED: Case = product_case!(product_contracted);

/// A way to multiply, and how long it takes.
pub struct Peer {
    /// The library's name, or whose it is.
    pub name: &'static str,
    /// Seconds of a product.
    pub time: Time,
}

/// Writes a product.
type Multiply<'a> = &'a dyn Fn(&mut [f32]) -> Result<(), Error>;

/// Times the product of `n` × `n` matrices in turns: the plain function, this project's two kernels at that level, and the libraries
/// that this was built with. One thread each.
pub fn peers(n: usize, isa: Isa) -> Result<Vec<Peer>, Error> {
    // Small integers, so that every order of additions is exact.
    let values =
        |step: usize| -> Vec<f32> { (0..n * n).map(|i| (i * step % 17) as f32 - 8.0).collect() };
    let (a, b) = (values(5), values(7));
    let kernels: [(_, Multiply<'_>); 3] = [
        ("plain", &|c| {
            product(n, &a, &b, c);
            Ok(())
        }),
        ("product", &|c| {
            product::dispatch_on(Variant::Simd, n, &a, &b, c)
        }),
        ("product_contracted", &|c| {
            product_contracted::dispatch_on(Variant::Simd, n, &a, &b, c)
        }),
    ];
    #[cfg(feature = "peers")]
    let libraries: [(_, Multiply<'_>); 2] = [
        ("matrixmultiply", &|c| {
            libraries::matrixmultiply(n, &a, &b, c);
            Ok(())
        }),
        ("faer", &|c| {
            libraries::faer(n, &a, &b, c);
            Ok(())
        }),
    ];
    #[cfg(not(feature = "peers"))]
    let libraries: [(_, Multiply<'_>); 0] = [];

    let ways: Vec<(&str, Multiply<'_>)> = kernels.into_iter().chain(libraries).collect();
    let mut outputs = vec![vec![0.0f32; n * n]; ways.len()];
    let runs = ways
        .iter()
        .zip(&mut outputs)
        .map(|(&(_, multiply), c)| -> Run<'_> {
            Box::new(move |times| {
                with_isa(isa, || (0..times).try_for_each(|_| multiply(c)))
                    .expect("the level is one that the machine has")
            })
        });
    let times = in_turns(&mut runs.collect::<Vec<_>>())?;
    for other in &outputs[1..] {
        assert_eq!(outputs[0], *other, "the products differ");
    }
    let peer = |(&(name, _), time)| Peer { name, time };
    Ok(ways.iter().zip(times).map(peer).collect())
}

/// The products of the libraries.
#[cfg(feature = "peers")]
mod libraries {
    use faer::linalg::matmul::matmul;
    use faer::{Accum, MatMut, MatRef, Par};
    use ndarray::linalg::general_mat_mul;
    use ndarray::{ArrayView2, ArrayViewMut2};

    /// By way of `ndarray`, which hands dense products to `matrixmultiply`.
    pub(super) fn matrixmultiply(n: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
        let [a, b] =
            [a, b].map(|x| ArrayView2::from_shape((n, n), x).expect("a matrix has n · n elements"));
        let mut c = ArrayViewMut2::from_shape((n, n), c).expect("a matrix has n · n elements");
        general_mat_mul(1.0, &a, &b, 0.0, &mut c);
    }

    pub(super) fn faer(n: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
        matmul(
            MatMut::from_row_major_slice_mut(c, n, n),
            Accum::Replace,
            MatRef::from_row_major_slice(a, n, n),
            MatRef::from_row_major_slice(b, n, n),
            1.0f32,
            Par::Seq,
        );
    }
}
