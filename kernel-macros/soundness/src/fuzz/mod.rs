//! Random text into the compiler: never a panic, never a hang, whatever the tokens.
//!
//! [`Inputs`] makes them, from a seed: kernels of the project with tokens changed (`mutate`), tokens at random (`soup`), and what is
//! deep or long (`deep`).

mod clock;
mod corpus;
mod deep;
mod mutate;
mod soup;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use proc_macro2::TokenStream;

use crate::campaign::{forget_spans, message};
use crate::generate;
use crate::random::Random;

use clock::Clock;

pub use corpus::{Item, corpus};
pub use deep::deep;

/// What the compiler made of an input.
#[derive(Clone, Debug)]
pub struct Tried {
    /// How long it took.
    pub time: Duration,
    /// What it panicked with.
    pub panic: Option<String>,
    /// Whether it took the input for a kernel.
    pub accepted: bool,
}

/// Expands an item; whether it is accepted does not matter, only that the compiler lives.
pub fn try_item(item: &Item) -> Option<Tried> {
    let attribute: TokenStream = item.attribute.parse().ok()?;
    let tokens: TokenStream = item.text.parse().ok()?;
    let tried = try_tokens(attribute, tokens);
    forget_spans();
    Some(tried)
}

fn try_tokens(attribute: TokenStream, tokens: TokenStream) -> Tried {
    let clock = Clock::start();
    let result = catch_unwind(AssertUnwindSafe(|| {
        let item = tokens.clone();
        let accepted = kernel_compiler::pipeline::compile(attribute.clone(), item).is_ok();
        if !accepted {
            // The errors have to become tokens too.
            let _errors = kernel_compiler::expand(attribute, tokens);
        }
        accepted
    }));
    Tried {
        time: clock.elapsed(),
        accepted: result.as_ref().is_ok_and(|accepted| *accepted),
        panic: result.err().map(|panic| message(panic.as_ref()).to_owned()),
    }
}

/// Inputs without end.
#[derive(Clone, Debug)]
pub struct Inputs {
    random: Random,
    corpus: Vec<Item>,
}

impl Inputs {
    /// Inputs from a seed, made of those kernels.
    pub fn new(seed: u64, corpus: Vec<Item>) -> Inputs {
        let random = Random::new(seed);
        Inputs { random, corpus }
    }
}

impl Iterator for Inputs {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let random = &mut self.random;
        let plain = |text| Item {
            attribute: String::new(),
            text,
        };
        Some(match random.below(20) {
            0 | 1 => plain(soup::function(random)),
            2 => plain(soup::soup(random, 4)),
            3 => plain(deep::random(random)),
            4 | 5 => {
                let text = generate::kernel(random);
                let base = plain(text);
                mutate::mutate(&base, &self.corpus, random)
            }
            _ => {
                let at = random.below(self.corpus.len());
                match self.corpus.get(at) {
                    Some(base) => mutate::mutate(&base.clone(), &self.corpus, random),
                    None => plain(soup::function(random)),
                }
            }
        })
    }
}
