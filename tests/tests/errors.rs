//! Bad arguments: an error that names kernel, line, array, index and length, whatever the variant; and where the index is
//! affine, nothing was written.

use kernel_examples::{blur3x3, clamp_scale, dot, gather, matvec, polynomial, rgb_to_gray, saxpy};
use kernel_runtime::{Error, Isa, Variant, with_isa};

/// Calls with each variant that can run, the SIMD ones at each instruction set.
fn in_every_way<R>(
    mut call: impl FnMut(Variant) -> Result<R, Error>,
    mut check: impl FnMut(Error),
) {
    for variant in Variant::LOCAL {
        for isa in Isa::available() {
            let result = with_isa(isa, || call(variant)).expect("it is available");
            match result.err() {
                Some(Error::Ineligible { .. }) if variant == Variant::Gpu => {}
                Some(error) => check(error),
                None => panic!("{variant} at {} gave a result", isa.name()),
            }
        }
    }
}

/// Takes an out-of-bounds error apart: kernel, array, index, length; its text names them all, and the line.
fn out_of_bounds(error: Error) -> (&'static str, &'static str, i128, usize) {
    let text = error.to_string();
    let Error::OutOfBounds {
        kernel,
        file,
        line,
        array,
        index,
        len,
        ..
    } = error
    else {
        panic!("not an index error: {text}");
    };
    let place = format!("{file}:{line}");
    for part in [kernel, array, &place, &index.to_string(), &len.to_string()] {
        assert!(text.contains(part), "{text} lacks {part}");
    }
    assert!(file.ends_with(&format!("{kernel}.rs")), "{text}");
    let source = std::fs::read_to_string(format!("{}/../{file}", env!("CARGO_MANIFEST_DIR")))
        .expect("the error names a file of this workspace");
    let line = source.lines().nth(line as usize - 1).unwrap_or_default();
    assert!(
        line.contains(&format!("{array}[")),
        "{text}, but there stands: {line}"
    );
    (kernel, array, index, len)
}

#[test]
fn a_short_input_is_told_and_nothing_is_written() {
    for n in [1, 7, 100, 40_000] {
        let x = vec![1.0; n - 1];
        let mut y = vec![5.0; n];
        in_every_way(
            |variant| saxpy::dispatch_on(variant, 2.0, &x, &mut y),
            |error| assert_eq!(out_of_bounds(error), ("saxpy", "x", n as i128 - 1, n - 1)),
        );
        assert!(saxpy::dispatch(2.0, &x, &mut y).is_err());
        assert!(y.iter().all(|&y| y == 5.0));
    }
}

#[test]
fn a_short_operand_of_a_reduction_is_told() {
    in_every_way(
        |variant| dot::dispatch_on(variant, &[1.0; 20], &[1.0; 9]),
        |error| {
            let (kernel, array, index, len) = out_of_bounds(error);
            assert_eq!((kernel, array, len), ("dot", "y", 9));
            assert!((9..20).contains(&index));
        },
    );
}

#[test]
fn a_picture_smaller_than_it_says_is_told_and_nothing_is_written() {
    let (w, h) = (50, 40);
    let picture = vec![1.0; w * h - 1];
    let mut blurred = vec![5.0; w * h];
    in_every_way(
        |variant| blur3x3::dispatch_on(variant, w, h, &picture, &mut blurred),
        |error| assert_eq!(out_of_bounds(error).1, "picture"),
    );
    let full = vec![1.0; w * h];
    let mut small = vec![5.0; w * (h - 2)];
    in_every_way(
        |variant| blur3x3::dispatch_on(variant, w, h, &full, &mut small),
        |error| assert_eq!(out_of_bounds(error).1, "blurred"),
    );
    assert!(blurred.iter().chain(&small).all(|&value| value == 5.0));
}

#[test]
fn a_stride_that_reaches_too_far_is_told_and_nothing_is_written() {
    let mut gray = [9; 33];
    in_every_way(
        |variant| rgb_to_gray::dispatch_on(variant, &[0; 98], &mut gray),
        |error| assert_eq!(out_of_bounds(error), ("rgb_to_gray", "rgb", 98, 98)),
    );
    assert_eq!(gray, [9; 33]);
}

#[test]
fn a_short_matrix_is_told_and_nothing_is_written() {
    let mut y = [5.0; 4];
    in_every_way(
        |variant| matvec::dispatch_on(variant, &[1.0; 11], &[1.0; 3], &mut y),
        |error| assert_eq!(out_of_bounds(error), ("matvec", "a", 11, 11)),
    );
    assert_eq!(y, [5.0; 4]);
}

#[test]
fn short_doubles_are_told_and_nothing_is_written() {
    let mut y = [5.0; 10];
    in_every_way(
        |variant| polynomial::dispatch_on(variant, &[1.0; 8], &[1.0; 9], &mut y),
        |error| assert_eq!(out_of_bounds(error), ("polynomial", "x", 9, 9)),
    );
    assert_eq!(y, [5.0; 10]);
}

#[test]
fn an_index_outside_the_table_is_told() {
    for n in [1_usize, 16, 37, 40_000] {
        let table = [1.0; 100];
        let mut index = vec![3; n];
        index[n / 2] = 100;
        let mut y = vec![0.0; n];
        in_every_way(
            |variant| gather::dispatch_on(variant, &table, &index, &mut y),
            |error| assert_eq!(out_of_bounds(error), ("gather", "table", 100, 100)),
        );
        index[n / 2] = u32::MAX;
        in_every_way(
            |variant| gather::dispatch_on(variant, &table, &index, &mut y),
            |error| assert_eq!(out_of_bounds(error).2, i128::from(u32::MAX)),
        );
    }
}

#[test]
fn an_assertion_that_does_not_hold_is_told() {
    let mut y = [5.0; 10];
    in_every_way(
        |variant| clamp_scale::dispatch_on(variant, 2.0, 1.0, 1.0, &[0.0; 10], &mut y),
        |error| {
            let text = error.to_string();
            assert!(
                matches!(
                    error,
                    Error::Assertion {
                        kernel: "clamp_scale",
                        ..
                    }
                ),
                "{text}"
            );
        },
    );
}

#[test]
fn nothing_to_do_is_no_error() {
    assert_eq!(saxpy::dispatch(1.0, &[], &mut []), Ok(()));
    assert_eq!(dot::dispatch(&[], &[]), Ok(0.0));
    // Where the loop makes no round, no access is out of bounds.
    assert_eq!(saxpy::dispatch(1.0, &[1.0, 2.0], &mut []), Ok(()));
}
