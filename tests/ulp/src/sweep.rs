//! Runs a function over many arguments, on all cores, and keeps the worst.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use kernel_runtime::Error;

use crate::error::{F64, Format};
use crate::exact::Reference;
use crate::functions::Function;
use crate::samples::{self, Draw, SPECIAL};

/// Arguments of one call of a kernel of `f32`.
const BLOCK: u64 = 1 << 14;
/// Arguments of one call of a kernel of `f64`, whose exact values take long.
const SMALL_BLOCK: u64 = 1 << 9;

/// The largest error met.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Worst {
    /// In units in the last place.
    pub error: f64,
    /// At these arguments.
    pub at: [f64; 2],
    /// What came out.
    pub result: f64,
    /// How many arguments were tried.
    pub tried: u64,
}

impl Worst {
    /// Nothing tried yet.
    const NONE: Worst = Worst {
        error: 0.0,
        at: [f64::NAN; 2],
        result: f64::NAN,
        tried: 0,
    };

    fn meet(&mut self, error: f64, at: [f64; 2], result: f64) {
        self.tried += 1;
        if error > self.error || self.tried == 1 {
            *self = Worst {
                error,
                at,
                result,
                tried: self.tried,
            };
        }
    }

    fn join(&mut self, other: Worst) {
        let tried = self.tried + other.tried;
        if other.error > self.error || self.tried == 0 {
            *self = other;
        }
        self.tried = tried;
    }
}

/// An `f32` function of one argument on every `stride`-th number, one of two arguments on as many pairs.
pub fn f32(function: &Function<f32>, stride: u64) -> Result<Worst, Error> {
    let count = (1_u64 << 32).div_ceil(stride);
    let usual = |number: u64| match function.arguments {
        1 => [f32::from_bits((number * stride) as u32), 0.0],
        _ => samples::pair(number),
    };
    let pairs = special(function.arguments);
    let special = pairs.len() as u64;
    let at = |number: u64| match pairs.get(number as usize) {
        Some(pair) => pair.map(|x| x as f32),
        None => usual(number - special),
    };
    on_all_cores(special + count, BLOCK, |numbers, worst| {
        let [x, y] = [0, 1].map(|i| {
            numbers
                .clone()
                .map(|number| at(number)[i])
                .collect::<Vec<_>>()
        });
        let mut z = vec![0.0; x.len()];
        (function.kernel)(&x, &y, &mut z)?;
        for ((x, y), z) in x.into_iter().zip(y).zip(z) {
            let at = [f64::from(x), f64::from(y)];
            let error = Format::error_f32(z, (function.std)(at[0], at[1]));
            worst.meet(error, at, f64::from(z));
        }
        Ok(())
    })
}

/// An `f64` function on special arguments and on as many others.
pub fn f64(function: &Function<f64>, samples: u64) -> Result<Worst, Error> {
    let pairs = special(function.arguments);
    let special = pairs.len() as u64;
    let at = |number: u64| match pairs.get(number as usize) {
        Some(pair) => *pair,
        None => samples::arguments(function.name, &mut Draw::new(number)),
    };
    on_all_cores(special + samples, SMALL_BLOCK, |numbers, worst| {
        let arguments: Vec<_> = numbers.map(at).collect();
        let [x, y] = [0, 1].map(|i| arguments.iter().map(|pair| pair[i]).collect::<Vec<_>>());
        let mut z = vec![0.0; x.len()];
        (function.kernel)(&x, &y, &mut z)?;
        let mut reference = Reference::new().expect("there is memory for a few constants");
        for (at, z) in arguments.into_iter().zip(z) {
            let exact = reference.value(function.name, function.std, at);
            let exact = exact.expect("every function has a reference");
            worst.meet(F64.error(z, exact), at, z);
        }
        Ok(())
    })
}

/// The special arguments, in all pairs if there are two.
fn special(arguments: usize) -> Vec<[f64; 2]> {
    let seconds = if arguments == 1 {
        &SPECIAL[..1]
    } else {
        &SPECIAL
    };
    let pairs = |x: f64| seconds.iter().map(move |&y| [x, y]);
    SPECIAL.into_iter().flat_map(pairs).collect()
}

/// Cuts the numbers up to `count` into blocks of that size, which the cores take in turns.
fn on_all_cores<F>(count: u64, size: u64, block: F) -> Result<Worst, Error>
where
    F: Fn(std::ops::Range<u64>, &mut Worst) -> Result<(), Error> + Sync,
{
    let next = AtomicU64::new(0);
    let total = Mutex::new(Ok(Worst::NONE));
    let work = || {
        let mut worst = Worst::NONE;
        let mut outcome = Ok(());
        while outcome.is_ok() {
            let start = next.fetch_add(size, Ordering::Relaxed);
            if start >= count {
                break;
            }
            outcome = block(start..(start + size).min(count), &mut worst);
        }
        let mut total = total
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        match (&mut *total, outcome) {
            (Ok(total), Ok(())) => total.join(worst),
            (total @ Ok(_), Err(error)) => *total = Err(error),
            (Err(_), _) => {}
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(work);
        }
    });
    total
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}
