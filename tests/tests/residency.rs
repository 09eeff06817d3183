//! Arrays that stay on the device: what is moved and when, and that nobody sees a value that is out of date.
//!
//! Without a device the GPU's part is skipped, unless `KERNEL_REQUIRE_GPU=1` says that there must be one.

use kernel_runtime::{Array, Error, Variant, kernel};
use kernel_tests::gpu_required;

#[kernel]
fn scale(a: f32, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = a * x[i];
    }
}

#[kernel]
fn add(x: &[f32], y: &[f32], z: &mut [f32]) {
    for i in 0..z.len() {
        z[i] = x[i] + y[i];
    }
}

#[kernel]
fn total(x: &[i32]) -> i32 {
    let mut sum = 0;
    for i in 0..x.len() {
        sum += x[i];
    }
    sum
}

#[kernel]
fn pick(p: &[u32], x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = x[p[i] as usize];
    }
}

#[kernel]
fn flip(bits: &mut [bool], bytes: &mut [u8], words: &mut [i16]) {
    for i in 0..bits.len() {
        bits[i] = !bits[i];
        bytes[i] = bytes[i].wrapping_add(200);
        words[i] = -words[i];
    }
}

/// Time steps: stages that alternate between two arrays, in a loop of the host.
#[kernel]
fn smooth(steps: usize, a: &mut [f32], b: &mut [f32]) {
    let (mut from, mut to) = (a, b);
    for _ in 0..steps {
        for i in 1..to.len() - 1 {
            to[i] = 0.25 * from[i - 1] + 0.5 * from[i] + 0.25 * from[i + 1];
        }
        std::mem::swap(&mut from, &mut to);
    }
}

/// Steps each of which is told another number, on the same arrays in turns.
#[kernel]
fn mix(steps: usize, a: &mut [u32], b: &mut [u32]) {
    let (mut from, mut to) = (a, b);
    for step in 0..steps {
        let number = step as u32 * step as u32;
        for i in 0..to.len() {
            to[i] = from[i] * 3 % 65_521 + number;
        }
        std::mem::swap(&mut from, &mut to);
    }
}

/// Two stages and a host that looks at what the first one wrote.
#[kernel]
fn normalise(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = x[i] * x[i] + 1.0;
    }
    let first = y[0];
    for i in 0..y.len() {
        y[i] /= first;
    }
    y[0] = -1.0;
}

/// What the GPU gives; `None` where the test may be skipped.
fn on_gpu<R>(result: Result<R, Error>) -> Option<R> {
    match result {
        Ok(value) => Some(value),
        Err(Error::Ineligible { reason, .. }) if !gpu_required() => {
            eprintln!("skipped: {reason}");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

fn ramp(n: usize) -> Vec<f32> {
    (0..n).map(|i| i as f32 - 7.0).collect()
}

/// Where the values are: on the host, on the device.
fn places<T: kernel_runtime::Scalar>(array: &Array<T>) -> (bool, bool) {
    (array.is_on_host(), array.is_on_device())
}

#[test]
fn kernels_in_a_chain_move_what_they_read_once_and_what_they_write_never() {
    const N: usize = 1000;
    let x = Array::from(ramp(N));
    let (mut y, mut z) = (Array::zeroed(N), Array::zeroed(N));
    let Some(()) = on_gpu(scale::dispatch_on(Variant::Gpu, 2.0, &x, &mut y)) else {
        return;
    };
    assert_eq!(places(&x), (true, true));
    assert_eq!(places(&y), (false, true));
    add::dispatch_on(Variant::Gpu, &x, &y, &mut z).expect("it has run before");
    assert_eq!(places(&y), (false, true));
    assert_eq!(places(&z), (false, true));
    let want: Vec<f32> = ramp(N).iter().map(|x| 3.0 * x).collect();
    assert_eq!(z.as_slice(), Ok(&want[..]));
    assert_eq!(places(&z), (true, true));
    assert_eq!(places(&y), (false, true), "nobody has asked for it");
}

#[test]
fn a_write_on_the_host_leaves_the_copy_on_the_device_behind() {
    const N: usize = 100;
    let mut x = Array::from(ramp(N));
    let mut y = Array::zeroed(N);
    let Some(()) = on_gpu(scale::dispatch_on(Variant::Gpu, 1.0, &x, &mut y)) else {
        return;
    };
    x.as_mut_slice().expect("it is on the host")[3] = 50.0;
    assert_eq!(places(&x), (true, false));
    scale::dispatch_on(Variant::Gpu, 2.0, &x, &mut y).expect("it has run before");
    assert_eq!(y.as_slice().expect("the device is well")[3], 100.0);
}

#[test]
fn the_processor_reads_what_the_device_wrote_and_the_other_way_round() {
    const N: usize = 300;
    let mut x = Array::from(ramp(N));
    let mut y = Array::zeroed(N);
    let mut want = ramp(N);
    for (round, variant) in [Variant::Gpu, Variant::Simd, Variant::Gpu, Variant::Threads]
        .into_iter()
        .cycle()
        .take(12)
        .enumerate()
    {
        let Some(()) = on_gpu(scale::dispatch_on(variant, 1.5, &x, &mut y)) else {
            return;
        };
        let wanted = if variant == Variant::Gpu {
            (false, true)
        } else {
            (true, false)
        };
        assert_eq!(places(&y), wanted, "round {round}");
        want.iter_mut().for_each(|x| *x *= 1.5);
        std::mem::swap(&mut x, &mut y);
    }
    assert_eq!(x.into_vec(), Ok(want));
}

#[test]
fn slices_and_arrays_go_together() {
    const N: usize = 64;
    let x = ramp(N);
    let y = Array::from(ramp(N));
    let (mut slice, mut array) = (vec![0.0; N], Array::zeroed(N));
    for variant in Variant::LOCAL {
        let result = add::dispatch_on(variant, &x, &y, &mut slice);
        let Some(()) = on_gpu(result) else { return };
        add::dispatch_on(variant, &y, &x, &mut array).expect("it has run before");
        let want: Vec<f32> = x.iter().map(|x| x + x).collect();
        assert_eq!(slice, want, "{variant}");
        assert_eq!(array.as_slice(), Ok(&want[..]), "{variant}");
        // One array in two places.
        add::dispatch_on(variant, &y, &y, &mut array).expect("it has run before");
        assert_eq!(array.as_slice(), Ok(&want[..]), "{variant}");
    }
}

#[test]
fn a_value_is_waited_for() {
    let x = Array::from((0..5000).collect::<Vec<i32>>());
    for variant in Variant::LOCAL {
        let Some(sum) = on_gpu(total::dispatch_on(variant, &x)) else {
            return;
        };
        assert_eq!(sum, 4999 * 2500, "{variant}");
    }
    assert_eq!(places(&x), (true, true));
}

#[test]
fn a_fault_leaves_what_the_host_holds() {
    const N: usize = 200;
    let x = Array::from(ramp(N));
    let mut p: Array<u32> = (0..N as u32).rev().collect();
    let mut y = Array::from(vec![5.0; N]);
    p.as_mut_slice().expect("it is on the host")[150] = 1000;
    for variant in Variant::LOCAL {
        match pick::dispatch_on(variant, &p, &x, &mut y) {
            Err(Error::OutOfBounds { index, len, .. }) => assert_eq!((index, len), (1000, N)),
            Err(Error::Ineligible { reason, .. }) if !gpu_required() => {
                eprintln!("skipped: {reason}");
                return;
            }
            other => panic!("{variant}: {other:?}"),
        }
        if variant == Variant::Gpu {
            assert_eq!(y.as_slice().expect("it is on the host"), [5.0; N]);
        }
        y.as_mut_slice().expect("it is on the host").fill(5.0);
    }
    p.as_mut_slice().expect("it is on the host")[150] = 0;
    pick::dispatch_on(Variant::Gpu, &p, &x, &mut y).expect("it has run before");
    assert_eq!(y.as_slice().expect("the device is well")[0], ramp(N)[N - 1]);
}

#[test]
fn what_is_found_at_entry_moves_nothing() {
    let x = Array::from(ramp(10));
    let mut y = Array::zeroed(11);
    for variant in Variant::LOCAL {
        let error = scale::dispatch_on(variant, 1.0, &x, &mut y).expect_err("x is too short");
        assert!(
            matches!(
                error,
                Error::OutOfBounds {
                    index: 10,
                    len: 10,
                    ..
                }
            ),
            "{error}"
        );
        assert_eq!(places(&x), (true, false));
        assert_eq!(y.as_slice().expect("it is on the host"), [0.0; 11]);
    }
}

#[test]
fn narrow_elements_travel() {
    const N: usize = 77;
    let mut bits: Array<bool> = (0..N).map(|i| i % 3 == 0).collect();
    let mut bytes: Array<u8> = (0..N).map(|i| i as u8).collect();
    let mut words: Array<i16> = (0..N).map(|i| i as i16 * 300).collect();
    let result = flip::dispatch_on(Variant::Gpu, &mut bits, &mut bytes, &mut words);
    let Some(()) = on_gpu(result) else { return };
    flip::dispatch_on(Variant::Gpu, &mut bits, &mut bytes, &mut words).expect("it has run before");
    flip::dispatch_on(Variant::Simd, &mut bits, &mut bytes, &mut words).expect("all fits");
    assert!((0..N).all(|i| bits.as_slice().is_ok_and(|bits| bits[i] == (i % 3 != 0))));
    let want = |i: usize| (i as u8).wrapping_add(88);
    assert!((0..N).all(|i| bytes.as_slice().is_ok_and(|bytes| bytes[i] == want(i))));
    assert!((0..N).all(|i| {
        words
            .as_slice()
            .is_ok_and(|words| words[i] == i as i16 * -300)
    }));
}

#[test]
fn stages_leave_slices_where_they_are_until_the_end() {
    for (n, steps) in [(3, 1), (100, 0), (1000, 1), (1000, 2), (1000, 25)] {
        let (mut a, mut b) = (ramp(n), vec![0.0; n]);
        smooth(steps, &mut a, &mut b);
        for variant in Variant::LOCAL {
            let (mut x, mut y) = (ramp(n), vec![0.0; n]);
            let Some(()) = on_gpu(smooth::dispatch_on(variant, steps, &mut x, &mut y)) else {
                return;
            };
            let (mut xs, mut ys) = (Array::from(ramp(n)), Array::zeroed(n));
            smooth::dispatch_on(variant, steps, &mut xs, &mut ys).expect("it has run before");
            assert_eq!((&x, &y), (&a, &b), "{variant}: {n} elements, {steps} steps");
            assert_eq!(
                xs.as_slice(),
                Ok(&a[..]),
                "{variant}: {n} elements, {steps} steps"
            );
            assert_eq!(
                ys.as_slice(),
                Ok(&b[..]),
                "{variant}: {n} elements, {steps} steps"
            );
        }
    }
}

#[test]
fn steps_have_their_own_numbers_however_many_there_are() {
    for (steps, n) in [(1, 5), (7, 1000), (200, 1000), (1000, 40)] {
        let start: Vec<u32> = (0..n).collect();
        let (mut a, mut b) = (start.clone(), vec![0; start.len()]);
        mix(steps, &mut a, &mut b);
        let (mut x, mut y) = (Array::from(start), Array::zeroed(n as usize));
        for _ in 0..2 {
            let Some(()) = on_gpu(mix::dispatch_on(Variant::Gpu, steps, &mut x, &mut y)) else {
                return;
            };
            assert_eq!(x.as_slice(), Ok(&a[..]), "{steps} steps");
            assert_eq!(y.as_slice(), Ok(&b[..]), "{steps} steps");
            // The same steps again, from where these have ended.
            mix(steps, &mut a, &mut b);
        }
    }
}

/// Runs that are recorded and not yet submitted use buffers that others may be given next, with other values.
#[test]
fn runs_of_several_threads_are_submitted_in_their_order() {
    const N: usize = 500;
    if on_gpu(scale::dispatch_on(Variant::Gpu, 2.0, &ramp(1), &mut [0.0])).is_none() {
        return;
    }
    let (mut a, mut b) = (ramp(N), vec![0.0; N]);
    smooth(40, &mut a, &mut b);
    let steps = || {
        for round in 0..10 {
            let (mut x, mut y) = (Array::from(ramp(N)), Array::zeroed(N));
            smooth::dispatch_on(Variant::Gpu, 40, &mut x, &mut y).expect("it has run before");
            // Half of the arrays go back to the pool unseen.
            if round % 2 == 0 {
                assert_eq!(x.as_slice(), Ok(&a[..]));
            }
        }
    };
    let slices = || {
        for round in 0..100 {
            let factor = round as f32;
            let (x, mut y) = (vec![3.0; N], vec![0.0; N]);
            scale::dispatch_on(Variant::Gpu, factor, &x, &mut y).expect("it has run before");
            assert!(y.iter().all(|&y| y == 3.0 * factor), "round {round}");
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(steps);
            scope.spawn(slices);
        }
    });
}

#[test]
fn the_host_between_stages_sees_what_they_wrote() {
    let x = ramp(500);
    let mut want = vec![0.0; 500];
    normalise(&x, &mut want);
    for variant in Variant::LOCAL {
        let mut y = vec![0.0; 500];
        let Some(()) = on_gpu(normalise::dispatch_on(variant, &x, &mut y)) else {
            return;
        };
        let near = |(got, want): (&f32, &f32)| (got - want).abs() <= 1e-6 * want.abs();
        assert!(y.iter().zip(&want).all(near), "{variant}");
        let mut array = Array::zeroed(500);
        normalise::dispatch_on(variant, &Array::from(x.clone()), &mut array)
            .expect("it has run before");
        let array = array.as_slice().expect("the device is well");
        assert!(array.iter().zip(&want).all(near), "{variant}");
    }
}

#[test]
fn an_explanation_says_what_has_to_be_moved() {
    const N: usize = 100_000;
    let x = Array::from(ramp(N));
    let mut y = Array::zeroed(N);
    let transfers = |variant, x: &Array<f32>, y: &mut Array<f32>| {
        let explanation = scale::explain(2.0, x, y);
        let prediction = explanation.prediction(variant);
        prediction.ok().map(|prediction| prediction.transfers)
    };
    let Some(before) = transfers(Variant::Gpu, &x, &mut y) else {
        assert!(!gpu_required());
        return;
    };
    assert!(before > 0.0);
    assert_eq!(transfers(Variant::Simd, &x, &mut y), Some(0.0));
    scale::dispatch_on(Variant::Gpu, 2.0, &x, &mut y).expect("it can run");
    assert_eq!(transfers(Variant::Gpu, &x, &mut y), Some(0.0));
    assert!(transfers(Variant::Simd, &x, &mut y).is_some_and(|seconds| seconds > 0.0));
    // Whatever is chosen, small or large, it is right.
    for round in 0..20 {
        scale::dispatch(1.0 + round as f32, &x, &mut y).expect("something can run");
        if round % 3 == 0 {
            let y = y.as_slice().expect("the device is well");
            assert_eq!(y[10], (1.0 + round as f32) * 3.0);
        }
    }
    let small = Array::from(ramp(20));
    let (mut a, mut b) = (Array::zeroed(20), Array::zeroed(20));
    scale::dispatch_on(Variant::Gpu, 2.0, &small, &mut a).expect("it can run");
    scale::dispatch(2.0, &a, &mut b).expect("something can run");
    assert_eq!(b.as_slice().expect("the device is well")[10], 12.0);
}

#[test]
fn many_threads_read_one_array() {
    const N: usize = 2000;
    let x = Array::from(ramp(N));
    let mut y = Array::zeroed(N);
    let Some(()) = on_gpu(scale::dispatch_on(Variant::Gpu, 2.0, &x, &mut y)) else {
        return;
    };
    let want: Vec<f32> = ramp(N).iter().map(|x| 2.0 * x).collect();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let (y, want) = (&y, &want);
            scope.spawn(move || {
                for round in 0..20 {
                    let mut z = Array::zeroed(N);
                    let variant = Variant::LOCAL[(number + round) % Variant::LOCAL.len()];
                    scale::dispatch_on(variant, 1.0, y, &mut z).expect("it has run before");
                    assert_eq!(z.as_slice(), Ok(&want[..]), "{variant}");
                    assert_eq!(y.as_slice(), Ok(&want[..]));
                }
            });
        }
    });
}
