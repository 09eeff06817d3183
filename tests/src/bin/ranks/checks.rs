//! What is checked on all ranks.

use kernel_runtime::{Cluster, DistArray, Error, Policy, Traffic, Variant, set_policy};

use crate::kernels::*;

type Check = fn(&Cluster) -> Result<(), Error>;

/// Each by its name.
pub const ALL: [(&str, Check); 17] = [
    ("map", map),
    ("elements that stay", stays),
    ("time steps", time_steps),
    ("clamped borders", clamped),
    ("reductions", reductions),
    ("stages", stages),
    ("histogram", counts),
    ("accumulators in order", in_order),
    ("matmul", product),
    ("transpose", columns),
    ("faults", faults),
    ("host statements", host),
    ("local arrays", local_arrays),
    ("mismatched calls", mismatches),
    ("divided arrays", divided),
    ("speeds", speeds),
    ("policy", policy),
];

const ON: Variant = Variant::Distributed;

/// Numbers that look like any, the same on every rank.
fn numbers(count: usize, seed: u64) -> impl Iterator<Item = u64> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    (0..count).map(move |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state >> 20
    })
}

fn floats(count: usize, seed: u64) -> Vec<f32> {
    numbers(count, seed)
        .map(|number| (number % 20_001) as f32 * 1e-4 - 1.0)
        .collect()
}

fn doubles(count: usize, seed: u64) -> Vec<f64> {
    floats(count, seed).into_iter().map(f64::from).collect()
}

/// What a rank gives for a slice: the root the values, the others as many of something else.
fn mine<T: Copy>(cluster: &Cluster, values: &[T], other: T) -> Vec<T> {
    match cluster.is_root() {
        true => values.to_vec(),
        false => vec![other; values.len()],
    }
}

/// What became of a rank's slice: the root has the result, the others what they had.
fn expect<T: Copy + PartialEq + std::fmt::Debug>(
    cluster: &Cluster,
    got: &[T],
    wanted: &[T],
    other: T,
) {
    match cluster.is_root() {
        true => assert!(got == wanted, "the root's result differs"),
        false => assert!(
            got.iter().all(|value| *value == other),
            "a rank's slice was written"
        ),
    }
}

/// What was sent during something.
fn sent<R>(cluster: &Cluster, act: impl FnOnce() -> R) -> (R, Traffic) {
    let before = cluster.traffic();
    let done = act();
    let after = cluster.traffic();
    let sent = Traffic {
        messages: after.messages - before.messages,
        bytes: after.bytes - before.bytes,
    };
    (done, sent)
}

fn map(cluster: &Cluster) -> Result<(), Error> {
    for n in [0, 1, 2, 63, 1000, 100_003] {
        let (x, y) = (floats(n, 1), floats(n, 2));
        let mut wanted = y.clone();
        saxpy(2.5, &x, &mut wanted);
        let (x, mut y) = (mine(cluster, &x, 7.0), mine(cluster, &y, 9.0));
        saxpy::dispatch_on(ON, 2.5, &x, &mut y)?;
        expect(cluster, &y, &wanted, 9.0);
    }
    Ok(())
}

fn stays(cluster: &Cluster) -> Result<(), Error> {
    let x: Vec<i64> = numbers(5000, 3).map(|number| number as i64).collect();
    let mut wanted = vec![-7; 5000];
    differences(&x, &mut wanted);
    let (x, mut y) = (mine(cluster, &x, 0), vec![-7; 5000]);
    differences::dispatch_on(ON, &x, &mut y)?;
    expect(cluster, &y, &wanted, -7);
    Ok(())
}

fn time_steps(cluster: &Cluster) -> Result<(), Error> {
    const W: usize = 50;
    const H: usize = 67;
    let mut bytes = Vec::new();
    for steps in [0, 1, 2, 5, 20, 21] {
        let (a, b) = (doubles(W * H, 4), doubles(W * H, 5));
        let (mut wanted_a, mut wanted_b) = (a.clone(), b.clone());
        heat(W, H, steps, &mut wanted_a, &mut wanted_b);
        let (mut a, mut b) = (mine(cluster, &a, 0.0), mine(cluster, &b, 0.0));
        let (done, sent) = sent(cluster, || {
            heat::dispatch_on(ON, W, H, steps, &mut a, &mut b)
        });
        done?;
        expect(cluster, &a, &wanted_a, 0.0);
        expect(cluster, &b, &wanted_b, 0.0);
        bytes.push(sent.bytes);
    }
    // A step more is at most a row there and a row back at each border.
    let row = (W * size_of::<f64>()) as u64;
    let borders = 2 * (cluster.ranks() as u64 - 1) * row;
    let [.., twenty, more] = bytes[..] else {
        return Ok(());
    };
    assert!(more - twenty <= borders, "{} bytes a step", more - twenty);
    assert!(cluster.ranks() == 1 || more > twenty, "no border was sent");
    Ok(())
}

fn clamped(cluster: &Cluster) -> Result<(), Error> {
    const W: usize = 40;
    const H: usize = 61;
    let mut bytes = Vec::new();
    for steps in [10, 11] {
        let (a, b) = (doubles(W * H, 14), doubles(W * H, 15));
        let (mut wanted_a, mut wanted_b) = (a.clone(), b.clone());
        smooth(W, H, steps, &mut wanted_a, &mut wanted_b);
        let (mut a, mut b) = (mine(cluster, &a, 0.0), mine(cluster, &b, 0.0));
        let (done, sent) = sent(cluster, || {
            smooth::dispatch_on(ON, W, H, steps, &mut a, &mut b)
        });
        done?;
        expect(cluster, &a, &wanted_a, 0.0);
        expect(cluster, &b, &wanted_b, 0.0);
        bytes.push(sent.bytes);
    }
    // A step more is at most a row there and a row back at each border, with the element beside it.
    let row = ((W + 1) * size_of::<f64>()) as u64;
    let borders = 2 * (cluster.ranks() as u64 - 1) * row;
    let more = bytes[1] - bytes[0];
    assert!(more <= borders, "{more} bytes a step");
    Ok(())
}

fn reductions(cluster: &Cluster) -> Result<(), Error> {
    for n in [0, 1, 1000, 1 << 14, 40_000, 1 << 18] {
        let (x, y) = (floats(n, 6), floats(n, 7));
        let wanted = dot::dispatch_on(Variant::Scalar, &x, &y)?;
        let (x, y) = (mine(cluster, &x, 1.0), mine(cluster, &y, 1.0));
        let got = dot::dispatch_on(ON, &x, &y)?;
        assert_eq!(got.to_bits(), wanted.to_bits(), "{n}");
        let x = doubles(n, 8);
        let wanted = extremes::dispatch_on(Variant::Scalar, &x)?;
        let got = extremes::dispatch_on(ON, &mine(cluster, &x, 5.0))?;
        assert_eq!(
            (got.0.to_bits(), got.1.to_bits(), got.2),
            (wanted.0.to_bits(), wanted.1.to_bits(), wanted.2)
        );
    }
    Ok(())
}

fn stages(cluster: &Cluster) -> Result<(), Error> {
    for n in [10, 70_000] {
        let x = doubles(n, 9);
        let mut wanted = x.clone();
        let norm = normalise::dispatch_on(Variant::Scalar, &mut wanted)?;
        let mut x = mine(cluster, &x, 3.0);
        let got = normalise::dispatch_on(ON, &mut x)?;
        assert_eq!(got.to_bits(), norm.to_bits());
        expect(cluster, &x, &wanted, 3.0);
    }
    Ok(())
}

fn counts(cluster: &Cluster) -> Result<(), Error> {
    for n in [100, 30_000] {
        let x: Vec<u8> = numbers(n, 10).map(|number| number as u8).collect();
        let mut wanted = vec![5; 256];
        histogram(&x, &mut wanted);
        let (x, mut got) = (mine(cluster, &x, 0), mine(cluster, &[5; 256], 1));
        histogram::dispatch_on(ON, &x, &mut got)?;
        expect(cluster, &got, &wanted, 1);
    }
    Ok(())
}

fn in_order(cluster: &Cluster) -> Result<(), Error> {
    let to: Vec<u32> = numbers(20_000, 11)
        .map(|number| number as u32 % 100)
        .collect();
    let w = floats(20_000, 12);
    let mut wanted = vec![0.5; 100];
    weigh(&to, &w, &mut wanted);
    let (to, w) = (mine(cluster, &to, 0), mine(cluster, &w, 0.0));
    let mut sums = mine(cluster, &[0.5; 100], 2.0);
    let (done, sent) = sent(cluster, || weigh::dispatch_on(ON, &to, &w, &mut sums));
    done?;
    expect(cluster, &sums, &wanted, 2.0);
    assert_eq!(sent.bytes, 0, "the root does it alone");
    Ok(())
}

fn product(cluster: &Cluster) -> Result<(), Error> {
    let (n, m, l) = (37, 29, 53);
    let (a, b) = (floats(n * l, 13), floats(l * m, 14));
    let mut wanted = vec![0.0; n * m];
    matmul::dispatch_on(Variant::Scalar, n, m, l, &a, &b, &mut wanted)?;
    let (a, b) = (mine(cluster, &a, 1.0), mine(cluster, &b, 1.0));
    let mut c = vec![8.0; n * m];
    matmul::dispatch_on(ON, n, m, l, &a, &b, &mut c)?;
    expect(cluster, &c, &wanted, 8.0);
    Ok(())
}

fn columns(cluster: &Cluster) -> Result<(), Error> {
    let (n, m) = (40, 70);
    let x: Vec<u32> = numbers(n * m, 15).map(|number| number as u32).collect();
    let mut wanted = vec![0; n * m];
    transpose(n, m, &x, &mut wanted);
    let (x, mut y) = (mine(cluster, &x, 0), vec![1; n * m]);
    transpose::dispatch_on(ON, n, m, &x, &mut y)?;
    expect(cluster, &y, &wanted, 1);
    Ok(())
}

fn faults(cluster: &Cluster) -> Result<(), Error> {
    let n = 10_000;
    let x = floats(500, 16);
    let mut p: Vec<u32> = numbers(n, 17).map(|number| number as u32 % 500).collect();
    let mut y = mine(cluster, &vec![0.0; n], 0.0);
    gather::dispatch_on(ON, &p, &x, &mut y)?;
    // The last rank meets the second of them, an earlier one the first.
    for bad in [vec![n - 1], vec![n - 1, n / 2 + 1]] {
        for (number, at) in bad.iter().enumerate() {
            p[*at] = 1000 + number as u32;
        }
        let indices = mine(cluster, &p, 0);
        let error = gather::dispatch_on(ON, &indices, &x, &mut y).expect_err("an index is wrong");
        let first = 999 + bad.len() as i128;
        assert!(
            matches!(error, Error::OutOfBounds { index, len: 500, array: "x", .. } if index == first),
            "{error}"
        );
    }
    // What is found at entry is found before anything is written or sent.
    let (a, mut short) = (vec![1.0; 10], vec![4.0; 11]);
    let (done, sent) = sent(cluster, || saxpy::dispatch_on(ON, 1.0, &a, &mut short));
    assert!(matches!(done, Err(Error::OutOfBounds { .. })));
    assert_eq!(sent.bytes, 0);
    assert_eq!(short, [4.0; 11]);
    Ok(())
}

fn host(cluster: &Cluster) -> Result<(), Error> {
    let x: Vec<i32> = numbers(3000, 18)
        .map(|number| number as i32 % 100)
        .collect();
    let mut wanted = x.clone();
    let middle = prefix(&mut wanted);
    let mut x = mine(cluster, &x, 2);
    assert_eq!(prefix::dispatch_on(ON, &mut x)?, middle);
    expect(cluster, &x, &wanted, 2);
    Ok(())
}

fn local_arrays(cluster: &Cluster) -> Result<(), Error> {
    let x = floats(1000, 19);
    let mut wanted = vec![0.0; 1000];
    local(&x, &mut wanted);
    let (x, mut y) = (mine(cluster, &x, 1.0), vec![6.0; 1000]);
    local::dispatch_on(ON, &x, &mut y)?;
    expect(cluster, &y, &wanted, 6.0);
    Ok(())
}

fn mismatches(cluster: &Cluster) -> Result<(), Error> {
    if cluster.ranks() == 1 {
        return Ok(());
    }
    let last = cluster.rank() + 1 == cluster.ranks();
    let mismatch = |error: Error| assert!(matches!(error, Error::Mismatch { .. }), "{error}");
    let (x, mut y) = (vec![1.0; 100], vec![2.0; 100]);
    let scalar = if last { 3.0 } else { 2.0 };
    mismatch(saxpy::dispatch_on(ON, scalar, &x, &mut y).expect_err("the scalars differ"));
    let len = if last { 50 } else { 100 };
    mismatch(
        saxpy::dispatch_on(ON, 1.0, &x[..len], &mut y[..len]).expect_err("the lengths differ"),
    );
    let error = match last {
        true => dot::dispatch_on(ON, &x, &y).err(),
        false => saxpy::dispatch_on(ON, 1.0, &x, &mut y).err(),
    };
    mismatch(error.expect("the kernels differ"));
    assert_eq!(y, [2.0; 100]);
    Ok(())
}

fn divided(cluster: &Cluster) -> Result<(), Error> {
    const W: usize = 64;
    const H: usize = 60;
    let (mut wanted, mut next) = (doubles(W * H, 20), vec![0.0; W * H]);
    let root = cluster.is_root();
    let mut a = DistArray::from_root(cluster, root.then_some(&wanted))?;
    let mut b = DistArray::<f64>::zeroed(cluster, W * H)?;
    let mut steps = Vec::new();
    for _ in 0..6 {
        step(W, H, &wanted, &mut next);
        std::mem::swap(&mut wanted, &mut next);
        let (done, sent) = sent(cluster, || step::dispatch_on(ON, W, H, &a, &mut b));
        done?;
        std::mem::swap(&mut a, &mut b);
        steps.push(sent.bytes);
    }
    let row = (W * size_of::<f64>()) as u64;
    let borders = 2 * (cluster.ranks() as u64 - 1) * row;
    assert!(
        steps[3..].iter().all(|bytes| *bytes <= borders),
        "{steps:?}"
    );
    // The root gets what it asks for, and no more is sent.
    let middle = W * H / 2..W * H / 2 + 10;
    let (got, sent) = sent(cluster, || a.gather(middle.clone()));
    assert!(sent.bytes <= 80, "{sent:?}");
    assert_eq!(got?, root.then(|| wanted[middle].to_vec()));
    assert_eq!(a.gather(0..W * H)?, root.then_some(wanted));
    // It is an array among others.
    let x = DistArray::from_root(cluster, root.then(|| floats(5000, 21)))?;
    let got = dot::dispatch(&x, &x)?;
    let x = floats(5000, 21);
    assert_eq!(
        got.to_bits(),
        dot::dispatch_on(Variant::Scalar, &x, &x)?.to_bits()
    );
    let error = step::dispatch_on(Variant::Simd, W, H, &a, &mut b).expect_err("it is divided");
    assert!(
        matches!(
            error,
            Error::Ineligible {
                variant: Variant::Simd,
                ..
            }
        ),
        "{error}"
    );
    assert!(matches!(a.gather(0..W * H + 1), Err(Error::Cluster { .. })));
    Ok(())
}

fn speeds(cluster: &Cluster) -> Result<(), Error> {
    let ranks = cluster.ranks();
    assert!(matches!(
        cluster.set_speeds(&[]),
        Err(Error::Cluster { .. })
    ));
    let uneven: Vec<f64> = (0..ranks).map(|rank| 1.0 + rank as f64).collect();
    cluster.set_speeds(&uneven)?;
    let (n, x) = (12_000, floats(12_000, 22));
    let mut wanted = vec![1.0; n];
    saxpy(0.5, &x, &mut wanted);
    let (x, mut y) = (mine(cluster, &x, 7.0), vec![1.0; n]);
    let (done, sent) = sent(cluster, || saxpy::dispatch_on(ON, 0.5, &x, &mut y));
    done?;
    expect(cluster, &y, &wanted, 1.0);
    // All but the root's share goes there twice, `x` and `y`, and comes back once.
    let all: f64 = uneven.iter().sum();
    let others = (n as f64 * (1.0 - 1.0 / all)).round() as u64;
    assert!(sent.bytes.abs_diff(3 * 4 * others) <= 24, "{sent:?}");
    cluster.set_speeds(&vec![1.0; ranks])
}

fn policy(cluster: &Cluster) -> Result<(), Error> {
    set_policy(Policy::Collective);
    let (a, b) = (floats(1000, 23), floats(1000, 24));
    let wanted = dot::dispatch_on(Variant::Scalar, &a, &b)?;
    let (a, b) = (mine(cluster, &a, 1.0), mine(cluster, &b, 1.0));
    let (got, sent) = sent(cluster, || dot::dispatch(&a, &b));
    assert_eq!(got?.to_bits(), wanted.to_bits());
    assert_eq!(sent.bytes, 0, "it is too little to be sent");
    set_policy(Policy::Adaptive);
    let (n, big) = (1 << 10, vec![0.5f32; 1 << 20]);
    let explanation = matmul::explain(n, n, n, &big, &big, &mut vec![0.0; 1 << 20]);
    let predicted = explanation.predicted(ON).expect("there is a cluster");
    assert!(
        predicted
            < explanation
                .predicted(Variant::Scalar)
                .expect("always considered")
            || cluster.ranks() == 1
    );
    assert!(
        explanation.to_string().contains("distributed"),
        "{explanation}"
    );
    Ok(())
}
