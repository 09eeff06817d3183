//! Kernels that must be refused, for their iterations do meet, and close ones that must be accepted.

use kernel_compiler::ir::LoopId;
use kernel_soundness::arguments;
use kernel_soundness::campaign::{Compiled, Verdict, compile, judge};
use kernel_soundness::property::iterations_meet;
use kernel_soundness::random::Random;

/// A kernel that must be refused: what it is, the code, the parameters, the body.
type Miss = (&'static str, &'static str, &'static str, &'static str);

/// Refused because iterations meet in memory; the interpreter sees them do so.
const MEET: &[Miss] = &[
    (
        "Gauss–Seidel in one dimension",
        "K0011",
        "y: &mut [f32]",
        "for i in 1..y.len() - 1 { y[i] = 0.5 * (y[i - 1] + y[i + 1]); }",
    ),
    (
        "Gauss–Seidel in two dimensions",
        "K0011",
        "n: usize, w: usize, y: &mut [f32]",
        "for i in 1..n - 1 { for j in 1..w - 1 { y[i * w + j] = 0.25 * (y[(i - 1) * w + j] + y[(i + 1) * w + j] + y[i * w + j - 1] + y[i * w + j + 1]); } }",
    ),
    (
        "a recurrence of first order",
        "K0011",
        "x: &[f32], y: &mut [f32]",
        "for i in 1..y.len() { y[i] = 0.9 * y[i - 1] + x[i]; }",
    ),
    (
        "a recurrence of second order",
        "K0011",
        "y: &mut [f64]",
        "for i in 2..y.len() { y[i] = y[i - 1] + y[i - 2]; }",
    ),
    (
        "a recurrence at a distance known only at run time",
        "K0011",
        "s: usize, y: &mut [i32]",
        "for i in s..y.len() { y[i] += y[i - s]; }",
    ),
    (
        "a prefix sum in place",
        "K0011",
        "y: &mut [u32]",
        "for i in 1..y.len() { y[i] += y[i - 1]; }",
    ),
    (
        "a suffix sum in place",
        "K0011",
        "n: usize, y: &mut [u32]",
        "for i in (0..n).rev() { y[i] += y[i + 1]; }",
    ),
    (
        "a copy shifted to the left, in place",
        "K0011",
        "y: &mut [f32]",
        "for i in 0..y.len() - 1 { y[i] = y[i + 1]; }",
    ),
    (
        "a copy shifted to the right, in place",
        "K0011",
        "y: &mut [f32]",
        "for i in 1..y.len() { y[i] = y[i - 1]; }",
    ),
    (
        "a copy shifted by a number known only at run time",
        "K0011",
        "s: usize, n: usize, y: &mut [f32]",
        "for i in 0..n { y[i] = y[i + s]; }",
    ),
    (
        "a copy shifted by less than its length",
        "K0011",
        "s: usize, n: usize, y: &mut [f32]",
        "assert!(s + 1 >= n); for i in 0..n { y[i + s] = y[i]; }",
    ),
    (
        "in reverse, in place",
        "K0011",
        "n: usize, y: &mut [i32]",
        "for i in 0..n { y[i] = y[n - 1 - i]; }",
    ),
    (
        "half of a reversal, a step too far",
        "K0011",
        "n: usize, y: &mut [i32]",
        "for i in 0..n / 2 + 2 { let t = y[i]; y[i] = y[n - 1 - i]; y[n - 1 - i] = t; }",
    ),
    (
        "a row read by all",
        "K0011",
        "n: usize, k: usize, y: &mut [f32]",
        "for i in 0..n { for j in 0..n { y[i * n + j] -= y[k * n + j]; } }",
    ),
    (
        "Floyd–Warshall over i in place",
        "K0011",
        "n: usize, k: usize, y: &mut [i32]",
        "for i in 0..n { for j in 0..n { let d = y[i * n + k] + y[k * n + j]; y[i * n + j] = y[i * n + j].min(d); } }",
    ),
    (
        "a wavefront from above and from the left",
        "K0011",
        "n: usize, w: usize, y: &mut [i32]",
        "for i in 1..n { for j in 1..w { y[i * w + j] = y[(i - 1) * w + j].max(y[i * w + j - 1]); } }",
    ),
    (
        "blocks that overlap by one",
        "K0016",
        "n: usize, s: usize, y: &mut [f32]",
        "for i in 0..n { for j in 0..s + 1 { y[i * s + j] = 1.0; } }",
    ),
    (
        "blocks that overlap by one, said inclusively",
        "K0016",
        "n: usize, s: usize, y: &mut [f32]",
        "for i in 0..n { for j in 0..=s { y[i * s + j] = 1.0; } }",
    ),
    (
        "rows of a width that has nothing to do with the stride",
        "K0016",
        "n: usize, w: usize, s: usize, y: &mut [f32]",
        "for i in 0..n { for j in 0..w { y[i * s + j] = 1.0; } }",
    ),
    (
        "rows as long as the stride, asserted the wrong way round",
        "K0016",
        "n: usize, w: usize, s: usize, y: &mut [f32]",
        "assert!(w >= s); for i in 0..n { for j in 0..w { y[i * s + j] = 1.0; } }",
    ),
    (
        "a stride that may be zero",
        "K0016",
        "n: usize, s: usize, y: &mut [f32]",
        "for i in 0..n { y[i * s] = 1.0; }",
    ),
    (
        "interleaved stores, the second in the way of the next",
        "K0016",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { y[2 * i] = 1.0; y[2 * i + 2] = 2.0; }",
    ),
    (
        "interleaved stores at three places with a stride of two",
        "K0016",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { y[2 * i] = 1.0; y[2 * i + 1] = 2.0; y[2 * i + 2] = 3.0; }",
    ),
    (
        "neighbouring pairs written at once",
        "K0016",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { y[i] = 1.0; y[i + 1] = 2.0; }",
    ),
    (
        "a ring buffer",
        "K0016",
        "m: usize, x: &[f32], y: &mut [f32]",
        "for i in 0..x.len() { y[i % m] = x[i]; }",
    ),
    (
        "each element written twice",
        "K0016",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { y[i / 2] = i as f32; }",
    ),
    (
        "a write through min",
        "K0016",
        "n: usize, m: usize, y: &mut [f32]",
        "for i in 0..n { y[i.min(m)] = i as f32; }",
    ),
    (
        "a write through clamp",
        "K0016",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { y[i.clamp(2, 5)] = i as f32; }",
    ),
    (
        "a write through max",
        "K0016",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { y[i.max(3)] = i as f32; }",
    ),
    (
        "a write through a difference that saturates",
        "K0016",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { y[i.saturating_sub(3)] = i as f32; }",
    ),
    (
        "a write that wraps in u8",
        "K0016",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { y[(3 * i) as u8 as usize & 7] = i as f32; }",
    ),
    (
        "a write at a narrow counter times something",
        "K0016",
        "m: u8, y: &mut [u8]",
        "for i in 0..m { y[(i * 128) as usize] = i; }",
    ),
    (
        "one element written by all",
        "K0016",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { y[0] = i as f32; }",
    ),
    (
        "a plain store at a place from memory",
        "K0013",
        "p: &[u32], x: &[f32], y: &mut [f32]",
        "for i in 0..x.len() { y[p[i] as usize] = x[i]; }",
    ),
    (
        "a write at a variable that walks",
        "K0016",
        "n: usize, x: &[i32], y: &mut [i32]",
        "for i in 0..n { let mut at = i; if x[i] > 0 { at += 1; } y[at] = 1; }",
    ),
    (
        "a triangle by the square of its row",
        "K0016",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { for j in 0..i + 2 { y[i * i / 2 + j] = 1.0; } }",
    ),
    (
        "a conditional read of the neighbour",
        "K0011",
        "y: &mut [f32]",
        "for i in 0..y.len() { if i > 0 { y[i] += y[i - 1]; } }",
    ),
    (
        "every other element from its neighbour, and it from the next",
        "K0011",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { y[2 * i] = y[2 * i + 1]; y[2 * i + 1] = y[2 * i + 2]; }",
    ),
    (
        "columns of a matrix whose rows are shorter",
        "K0016",
        "n: usize, w: usize, y: &mut [f32]",
        "assert!(w > 0); for i in 0..n { for j in 0..w { y[j * (n - 1) + i] = 1.0; } }",
    ),
];

/// Accepted, but not the first loop in parallel, whose iterations meet: it runs in sequence around what is parallel.
const IN_SEQUENCE: &[(&str, &str, &str)] = &[
    (
        "a transposition in place",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { for j in 0..n { y[i * n + j] = y[j * n + i]; } }",
    ),
    (
        "Floyd–Warshall, its loops split at row and column k",
        "n: usize, y: &mut [i32]",
        "for k in 0..n { for i in 0..n { for j in 0..n { let d = y[i * n + k].wrapping_add(y[k * n + j]); y[i * n + j] = y[i * n + j].min(d); } } }",
    ),
    (
        "a row that is taken from all, itself among them",
        "n: usize, y: &mut [f32]",
        "for k in 0..n { for i in 0..n { for j in 0..n { y[i * n + j] -= y[k * n + j]; } } }",
    ),
    (
        "a diagonal wavefront",
        "n: usize, w: usize, y: &mut [i32]",
        "for i in 1..n { for j in 1..w { y[i * w + j] += y[(i - 1) * w + j - 1]; } }",
    ),
    (
        "an anti-diagonal wavefront",
        "n: usize, w: usize, y: &mut [i32]",
        "for i in 1..n { for j in 0..w - 1 { y[i * w + j] += y[(i - 1) * w + j + 1]; } }",
    ),
    (
        "a neighbour read in another loop inside",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { let mut s = 0.0; for t in 0..3 { s += y[i + t]; } y[i] = s; }",
    ),
];

/// Refused because a scalar is carried, or because control is.
const CARRY: &[Miss] = &[
    (
        "a recurrence through a scalar",
        "K0012",
        "x: &[f32], y: &mut [f32]",
        "let mut s = 0.0; for i in 0..y.len() { s = 0.9 * s + x[i]; y[i] = s; }",
    ),
    (
        "a recurrence of second order through scalars",
        "K0012",
        "y: &mut [f32]",
        "let mut a = 0.0; let mut b = 1.0; for i in 0..y.len() { let c = a + b; a = b; b = c; y[i] = c; }",
    ),
    (
        "a prefix sum",
        "K0012",
        "x: &[f32], y: &mut [f32]",
        "let mut s = 0.0; for i in 0..y.len() { s += x[i]; y[i] = s; }",
    ),
    (
        "a reduction read inside the loop",
        "K0012",
        "x: &[f32], y: &mut [f32]",
        "let mut s = 0.0; for i in 0..y.len() { if s < 10.0 { s += x[i]; } }",
    ),
    (
        "a sum with an operand that depends on it",
        "K0012",
        "x: &[f32]",
        "let mut s = 0.0; for i in 0..x.len() { s += x[i] * s; }",
    ),
    (
        "mixed operators",
        "K0012",
        "x: &[i32]",
        "let mut s = 1; for i in 0..x.len() { s += x[i]; s *= 2; }",
    ),
    (
        "a sum and a maximum in one variable",
        "K0012",
        "x: &[i32]",
        "let mut s = 1; for i in 0..x.len() { s += x[i]; s = s.max(3); }",
    ),
    (
        "subtracted from",
        "K0012",
        "x: &[i32]",
        "let mut s = 1; for i in 0..x.len() { s = x[i] - s; }",
    ),
    (
        "divided by all",
        "K0012",
        "x: &[f32]",
        "let mut s = 1.0; for i in 0..x.len() { s /= x[i]; }",
    ),
    (
        "a variable that some iterations set",
        "K0012",
        "x: &[f32], y: &mut [f32]",
        "let mut last = 0.0; for i in 0..y.len() { if x[i] > 0.0 { last = x[i]; } y[i] = last; }",
    ),
    (
        "a compaction",
        "K0012",
        "x: &[f32], y: &mut [f32]",
        "let mut at = 0; for i in 0..x.len() { if x[i] > 0.0 { y[at] = x[i]; at += 1; } }",
    ),
    (
        "a generator of random numbers",
        "K0012",
        "y: &mut [u32]",
        "let mut state = 1u32; for i in 0..y.len() { state = state.wrapping_mul(1664525).wrapping_add(1013904223); y[i] = state; }",
    ),
    (
        "a search that stops",
        "K0010",
        "x: &[f32]",
        "let mut found = 0; for i in 0..x.len() { if x[i] > 0.0 { found = i; break; } }",
    ),
    (
        "two reductions that read each other",
        "K0012",
        "x: &[i32]",
        "let mut a = 0; let mut b = 0; for i in 0..x.len() { a += x[i]; b += a; }",
    ),
];

/// Accepted: what it is, the parameters, the body.
const FINE: &[(&str, &str, &str)] = &[
    (
        "from the neighbours in another array",
        "x: &[f32], y: &mut [f32]",
        "for i in 1..y.len() - 1 { y[i] = 0.5 * (x[i - 1] + x[i + 1]); }",
    ),
    (
        "in place, each element from itself",
        "y: &mut [f32]",
        "for i in 0..y.len() { y[i] = 2.0 * y[i] + 1.0; }",
    ),
    (
        "interleaved stores",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { y[2 * i] = 1.0; y[2 * i + 1] = 2.0; }",
    ),
    (
        "interleaved by three",
        "n: usize, x: &[f32], y: &mut [f32]",
        "for i in 0..n { y[3 * i] = x[i]; y[3 * i + 1] = 2.0; y[3 * i + 2] = 3.0; }",
    ),
    (
        "even from odd",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { y[2 * i] = y[2 * i + 1]; }",
    ),
    (
        "rows and columns",
        "n: usize, w: usize, y: &mut [f32]",
        "for i in 0..n { for j in 0..w { y[i * w + j] = 1.0; } }",
    ),
    (
        "rows as long as the stride, asserted",
        "n: usize, w: usize, s: usize, y: &mut [f32]",
        "assert!(s >= w); for i in 0..n { for j in 0..w { y[i * s + j] = 1.0; } }",
    ),
    (
        "columns first",
        "n: usize, w: usize, y: &mut [f32]",
        "for j in 0..w { for i in 0..n { y[i * w + j] = 1.0; } }",
    ),
    (
        "three dimensions",
        "n: usize, w: usize, d: usize, y: &mut [f32]",
        "for i in 0..n { for j in 0..w { for k in 0..d { y[(i * w + j) * d + k] = 1.0; } } }",
    ),
    (
        "a stride that is not zero",
        "n: usize, s: usize, y: &mut [f32]",
        "assert!(s > 0); for i in 0..n { y[i * s] = 1.0; }",
    ),
    (
        "the same element of both arrays in reverse",
        "n: usize, x: &[f32], y: &mut [f32]",
        "for i in 0..n { y[i] = x[n - 1 - i]; }",
    ),
    (
        "written in reverse",
        "n: usize, x: &[f32], y: &mut [f32]",
        "for i in 0..n { y[n - 1 - i] = x[i]; }",
    ),
    (
        "a transposition into another array",
        "n: usize, w: usize, x: &[f32], y: &mut [f32]",
        "for i in 0..n { for j in 0..w { y[j * n + i] = x[i * w + j]; } }",
    ),
    (
        "a gather",
        "p: &[u32], x: &[f32], y: &mut [f32]",
        "for i in 0..y.len() { y[i] = x[p[i] as usize]; }",
    ),
    (
        "a sum",
        "x: &[f32]",
        "let mut s = 0.0; for i in 0..x.len() { s += x[i]; }",
    ),
    (
        "a conditional sum",
        "x: &[i32]",
        "let mut s = 0; for i in 0..x.len() { if x[i] > 0 { s += x[i]; } }",
    ),
    (
        "a sum of differences",
        "x: &[i32]",
        "let mut s = 0; for i in 0..x.len() { s -= x[i]; }",
    ),
    (
        "several reductions",
        "x: &[f32]",
        "let mut a = 0.0; let mut b = 0.0f32; for i in 0..x.len() { a += x[i]; b = b.max(x[i]); }",
    ),
    (
        "a variable of each iteration's own",
        "x: &[f32], y: &mut [f32]",
        "for i in 0..y.len() { let mut s = 0.0; for j in 0..x.len() { s = 0.9 * s + x[j]; } y[i] = s; }",
    ),
    (
        "a recurrence along each row",
        "n: usize, w: usize, y: &mut [f32]",
        "for i in 0..n { for j in 1..w { y[i * w + j] += y[i * w + j - 1]; } }",
    ),
    (
        "a recurrence along each column",
        "n: usize, w: usize, y: &mut [f32]",
        "for j in 0..w { for i in 1..n { y[i * w + j] += y[(i - 1) * w + j]; } }",
    ),
    (
        "a triangle of a square",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { for j in 0..i + 1 { y[i * n + j] = 1.0; } }",
    ),
    (
        "one element that all add to",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { y[y.len() - 1] += i as f32; }",
    ),
    (
        "the diagonal read along each row",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { for j in 0..n { y[i * n + j] -= y[i * n + i]; } }",
    ),
    (
        "the other triangle",
        "n: usize, y: &mut [f32]",
        "for i in 0..n { for j in i + 1..n { y[i * n + j] = 1.0; } }",
    ),
    (
        "a padded row",
        "n: usize, w: usize, y: &mut [f32]",
        "for i in 0..n { for j in 0..w { y[i * (w + 2) + j + 1] = 1.0; } }",
    ),
    (
        "a round that is cut short",
        "x: &[i32], y: &mut [i32]",
        "for i in 0..y.len() { if x[i] < 0 { continue; } y[i] = x[i]; }",
    ),
    (
        "a round that is cut short from within",
        "n: usize, w: usize, x: &[i32], y: &mut [i32]",
        "'rows: for i in 0..n { for j in 0..w { if x[i * w + j] < 0 { continue 'rows; } } y[i] = 1; }",
    ),
    (
        "a write and a read that the sizes keep apart",
        "n: usize, s: usize, y: &mut [f32]",
        "assert!(s >= n); for i in 0..n { y[i] = y[i + s]; }",
    ),
    (
        "a guarded neighbour in another array",
        "x: &[f32], y: &mut [f32]",
        "for i in 0..y.len() { if i > 0 { y[i] = x[i - 1]; } }",
    ),
    (
        "clamped reads",
        "n: usize, x: &[f32], y: &mut [f32]",
        "for i in 0..n { y[i] = x[i.min(n - 1)] + x[i.saturating_sub(1)]; }",
    ),
    (
        "every third element",
        "n: usize, y: &mut [f32]",
        "for i in (0..n).step_by(3) { y[i] = 1.0; }",
    ),
    (
        "a narrow counter",
        "m: u8, y: &mut [u8]",
        "for i in 0..m { y[i as usize] = i; }",
    ),
];

fn source(parameters: &str, body: &str) -> String {
    format!("fn k({parameters}) {{ {body} }}")
}

/// The code of the first error.
fn code(source: &str) -> Option<&'static str> {
    match compile(source) {
        Compiled::NoKernel(errors) | Compiled::Refused(_, errors) => {
            errors.iter().next().map(|error| error.code.text())
        }
        Compiled::Proved(..) => None,
    }
}

#[test]
fn near_misses_are_refused() {
    let mut wrong = Vec::new();
    for (what, expected, parameters, body) in MEET.iter().chain(CARRY) {
        let found = code(&source(parameters, body));
        if found != Some(expected) {
            wrong.push(format!("{what}: {found:?} instead of {expected}: {body}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The catalogue tells no lies: the interpreter sees the iterations meet.
#[test]
fn near_misses_do_meet() {
    let mut wrong = Vec::new();
    for (what, _, parameters, body) in MEET {
        let Compiled::Refused(kernel, _) = compile(&source(parameters, body)) else {
            continue;
        };
        let met = (0..60).any(|seed| {
            arguments::some(&kernel, &mut Random::new(seed), 10)
                .iter()
                .any(|arguments| iterations_meet(&kernel, arguments) == Some(true))
        });
        if !met {
            wrong.push(format!("{what}: {body}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "no conflict was seen in\n{}",
        wrong.join("\n")
    );
}

#[test]
fn what_meets_runs_in_sequence() {
    let mut wrong = Vec::new();
    for (what, parameters, body) in IN_SEQUENCE {
        let source = source(parameters, body);
        let parallel = match compile(&source) {
            Compiled::Proved(_, proved) => {
                let dims = proved.plan().stages.iter().flat_map(|stage| &stage.dims);
                dims.map(|dim| dim.id).any(|id| id == LoopId(0))
            }
            Compiled::NoKernel(_) | Compiled::Refused(..) => true,
        };
        if parallel || !matches!(judge(&source, 5, 20, false), Verdict::Held { .. }) {
            wrong.push(format!("{what}: {body}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn their_neighbours_are_accepted_and_right() {
    let mut wrong = Vec::new();
    for (what, parameters, body) in FINE {
        match judge(&source(parameters, body), 5, 20, false) {
            Verdict::Held { same, .. } if same > 0 => {}
            other => wrong.push(format!("{what}: {other:?}: {body}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
