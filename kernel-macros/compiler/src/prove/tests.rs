//! The catalogue: what is parallel, what is not, and the near misses between them.

use crate::analyse::{Check, Lanes};
use crate::diag::{Code, Diagnostic};
use crate::ir::{Stmt, StmtKind, Visitor, walk_stmt};
use crate::{check, lower, parse};

use super::{Proved, planned};

fn compile(source: &str) -> Result<Proved, Vec<Diagnostic>> {
    let tokens = source.parse().expect("the kernel is made of Rust tokens");
    let source =
        parse::parse(Default::default(), tokens).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let types = check::check(&source).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let kernel = lower::lower(&source, &types).unwrap_or_else(|errors| panic!("{errors:#?}"));
    planned(kernel).map_err(|errors| errors.iter().cloned().collect())
}

fn proved(source: &str) -> Proved {
    compile(source).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

/// The one error.
fn refused(source: &str) -> Diagnostic {
    match compile(source) {
        Ok(proved) => panic!("proved: {:#?}", proved.plan()),
        Err(errors) => errors.into_iter().next().expect("a refusal has an error"),
    }
}

fn refused_as(code: Code, source: &str) -> Diagnostic {
    let error = refused(source);
    assert_eq!(error.code, code, "{error:#?}");
    error
}

fn depth(source: &str) -> usize {
    proved(source).plan().stages[0].dims.len()
}

#[test]
fn rows_and_columns_are_told_apart() {
    assert_eq!(
        depth(
            "fn k(w: usize, h: usize, y: &mut [f32]) { for r in 0..h { for c in 0..w { y[r * w + c] = 1.0; } } }"
        ),
        2
    );
    // A padded row.
    assert_eq!(
        depth(
            "fn k(w: usize, h: usize, y: &mut [f32]) { for r in 0..h { for c in 0..w { y[r * (w + 2) + c + 1] = 1.0; } } }"
        ),
        2
    );
    // Interior columns.
    assert_eq!(
        depth(
            "fn k(w: usize, h: usize, y: &mut [f32]) { for r in 1..h - 1 { for c in 1..w - 1 { y[r * w + c] = 1.0; } } }"
        ),
        2
    );
    // Three dimensions.
    assert_eq!(
        depth(
            "fn k(w: usize, h: usize, d: usize, y: &mut [f32]) { for z in 0..d { for r in 0..h { for c in 0..w { y[(z * h + r) * w + c] = 1.0; } } } }"
        ),
        3
    );
    // Transposed.
    assert_eq!(
        depth(
            "fn k(w: usize, h: usize, x: &[f32], y: &mut [f32]) { for r in 0..h { for c in 0..w { y[c * h + r] = x[r * w + c]; } } }"
        ),
        2
    );
}

#[test]
fn a_column_too_many_meets_the_next_row() {
    let error = refused_as(
        Code::Overlap,
        "fn k(w: usize, h: usize, y: &mut [f32]) { for r in 0..h { for c in 0..w + 1 { y[r * w + c] = 1.0; } } }",
    );
    assert!(error.notes[0].contains("both write y["), "{error:#?}");
}

#[test]
fn a_stride_that_is_no_width_overlaps_unless_an_assertion_rules_it_out() {
    let body = "for r in 0..h { for c in 0..w { y[r * stride + c] = 1.0; } }";
    refused_as(
        Code::Overlap,
        &format!("fn k(w: usize, h: usize, stride: usize, y: &mut [f32]) {{ {body} }}"),
    );
    assert_eq!(
        depth(&format!(
            "fn k(w: usize, h: usize, stride: usize, y: &mut [f32]) {{ assert!(stride >= w); {body} }}"
        )),
        2
    );
}

#[test]
fn constant_strides() {
    assert_eq!(
        depth(
            "fn k(n: usize, y: &mut [f32]) { for i in 0..n { y[3 * i] = 0.0; y[3 * i + 1] = 1.0; y[3 * i + 2] = 2.0; } }"
        ),
        1
    );
    refused_as(
        Code::Overlap,
        "fn k(n: usize, y: &mut [f32]) { for i in 0..n { y[3 * i] = 0.0; y[3 * i + 3] = 1.0; } }",
    );
    refused_as(
        Code::Overlap,
        "fn k(n: usize, y: &mut [f32]) { for i in 0..n { y[2 * i] = 0.0; y[3 * i] = 1.0; } }",
    );
    // Even elements are read, odd ones written.
    assert_eq!(
        depth("fn k(n: usize, y: &mut [f32]) { for i in 0..n { y[2 * i + 1] = y[2 * i]; } }"),
        1
    );
}

#[test]
fn blocks_of_a_loop_inside() {
    assert_eq!(
        depth(
            "fn k(n: usize, b: usize, y: &mut [f32]) { for i in 0..n { for j in 0..b { y[i * b + j] = 1.0; } } }"
        ),
        2
    );
    // A mutable local keeps the inner loop in the body.
    assert_eq!(
        depth(
            "fn k(n: usize, b: usize, y: &mut [f32]) { for i in 0..n { let mut s = 0.0; for j in 0..b { s += 1.0; y[i * b + j] = s; } } }"
        ),
        1
    );
    refused_as(
        Code::Overlap,
        "fn k(n: usize, b: usize, y: &mut [f32]) { for i in 0..n { let mut s = 0.0; for j in 0..b { s += 1.0; y[i + j] = s; } } }",
    );
}

#[test]
fn triangles() {
    assert_eq!(
        depth(
            "fn k(n: usize, y: &mut [f32]) { for i in 0..n { for j in 0..i { y[i * n + j] = 0.0; } } }"
        ),
        1
    );
    assert_eq!(
        depth(
            "fn k(n: usize, y: &mut [f32]) { for i in 0..n { for j in i..n { y[i * n + j] = 0.0; } } }"
        ),
        1
    );
    // Mirrored into the other half: row j is written by several i, but never one element twice.
    for half in ["0..i", "i..n", "i + 1..n"] {
        let source = format!(
            "fn k(n: usize, y: &mut [f32]) {{ for i in 0..n {{ for j in {half} {{ y[i * n + j] = 0.0; y[j * n + i] = 0.0; }} }} }}"
        );
        assert_eq!(depth(&source), 1, "{half}");
    }
    refused_as(
        Code::Overlap,
        "fn k(n: usize, y: &mut [f32]) { for i in 0..n { for j in 0..n { y[i * n + j] = 0.0; y[j * n + i] = 0.0; } } }",
    );
}

#[test]
fn recurrences() {
    let error = refused_as(
        Code::CarriedDependence,
        "fn k(x: &mut [f32]) { for i in 1..x.len() { x[i] = x[i - 1] + 1.0; } }",
    );
    assert_eq!(
        error.notes[0],
        "iteration i = 2 reads x[1], which iteration i = 1, an earlier one, writes"
    );
    // A shifted copy in place reads what a later iteration writes.
    let error = refused_as(
        Code::CarriedDependence,
        "fn k(n: usize, x: &mut [f32]) { for i in 0..n { x[i] = x[i + 1]; } }",
    );
    assert_eq!(
        error.notes[0],
        "iteration i = 0 reads x[1], which iteration i = 1, a later one, writes"
    );
    refused_as(
        Code::CarriedDependence,
        "fn k(n: usize, d: usize, x: &mut [f32]) { for i in 0..n { x[i] = x[i + d]; } }",
    );
    refused_as(
        Code::CarriedDependence,
        "fn k(n: usize, x: &mut [f32]) { for i in 0..n { x[i] = x[0]; } }",
    );
    refused_as(
        Code::CarriedDependence,
        "fn k(n: usize, x: &mut [f32]) { for i in 0..n { x[i] = x[n - 1 - i]; } }",
    );
}

#[test]
fn halves_that_do_not_meet() {
    assert_eq!(
        depth("fn k(n: usize, x: &mut [f32]) { for i in 0..n { x[i] = x[i + n]; } }"),
        1
    );
    assert_eq!(
        depth("fn k(n: usize, x: &mut [f32]) { for i in 0..n { x[i + n] = 2.0 * x[i]; } }"),
        1
    );
    refused_as(
        Code::CarriedDependence,
        "fn k(n: usize, x: &mut [f32]) { for i in 0..n + 1 { x[i] = x[i + n]; } }",
    );
}

#[test]
fn stencils_in_place() {
    // Gauss–Seidel.
    refused_as(
        Code::CarriedDependence,
        "fn k(w: usize, h: usize, a: &mut [f32]) { for y in 1..h - 1 { for x in 1..w - 1 { let i = y * w + x; a[i] = 0.25 * (a[i - 1] + a[i + 1] + a[i - w] + a[i + w]); } } }",
    );
    // Only columns are coupled, so rows are parallel.
    assert_eq!(
        depth(
            "fn k(w: usize, h: usize, a: &mut [f32]) { for y in 0..h { for x in 1..w { a[y * w + x] = a[y * w + x - 1]; } } }"
        ),
        1
    );
    // Only rows are coupled: a sequential loop around a parallel one.
    let rows = proved(
        "fn k(w: usize, h: usize, a: &mut [f32]) { for y in 1..h { for x in 0..w { a[y * w + x] = a[(y - 1) * w + x]; } } }",
    );
    assert_eq!(rows.plan().stages.len(), 1);
    assert!(matches!(rows.plan().host[0].kind, StmtKind::For { .. }));
}

#[test]
fn floyd_warshall_in_place() {
    // Row and column `k` stand between the others: each loop is split there.
    let nest = "for i in 0..n { for j in 0..n { d[i * n + j] = d[i * n + j].min(d[i * n + k] + d[k * n + j]); } }";
    let proved = proved(&format!(
        "fn k(n: usize, d: &mut [f32]) {{ for k in 0..n {{ {nest} }} }}"
    ));
    assert_eq!(proved.plan().stages.len(), 4);
    // Where `k` may be anything, the loops could not be split.
    refused_as(
        Code::CarriedDependence,
        &format!("fn k(n: usize, k: usize, d: &mut [f32]) {{ {nest} }}"),
    );
}

#[test]
fn indices_that_come_again() {
    refused_as(
        Code::Overlap,
        "fn k(n: usize, m: usize, y: &mut [f32]) { for i in 0..n { y[i % m] = 1.0; } }",
    );
    refused_as(
        Code::Overlap,
        "fn k(n: usize, y: &mut [f32]) { for i in 0..n { y[i / 2] = 1.0; } }",
    );
    let error = refused_as(
        Code::Overlap,
        "fn k(n: usize, y: &mut [f32]) { for i in 0..n { y[0] = 1.0; } }",
    );
    assert_eq!(error.notes[0], "iterations i = 1 and i = 0 both write y[0]");
    refused_as(
        Code::IndirectWrite,
        "fn k(p: &[usize], y: &mut [f32]) { for i in 0..p.len() { y[p[i]] = 1.0; } }",
    );
    refused_as(
        Code::IndirectWrite,
        "fn k(p: &[u32], y: &mut [f32]) { for i in 0..p.len() { let at = p[i] as usize; y[at] = y[at] * 2.0 + 1.0; } }",
    );
    refused_as(
        Code::CarriedDependence,
        "fn k(p: &[usize], y: &mut [f32]) { for i in 0..p.len() { y[i] = y[p[i]]; } }",
    );
}

#[test]
fn points_may_meet_where_they_accumulate() {
    let accumulators = |source: &str| proved(source).plan().stages[0].accumulators.clone();
    let one = accumulators(
        "fn k(p: &[u32], y: &mut [f32]) { for i in 0..p.len() { let at = p[i] as usize; y[at] += 1.0; } }",
    );
    assert!(matches!(one.as_slice(), [one] if one.ordered));
    let one = accumulators(
        "fn k(p: &[u8], y: &mut [u32]) { for i in 0..p.len() { y[p[i] as usize] += 1; } }",
    );
    assert!(matches!(one.as_slice(), [one] if !one.ordered));
    // No two points meet: an array like any other.
    assert!(accumulators("fn k(y: &mut [u32]) { for i in 0..y.len() { y[i] += 1; } }").is_empty());
    for update in [
        // The value is looked at on the way.
        "y[p[i] as usize] += 1; z[i] = y[0];",
        "let at = p[i] as usize; y[at] = y[at] + y[0];",
        // Two operators.
        "y[p[i] as usize] += 1; y[p[i] as usize] *= 2;",
        // Another element.
        "y[p[i] as usize] = y[i] + 1;",
        "y[p[i] as usize] = 1 - y[p[i] as usize];",
    ] {
        let source = format!(
            "fn k(p: &[u8], z: &mut [u32], y: &mut [u32]) {{ for i in 0..p.len() {{ {update} }} }}"
        );
        refused_as(Code::IndirectWrite, &source);
    }
}

#[test]
fn narrow_arithmetic_may_wrap() {
    // `i * 2` wraps at 2^32, so that elements come again.
    let error = refused_as(
        Code::Overlap,
        "fn k(n: u32, y: &mut [f32]) { for i in 0..n { y[(i * 2) as usize] = 1.0; } }",
    );
    assert!(error.help[0].contains("convert first"), "{error:#?}");
    assert_eq!(
        depth("fn k(n: u32, y: &mut [f32]) { for i in 0..n { y[i as usize * 2] = 1.0; } }"),
        1
    );
    refused_as(
        Code::Overlap,
        "fn k(n: usize, y: &mut [f32]) { for i in 0..n { y[i as u8 as usize] = 1.0; } }",
    );
}

#[test]
fn one_loop_over_rows_and_columns_by_division_is_refused() {
    refused_as(
        Code::Overlap,
        "fn k(n: usize, w: usize, y: &mut [f32]) { for p in 0..n { y[p / w * w + p % w] = 1.0; } }",
    );
}

#[test]
fn carried_variables() {
    refused_as(
        Code::CarriedVariable,
        "fn k(x: &[f32], y: &mut [f32]) { let mut s = 0.0; for i in 0..y.len() { s += x[i]; y[i] = s; } }",
    );
    refused_as(
        Code::CarriedVariable,
        "fn k(x: &[f32]) -> f32 { let mut s = 0.0; for i in 0..x.len() { s = 0.5 * s + x[i]; } s }",
    );
    refused_as(
        Code::CarriedVariable,
        "fn k(x: &[f32]) -> f32 { let mut s = 1.0; for i in 0..x.len() { s += x[i]; s *= 2.0; } s }",
    );
    refused_as(
        Code::CarriedVariable,
        "fn k(x: &[f32]) -> f32 { let mut s = 1.0; for i in 0..x.len() { s = x[i] - s; } s }",
    );
    refused_as(
        Code::CarriedVariable,
        "fn k(x: &[f32]) -> f32 { let mut s = 0.0; for i in 0..x.len() { if s < 10.0 { s += x[i]; } } s }",
    );
    refused_as(
        Code::CarriedVariable,
        "fn k(x: &[f32]) -> f32 { let mut last = 0.0; for i in 0..x.len() { last = x[i]; } last }",
    );
}

#[test]
fn reductions_of_every_kind() {
    for update in [
        "s += x[i];",
        "s -= x[i];",
        "s = x[i] + s;",
        "s = s + x[i] * x[i] + 1.0;",
        "s = x[i].mul_add(x[i], s);",
        "s *= x[i];",
        "s = s.max(x[i]);",
        "s = x[i].min(s);",
        "if x[i] > s { s = x[i]; }",
        "s = if x[i] < s { x[i] } else { s };",
        "if x[i] > 0.0 { s += x[i]; } else { s -= 1.0; }",
    ] {
        let source = format!(
            "fn k(x: &[f32]) -> f32 {{ let mut s = 0.0; for i in 0..x.len() {{ {update} }} s }}"
        );
        assert_eq!(
            proved(&source).plan().stages[0].reductions.len(),
            1,
            "{update}"
        );
    }
    assert_eq!(
        depth(
            "fn k(w: usize, h: usize, x: &[f32]) -> f32 { let mut s = 0.0; for r in 0..h { for c in 0..w { s += x[r * w + c]; } } s }"
        ),
        2
    );
}

#[test]
fn refused_shapes() {
    refused_as(Code::NoParallelLoop, "fn k(x: &mut [f32]) { x[0] = 1.0; }");
    refused_as(
        Code::NoParallelLoop,
        "fn k(x: &mut [f32]) { for i in 0..x.len() { if x[i] > 1.0 { break; } x[i] = 2.0; } }",
    );
    refused_as(
        Code::NoParallelLoop,
        "fn k(x: &mut [f32]) { let mut i = 0; while i < x.len() { x[i] = 2.0; i += 1; } }",
    );
}

#[test]
fn several_stages() {
    let stages = |source: &str| proved(source).plan().stages.len();
    assert_eq!(
        stages(
            "fn k(x: &mut [f32], y: &mut [f32]) { for i in 0..x.len() { x[i] = 0.0; } for i in 0..y.len() { y[i] = x[i]; } }"
        ),
        2
    );
    assert_eq!(
        stages(
            "fn k(n: usize, x: &mut [f32]) { if n > 3 { for i in 0..n { x[i] = 2.0; } } else { x[0] = 1.0; } }"
        ),
        1
    );
    // Time steps.
    assert_eq!(
        stages(
            "fn k(t: usize, n: usize, a: &mut [f32], b: &mut [f32]) { for _ in 0..t { for i in 1..n - 1 { b[i] = a[i - 1] + a[i + 1]; } for i in 1..n - 1 { a[i] = b[i]; } } }"
        ),
        2
    );
    // A loop that ends when a reduction says so.
    assert_eq!(
        stages(
            "fn k(n: usize, x: &mut [f32]) { loop { let mut top = 0.0f32; for i in 0..n { x[i] = 0.5 * x[i]; top = top.max(x[i]); } if top < 1.0 { break; } } }"
        ),
        1
    );
    // One loop that can be neither spoils the kernel.
    refused_as(
        Code::CarriedDependence,
        "fn k(n: usize, x: &mut [f32], y: &mut [f32]) { for i in 0..n { y[i] = 1.0; } for i in 1..n { x[i] = x[i - 1]; } }",
    );
}

/// The checks of all accesses, in the order of their sites.
fn checks(source: &str) -> Vec<&'static str> {
    let proved = proved(source);
    let accesses = proved.plan().stages[0].accesses.values();
    accesses
        .map(|access| match access.check {
            Check::Proved => "proved",
            Check::Entry(_) => "entry",
            Check::Guarded(_) => "guarded",
            Check::Lane => "lane",
        })
        .collect()
}

#[test]
fn bounds_are_proved_where_they_follow() {
    assert_eq!(
        checks("fn k(x: &[f32], y: &mut [f32]) { for i in 0..y.len() { y[i] = x[i]; } }"),
        ["entry", "proved"]
    );
    assert_eq!(
        checks(
            "fn k(x: &[f32], y: &mut [f32]) { assert_eq!(x.len(), y.len()); for i in 0..y.len() { y[i] = x[i]; } }"
        ),
        ["proved", "proved"]
    );
    assert_eq!(
        checks(
            "fn k(w: usize, h: usize, y: &mut [f32]) { assert_eq!(y.len(), w * h); for r in 0..h { for c in 0..w { y[r * w + c] = 1.0; } } }"
        ),
        ["proved"]
    );
    assert_eq!(
        checks(
            "fn k(t: &[f32; 4], y: &mut [f32]) { for i in 0..y.len() { let mut s = 0.0; for j in 0..4 { s += t[j]; } y[i] = s; } }"
        ),
        ["proved", "proved"]
    );
}

#[test]
fn accesses_that_may_not_happen_are_not_checked_at_entry() {
    let conditional = |body: &str| {
        checks(&format!(
            "fn k(x: &[f32], y: &mut [f32]) {{ for i in 0..y.len() {{ {body} }} }}"
        ))[0]
    };
    assert_eq!(conditional("if i > 5 { y[i] = x[i]; }"), "guarded");
    assert_eq!(
        conditional("if i > 5 { continue; } y[i] = x[i];"),
        "guarded"
    );
    assert_eq!(
        conditional(
            "let mut s = 0.0; for j in 0..4 { s += x[i + j]; if s > 9.0 { break; } } y[i] = s;"
        ),
        "guarded"
    );
    assert_eq!(
        conditional("let mut s = 0.0; for j in 0..i { s += x[j]; } y[i] = s;"),
        "guarded"
    );
    assert_eq!(
        conditional("let mut s = 0.0; for j in 0..4 { s += x[i + j]; } y[i] = s;"),
        "entry"
    );
}

#[test]
fn bounds_that_may_wrap_are_checked_at_entry() {
    let stage = |source| proved(source).plan().stages[0].clone();
    let wraps = stage("fn k(n: usize, y: &mut [f32]) { for i in 1..n - 1 { y[i] = 1.0; } }");
    assert_eq!(wraps.bounds.len(), 1);
    let asserted = stage(
        "fn k(n: usize, y: &mut [f32]) { assert!(n >= 2); for i in 1..n - 1 { y[i] = 1.0; } }",
    );
    assert_eq!(asserted.bounds.len(), 0);
    // A negative `n` becomes a huge bound.
    let signed = stage("fn k(n: i32, y: &mut [f32]) { for i in 0..n as usize { y[i] = 1.0; } }");
    assert_eq!(signed.bounds.len(), 1);
    // A product in an assertion may wrap, so that the assertion would say nothing.
    let product = stage(
        "fn k(w: usize, h: usize, y: &mut [f32]) { assert!(y.len() >= w * h); for i in 0..w { y[i] = 1.0; } }",
    );
    assert_eq!(product.bounds.len(), 1);
}

#[test]
fn lanes_follow_the_memory() {
    let lanes = |source: &str| proved(source).plan().stages[0].lanes.clone();
    assert_eq!(
        lanes(
            "fn k(w: usize, h: usize, x: &[f32], y: &mut [f32]) { for c in 0..w { for r in 0..h { y[r * w + c] = x[r * w + c]; } } }"
        ),
        Lanes::Dim(0)
    );
    assert!(matches!(
        lanes(
            "fn k(n: usize, a: &[f32], y: &mut [f32]) { for i in 0..y.len() { let mut s = 0.0; for j in 0..n { s += a[i * n + j]; } y[i] = s; } }"
        ),
        Lanes::Inner { .. }
    ));
}

#[test]
fn uniformity() {
    let proved = proved(
        "fn k(n: i32, y: &mut [i32]) { for i in 0..y.len() { let mut a = 0; let mut b = 0; while a < n { a += 1; if a > i as i32 { break; } b += 2; } let c = n + 1; y[i] = a + b + c; } }",
    );
    let stage = &proved.plan().stages[0];
    let mut varying: Vec<String> = stage
        .varying
        .vars
        .iter()
        .map(|var| proved.kernel().var(var).name.to_string())
        .collect();
    varying.sort();
    assert_eq!(varying, ["a", "b", "i"]);
    assert_eq!(stage.divergent.len(), 1);
}

#[test]
fn a_loop_that_stops_at_a_bound_is_parallel() {
    let rounds = |head: &str| {
        let source = format!(
            "fn k(m: usize, x: &[f32], y: &mut [f32]) {{ for i in 0..x.len() {{ {head} y[i] = x[i]; }} }}"
        );
        compile(&source).map(|proved| proved.plan().stages.len())
    };
    assert!(matches!(rounds("if i >= m { break; }"), Ok(1)));
    assert!(matches!(rounds("let j = i; if m <= i { break; }"), Ok(1)));
    assert!(rounds("if i > m { break; }").is_err());
    assert!(rounds("if i >= m || x[i] > 0.0 { break; }").is_err());
    assert!(rounds("let w = x[i]; if i >= m { break; }").is_err());
}

#[test]
fn strides_may_be_differences() {
    let windows = |sizes: &str| {
        format!(
            "fn k(h: usize, w: usize, m: usize, y: &mut [f32]) {{ {sizes} for o in 0..m {{ for i in 0..rows {{ for j in 0..cols {{ y[(o * rows + i) * cols + j] = 1.0; }} }} }} }}"
        )
    };
    assert_eq!(
        depth(&windows("let rows = h - m + 1; let cols = w - m + 1;")),
        3
    );
    assert_eq!(depth(&windows("let rows = h + 2; let cols = w + 2;")), 3);
}

#[test]
fn what_is_known_of_a_neighbour_leaves_the_counters_their_ranges() {
    assert_eq!(
        depth(
            "fn k(h: usize, w: usize, x: &[f32], y: &mut [f32]) { for i in 0..h { for j in 0..w { let north = i.saturating_sub(1); y[i * w + j] = x[north * w + j]; } } }"
        ),
        2
    );
}

#[test]
fn conditions_are_lifted_unless_they_may_wrap() {
    /// The sites of assertions and checks that are made at each point.
    struct Made<'s>(&'s crate::analyse::Stage, usize);
    impl Visitor for Made<'_> {
        fn stmt(&mut self, stmt: &Stmt) {
            if let StmtKind::Assert { site, .. } | StmtKind::Check { site, .. } = &stmt.kind {
                self.1 += usize::from(!self.0.is_lifted(*site));
            }
            walk_stmt(self, stmt);
        }
    }
    let made = |body: &str| {
        let proved = proved(&format!(
            "fn k(n: usize, w: usize, a: &[f32], y: &mut [f32]) {{ for i in 0..y.len() {{ {body} }} }}"
        ));
        let stage = &proved.plan().stages[0];
        let mut made = Made(stage, 0);
        crate::ir::walk_block(&mut made, &stage.body);
        made.1
    };
    let summed = "let mut s = 0.0; for j in 0..n { s += row[j]; } y[i] = s;";
    assert_eq!(
        made(&format!("let row = &a[i * n..(i + 1) * n]; {summed}")),
        0
    );
    assert_eq!(made(&format!("let row = &a[i * n..][..n]; {summed}")), 0);
    assert_eq!(made("assert!(i < n); y[i] = 1.0;"), 0);
    // `n * w` may be so large that it wraps to 0, where the assertion fails.
    assert_eq!(made("assert!(1 <= n * w); y[i] = 1.0;"), 1);
}
