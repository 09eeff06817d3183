//! How long a function takes an element, on arrays that stay in the first-level cache.

use std::time::Instant;

use kernel_runtime::{Error, Isa, with_isa};

use crate::functions::Function;
use crate::samples::Draw;

/// The elements of a run.
const LENGTH: usize = 1024;
/// The runs of a batch, whose time is taken together.
const BATCH: usize = 200;
/// The batches, of which the fastest counts.
const BATCHES: usize = 40;

/// The numbers of a format.
pub trait Number: Copy + Default {
    /// The nearest number.
    fn nearest(x: f64) -> Self;
}

impl Number for f32 {
    fn nearest(x: f64) -> f32 {
        x as f32
    }
}

impl Number for f64 {
    fn nearest(x: f64) -> f64 {
        x
    }
}

/// The nanoseconds an element on an instruction set, for ordinary arguments; none where the machine lacks it.
pub fn nanoseconds<T: Number>(function: &Function<T>, isa: Isa) -> Result<Option<f64>, Error> {
    let (low, high) = match function.name {
        "asin" | "acos" | "atanh" => (-0.95, 0.95),
        "acosh" => (1.1, 9.0),
        "ln" | "log2" | "log10" | "powf" => (0.1, 9.0),
        _ => (-8.0, 8.0),
    };
    let mut draw = Draw::new(1);
    let mut numbers = |low, high| -> Vec<T> {
        let number = |_| T::nearest(draw.between(low, high));
        (0..LENGTH).map(number).collect()
    };
    let (x, y) = (numbers(low, high), numbers(-8.0, 8.0));
    let mut z = vec![T::default(); LENGTH];
    let mut fastest = f64::INFINITY;
    for _ in 0..BATCHES {
        let begin = Instant::now();
        let outcome = with_isa(isa, || {
            (0..BATCH).try_for_each(|_| (function.kernel)(&x, &y, &mut z))
        });
        let Ok(outcome) = outcome else {
            return Ok(None);
        };
        outcome?;
        fastest = fastest.min(begin.elapsed().as_secs_f64());
    }
    Ok(Some(fastest * 1e9 / (LENGTH * BATCH) as f64))
}
