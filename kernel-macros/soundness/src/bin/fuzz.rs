//! `cargo xtask fuzz`: random text into the compiler for some minutes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use kernel_soundness::fuzz::{Inputs, Item, corpus, deep, try_item};
use kernel_soundness::shrink;

/// Nobody waits longer for a macro.
const SLOW: Duration = Duration::from_secs(2);
/// What takes longer is told.
const TELL: Duration = Duration::from_millis(500);
/// What takes longer hangs, on however busy a machine.
const HANG: Duration = Duration::from_secs(30);
/// How deep or long what every run begins with is.
const SIZES: [usize; 9] = [1, 3, 8, 20, 40, 64, 100, 200, 500];
/// The stack of the compiler's threads.
const STACK: usize = 8 << 20;
/// So many kinds of failures are told.
const KINDS: usize = 20;

thread_local! {
    /// Where the last panic of this thread was.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What is known so far.
#[derive(Default)]
struct State {
    tried: u64,
    accepted: u64,
    slowest: Option<(Duration, Item)>,
    /// Failures by place.
    failures: BTreeMap<String, String>,
    /// What each thread is at, and since when.
    at: BTreeMap<usize, (Instant, Item)>,
}

fn main() -> ExitCode {
    let Some((minutes, seed)) = options() else {
        eprintln!("Usage: fuzz [--minutes M] [--seed S]");
        return ExitCode::from(2);
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let kernels = corpus(&root);
    let folder = root.join("target/fuzz");
    println!("{} kernels to start from, seed {seed}", kernels.len());
    if let Err(error) = std::fs::create_dir_all(&folder) {
        eprintln!("cannot make {}: {error}", folder.display());
        return ExitCode::from(2);
    }
    std::panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map(|at| format!("{}:{}", at.file(), at.line()));
        PLACE.with(|last| *last.borrow_mut() = place.unwrap_or_default());
    }));
    let state = Arc::new(Mutex::new(State::default()));
    let end = Instant::now() + Duration::from_secs_f64(60.0 * minutes);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let workers: Vec<_> = (0..threads)
        .filter_map(|number| {
            let (state, kernels, folder) = (Arc::clone(&state), kernels.clone(), folder.clone());
            let work = move || work(number, seed, kernels, &folder, end, &state);
            thread::Builder::new().stack_size(STACK).spawn(work).ok()
        })
        .collect();
    // The watchdog.
    let (begin, mut told) = (Instant::now(), Instant::now());
    while !workers.iter().all(|worker| worker.is_finished()) {
        thread::sleep(Duration::from_millis(200));
        let state = lock(&state);
        if let Some((_, item)) = state.at.values().find(|(since, _)| since.elapsed() > HANG) {
            println!("HANGS:\n#[kernel({})]\n{}", item.attribute, item.text);
            return ExitCode::FAILURE;
        }
        if told.elapsed() > Duration::from_secs(15) {
            told = Instant::now();
            println!(
                "{:4.0} s: {}",
                begin.elapsed().as_secs_f64(),
                progress(&state)
            );
        }
    }
    let mut state = lock(&state);
    for worker in workers {
        if worker.join().is_err() {
            state
                .failures
                .insert("the fuzzer itself".to_owned(), "panics".to_owned());
        }
    }
    for (place, failure) in &state.failures {
        println!("FAILS at {place}: {failure}\n");
    }
    println!("{}", progress(&state));
    if let Some((time, item)) = &state.slowest {
        println!("the slowest took {time:.2?}:\n{}", short(&item.text));
    }
    ExitCode::from(u8::from(!state.failures.is_empty()))
}

/// Tries inputs until the time is up.
fn work(
    number: usize,
    seed: u64,
    kernels: Vec<Item>,
    folder: &Path,
    end: Instant,
    state: &Mutex<State>,
) {
    let deep = deep(SIZES).map(|text| Item {
        attribute: String::new(),
        text,
    });
    let first: Vec<Item> = if number == 0 {
        deep.collect()
    } else {
        Vec::new()
    };
    let inputs = Inputs::new(seed.wrapping_mul(1009) + number as u64, kernels);
    // A stack that overflows takes the process along: what was tried is found here.
    let current = folder.join(format!("current-{number}.rs"));
    for item in first.into_iter().chain(inputs) {
        if Instant::now() > end {
            break;
        }
        let _what_is_lost_is_only_a_hint = std::fs::write(
            &current,
            format!("#[kernel({})]\n{}\n", item.attribute, item.text),
        );
        lock(state)
            .at
            .insert(number, (Instant::now(), item.clone()));
        let Some(tried) = try_item(&item) else {
            continue;
        };
        if tried.time > TELL {
            println!(
                "{:.2?} for {} characters: {:.150}",
                tried.time,
                item.text.len(),
                item.text
            );
        }
        let failure = match &tried.panic {
            Some(words) => Some((PLACE.with(|place| place.borrow().clone()), words.clone())),
            None => {
                (tried.time > SLOW).then(|| ("the clock".to_owned(), format!("{:.1?}", tried.time)))
            }
        };
        if let Some((place, words)) = failure {
            let new = {
                let state = lock(state);
                !state.failures.contains_key(&place) && state.failures.len() < KINDS
            };
            if new {
                let small = if tried.panic.is_some() {
                    smaller(&item, &place)
                } else {
                    item.text.clone()
                };
                let told = format!("{words}\n#[kernel({})]\n{small}", item.attribute);
                println!("found at {place}: {}", short(&words));
                lock(state).failures.insert(place, told);
            }
        }
        let mut state = lock(state);
        state.at.remove(&number);
        state.tried += 1;
        state.accepted += u64::from(tried.accepted);
        if state
            .slowest
            .as_ref()
            .is_none_or(|(time, _)| tried.time > *time)
        {
            state.slowest = Some((tried.time, item));
        }
    }
    lock(state).at.remove(&number);
}

/// The input, made smaller as long as it panics at that place.
fn smaller(item: &Item, place: &str) -> String {
    shrink::shrink(&item.text, &|text| {
        let item = Item {
            attribute: item.attribute.clone(),
            text: text.to_owned(),
        };
        let panics = try_item(&item).is_some_and(|tried| tried.panic.is_some());
        panics && PLACE.with(|last| *last.borrow() == place)
    })
}

fn progress(state: &State) -> String {
    let slowest = state
        .slowest
        .as_ref()
        .map_or(Duration::ZERO, |(time, _)| *time);
    format!(
        "{} inputs, {} of them kernels, {} failures, the slowest took {slowest:.2?}",
        state.tried,
        state.accepted,
        state.failures.len()
    )
}

fn short(text: &str) -> String {
    text.chars().take(600).collect()
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn options() -> Option<(f64, u64)> {
    let (mut minutes, mut seed) = (1.0, 1);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let number = words.next()?;
        match word.as_str() {
            "--minutes" => minutes = number.parse().ok()?,
            "--seed" => seed = number.parse().ok()?,
            _ => return None,
        }
    }
    Some((minutes, seed))
}
