//! What happens once: the first call, measuring the machine, cores that are taken. Each in a process of its own.

use std::error::Error;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Instant;

use kernel_examples::cases::{Case, Data, Instance};
use kernel_runtime::Variant;

use super::child::{child, figures};
use super::percentiles::percentile;

/// The calls within which taken cores should be noticed, and more.
const CALLS: usize = 200;

/// What a choice may take more than the best one to count as found.
const FOUND: f64 = 1.1;

/// What happens once.
#[derive(Clone, Copy, Debug)]
pub enum Event {
    /// Milliseconds that the first call takes longer than later ones, where nothing is known of the machine.
    FirstCall,
    /// Seconds of measuring the machine.
    Calibration,
    /// Calls of a kernel until its variant is the right one, after half the cores have been taken.
    Recovery,
}

impl Event {
    const ALL: [(Event, &'static str); 3] = [
        (Event::FirstCall, "first-call"),
        (Event::Calibration, "calibration"),
        (Event::Recovery, "recovery"),
    ];

    /// Runs it in a process of its own, without a GPU; the figure, or NaN if that process comes to nothing.
    pub fn measure(self) -> f64 {
        let name = Event::ALL
            .iter()
            .find(|(event, _)| *event as u8 == self as u8);
        let run = || {
            let mut command = child(&[], name?.1)?;
            command.env("KERNEL_GPU", "off");
            if !matches!(self, Event::Recovery) {
                command.env("KERNEL_PROFILE_DIR", "");
            }
            figures(&mut command)?.first().copied()
        };
        run().unwrap_or(f64::NAN)
    }

    /// In such a process: makes it happen.
    pub fn happen(name: &str) -> Result<f64, Box<dyn Error>> {
        let event = Event::ALL.iter().find(|(_, known)| *known == name);
        match event.ok_or("no such event")?.0 {
            Event::FirstCall => first_call(),
            Event::Calibration => calibration(),
            Event::Recovery => recovery(),
        }
    }
}

fn instance(name: &str, n: usize) -> Result<Box<dyn Instance>, Box<dyn Error>> {
    let case = Case::named(name).ok_or("the kernel is gone")?;
    Ok((case.make)(n, &mut Data::ordinary(1)))
}

fn seconds(
    run: impl FnOnce() -> Result<(), kernel_runtime::Error>,
) -> Result<f64, kernel_runtime::Error> {
    let begin = Instant::now();
    run()?;
    Ok(begin.elapsed().as_secs_f64())
}

fn first_call() -> Result<f64, Box<dyn Error>> {
    let mut kernel = instance("black_scholes", 1 << 16)?;
    // What the first touch of the arrays costs is no matter of the runtime's.
    kernel.plain();
    let first = seconds(|| kernel.dispatch())?;
    let later: Result<Vec<f64>, _> = (0..20).map(|_| seconds(|| kernel.dispatch())).collect();
    Ok((first - percentile(&later?, 0.5)) * 1e3)
}

fn calibration() -> Result<f64, Box<dyn Error>> {
    let mut kernel = instance("saxpy", 1 << 10)?;
    let begin = Instant::now();
    kernel.explain();
    Ok(begin.elapsed().as_secs_f64())
}

/// Lets a kernel settle, takes half of the cores by threads that spin on them, and counts the calls until what is called is about as fast as the best.
fn recovery() -> Result<f64, Box<dyn Error>> {
    let cores = std::thread::available_parallelism()?.get();
    let mut kernel = instance("black_scholes", 1 << 16)?;
    kernel.explain();
    for _ in 0..300 {
        kernel.dispatch()?;
    }
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..cores.div_ceil(2) {
            scope.spawn(|| {
                while !stop.load(Relaxed) {
                    std::hint::spin_loop();
                }
            });
        }
        let counted = count(kernel.as_mut());
        stop.store(true, Relaxed);
        counted
    })
}

fn count(kernel: &mut dyn Instance) -> Result<f64, Box<dyn Error>> {
    let choices: Result<Vec<Variant>, Box<dyn Error>> = (0..CALLS)
        .map(|_| {
            kernel.dispatch()?;
            Ok(kernel.explain().choice())
        })
        .collect();
    // Only now the other variants are run: so far all that is known is what dispatches have taught.
    let mut times = [const { Vec::new() }; Variant::LOCAL.len()];
    for _ in 0..41 {
        for variant in [Variant::Simd, Variant::Threads] {
            times[variant as usize].push(seconds(|| kernel.dispatch_on(variant))?);
        }
    }
    let mean = |variant: Variant| {
        let times = &times[variant as usize];
        times.iter().sum::<f64>() / times.len() as f64
    };
    let best = mean(Variant::Simd).min(mean(Variant::Threads));
    let good = |variant: &Variant| *variant != Variant::Scalar && mean(*variant) <= FOUND * best;
    // After the last call with a bad choice, but for one that was tried since.
    let choices = choices?;
    let settled = (0..choices.len()).find(|&from| {
        let bad = choices[from..]
            .iter()
            .filter(|choice| !good(choice))
            .count();
        bad * 20 <= choices.len() - from
    });
    Ok(settled.map_or(f64::INFINITY, |from| from as f64))
}
