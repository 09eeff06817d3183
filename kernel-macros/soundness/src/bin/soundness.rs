//! `cargo xtask soundness`: many random kernels against the soundness property.

use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use kernel_soundness::campaign::{Campaign, Tally, message};

/// What the command line says.
struct Options {
    kernels: usize,
    seed: u64,
    only: Option<usize>,
    sets: usize,
    examples: usize,
}

fn main() -> ExitCode {
    let Some(options) = options() else {
        eprintln!(
            "Usage: soundness [--kernels N] [--seed S] [--sets ARGUMENTS] [--only KERNEL] [--examples N]"
        );
        return ExitCode::from(2);
    };
    let begin = Instant::now();
    let threads = match options.only {
        Some(_) => 1,
        None => thread::available_parallelism().map_or(1, usize::from),
    };
    let campaign = |thread: usize| Campaign {
        seed: options.seed,
        first: options.only.unwrap_or(thread),
        kernels: match options.only {
            Some(_) => 1,
            None => (options.kernels + threads - 1 - thread) / threads,
        },
        step: threads,
        sets: options.sets,
        emits: true,
    };
    if let Some(number) = options.only {
        println!("{}", campaign(0).source(number));
    }
    // A panic of the compiler is a finding, and told as one.
    std::panic::set_hook(Box::new(|_| {}));
    let done = AtomicUsize::new(0);
    let mut tally = Tally::default();
    thread::scope(|scope| {
        let run = |thread| {
            let (campaign, done) = (campaign(thread), &done);
            move || {
                campaign.run(&mut |_| {
                    let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                    if done.is_multiple_of(1000) {
                        println!("{done} kernels in {:.0} s", begin.elapsed().as_secs_f64());
                    }
                })
            }
        };
        let handles: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(run(thread)))
            .collect();
        for handle in handles {
            match handle.join() {
                Ok(part) => tally.add(part),
                Err(panic) => {
                    tally.wrong += 1;
                    println!("the campaign itself panics: {}", message(panic.as_ref()));
                }
            }
        }
    });
    for failure in tally.failures.values() {
        println!("WRONG: {failure}\n");
    }
    print!("{tally}");
    if let Some(first) = tally.no_kernels.first() {
        println!("the first that is no kernel:\n{first}");
    }
    for example in tally.examples.iter().take(options.examples) {
        println!("refused, though no conflict was seen: {example}");
    }
    println!(
        "seed {}, {:.0} s",
        options.seed,
        begin.elapsed().as_secs_f64()
    );
    ExitCode::from(u8::from(tally.wrong > 0))
}

fn options() -> Option<Options> {
    let mut options = Options {
        kernels: 10_000,
        seed: 1,
        only: None,
        sets: 10,
        examples: 0,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let number: u64 = words.next()?.parse().ok()?;
        match word.as_str() {
            "--kernels" => options.kernels = number as usize,
            "--seed" => options.seed = number,
            "--sets" => options.sets = number as usize,
            "--examples" => options.examples = number as usize,
            "--only" => options.only = Some(number as usize),
            _ => return None,
        }
    }
    Some(options)
}
