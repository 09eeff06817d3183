//! A device and the processor on one launch: also where the device is lost meanwhile, and where a point fails.
//!
//! A program of its own, for what it sets is the whole process's.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use kernel_runtime::private::{launches_beside, lose_device};
use kernel_runtime::{Array, CoExecution, Error, Variant, kernel, set_co_execution};
use kernel_tests::{gpu_required, numbered_on_threads};

/// In place, so that what a failing device had begun could not be computed again from what is left.
#[kernel]
fn advance(x: &[u32], y: &mut [u32]) {
    for i in 0..y.len() {
        y[i] = y[i].wrapping_mul(1664525).wrapping_add(x[i]);
    }
}

#[kernel]
fn picked(at: &[u32], x: &[u32], y: &mut [u32]) {
    for i in 0..y.len() {
        y[i] = x[at[i] as usize];
    }
}

#[kernel]
fn least_and_sum(x: &[i32]) -> (i32, i32) {
    let mut least = i32::MAX;
    let mut sum = 0i32;
    for i in 0..x.len() {
        least = least.min(x[i]);
        sum = sum.wrapping_add(x[i]);
    }
    (least, sum)
}

#[kernel]
fn histogram(x: &[u32], bins: &mut [u32]) {
    for i in 0..x.len() {
        bins[x[i] as usize] += 1;
    }
}

const N: usize = 20_000;
const THREADS: usize = 8;
const DISPATCHES: usize = 800;

#[test]
fn the_device_and_the_processor_share_a_launch() {
    set_co_execution(CoExecution::Share(0.4));
    let x: Vec<u32> = (0..N as u32).map(|i| i.wrapping_mul(0x9e37_79b9)).collect();
    let mut y = vec![7; N];
    match advance::dispatch_on(Variant::Gpu, &x, &mut y) {
        Err(Error::Ineligible { reason, .. }) if !gpu_required() => {
            eprintln!("skipped: {reason}");
            return;
        }
        result => assert_eq!(result, Ok(())),
    }
    assert_eq!(launches_beside(), 1);

    reductions_are_those_of_both(&x);
    faults_are_those_of_the_processor();
    what_cannot_be_divided_is_the_devices_alone(&x);
    results_stay_right_while_devices_are_lost(&x);
}

fn reductions_are_those_of_both(x: &[u32]) {
    let mut x: Vec<i32> = x.iter().map(|&x| x as i32 >> 8).collect();
    for least_at in [3, N - 3] {
        x[least_at] = i32::MIN;
        let both = least_and_sum::dispatch_on(Variant::Gpu, &x);
        assert_eq!(both, Ok(least_and_sum(&x)));
        x[least_at] = 0;
    }
    assert_eq!(launches_beside(), 3);
}

fn faults_are_those_of_the_processor() {
    let x = [5; 100];
    // In the device's part, in the processor's, and in both.
    for bad in [&[10][..], &[N - 10], &[10, N - 10]] {
        let mut at = vec![99; N];
        for (number, &place) in bad.iter().enumerate() {
            at[place] = 100 + number as u32;
        }
        let wanted = picked::dispatch_on(Variant::Simd, &at, &x, &mut vec![0; N]);
        let got = picked::dispatch_on(Variant::Gpu, &at, &x, &mut vec![0; N]);
        assert!(matches!(got, Err(Error::OutOfBounds { index: 100, .. })));
        assert_eq!(got, wanted);
    }
    assert_eq!(launches_beside(), 6);
}

fn what_cannot_be_divided_is_the_devices_alone(x: &[u32]) {
    let x: Vec<u32> = x.iter().map(|x| x % 64).collect();
    let (mut bins, mut wanted) = ([0; 64], [0; 64]);
    histogram(&x, &mut wanted);
    assert_eq!(histogram::dispatch_on(Variant::Gpu, &x, &mut bins), Ok(()));
    assert_eq!(bins, wanted);
    let mut y = Array::from(vec![1; N]);
    assert_eq!(advance::dispatch_on(Variant::Gpu, &x, &mut y), Ok(()));
    assert_eq!(y.as_slice().map(|y| y[9]), Ok(1664525 + x[9]));
    set_co_execution(CoExecution::Off);
    assert_eq!(
        advance::dispatch_on(Variant::Gpu, &x, &mut vec![1; N]),
        Ok(())
    );
    set_co_execution(CoExecution::Share(0.4));
    assert_eq!(launches_beside(), 6);
}

fn results_stay_right_while_devices_are_lost(x: &[u32]) {
    let before: Vec<u32> = x.iter().map(|x| x ^ 0x5555).collect();
    let mut wanted = before.clone();
    advance(x, &mut wanted);
    let refused = AtomicUsize::new(0);
    numbered_on_threads(THREADS, DISPATCHES, |number| {
        if matches!(number, 300 | 600) {
            lose_device();
        }
        let mut y = before.clone();
        match advance::dispatch_on(Variant::Gpu, x, &mut y) {
            Ok(()) => assert!(y == wanted, "dispatch {number}"),
            // There was none to begin with.
            Err(Error::Ineligible { .. }) => {
                assert!(y == before, "dispatch {number}");
                refused.fetch_add(1, Relaxed);
            }
            Err(error) => panic!("{error}"),
        }
    });
    let refused = refused.into_inner();
    assert!(refused < 10 * THREADS, "{refused} of {DISPATCHES}");
    assert_eq!(launches_beside(), 6 + DISPATCHES - refused);
}
