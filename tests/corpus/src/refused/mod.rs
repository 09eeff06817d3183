//! Loops that cannot run in parallel as they stand: each iteration needs another's result, or nobody knows where it writes. They are ordinary
//! functions; `tests/refused.rs` puts `#[kernel]` in front and reads what the compiler says.

pub mod biquad;
pub mod compact;
pub mod cumulative_sum;
pub mod error_diffusion;
pub mod find_first;
pub mod lu;
pub mod scatter;
pub mod seidel_2d;
pub mod trisolv;

/// A refused loop.
#[derive(Clone, Copy, Debug)]
pub struct Refusal {
    /// The function, and the file without `.rs`.
    pub name: &'static str,
    /// The code of the error.
    pub code: &'static str,
    /// Why it cannot be parallel.
    pub why: &'static str,
}

/// All of them.
pub const ALL: &[Refusal] = &[
    Refusal {
        name: "biquad",
        code: "K0012",
        why: "each output needs the two before it",
    },
    Refusal {
        name: "compact",
        code: "K0012",
        why: "where a value goes depends on those before it",
    },
    Refusal {
        name: "cumulative_sum",
        code: "K0012",
        why: "each total needs the one before it",
    },
    Refusal {
        name: "error_diffusion",
        code: "K0011",
        why: "each pixel needs the error of the one before it",
    },
    Refusal {
        name: "find_first",
        code: "K0010",
        why: "a hit stops the search",
    },
    Refusal {
        name: "lu",
        code: "K0011",
        why: "each element needs those before it",
    },
    Refusal {
        name: "scatter",
        code: "K0013",
        why: "only the data know where it writes",
    },
    Refusal {
        name: "seidel_2d",
        code: "K0011",
        why: "each point needs new values of its neighbours",
    },
    Refusal {
        name: "trisolv",
        code: "K0011",
        why: "each unknown needs all before it",
    },
];
