//! What constructs become in the IR.

use crate::accepted;

/// The body's IR without head and sites.
fn ir(source: &str) -> String {
    let text = accepted(source).to_string();
    let body = text.split_once('\n').map_or("", |(_, body)| body);
    let body = body.split("sites\n").next().unwrap_or(body);
    body.lines().map(|line| format!("{line}\n")).collect()
}

#[track_caller]
pub(crate) fn becomes(source: &str, expected: &str) {
    let made = ir(source);
    let expected: String = expected
        .trim_matches('\n')
        .lines()
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(made, expected, "\n{source}\nbecomes\n{made}");
}

#[test]
fn an_index_that_is_read_and_written_is_evaluated_once() {
    becomes(
        "fn k(n: usize, v: f32, y: &mut [f32]) { y[n + 1] += v; y[n] *= v; }",
        "
  let index#2: usize = n#0 + 1usize
  y[index#2]@1 = y[index#2]@0 + v#1
  y[n#0]@3 = y[n#0]@2 * v#1",
    );
}

#[test]
fn conditions_that_can_fail_are_nested() {
    becomes(
        "fn k(n: usize, x: &[f32], y: &mut [f32]) { if n > 0 && n < 9 && x[n - 1] > 0.0 { y[n] = 1.0; } }",
        "
  if (n#0 > 0usize) & (n#0 < 9usize)
    if x[n#0 - 1usize]@0 > 0.0f32
      y[n#0]@1 = 1.0f32",
    );
}

#[test]
fn short_circuit_values_branch_only_where_they_can_fail() {
    becomes(
        "fn k(n: usize, x: &[f32]) -> bool { let a = n > 0 || n == 3; let b = n > 0 || x[n] > 0.0; a && b }",
        "
  let a#1: bool = (n#0 > 0usize) | (n#0 == 3usize)
  let mut holds#2: bool
  if n#0 > 0usize
    holds#2 = true
  else
    holds#2 = x[n#0]@0 > 0.0f32
  let b#3: bool = holds#2
  result a#1 & b#3",
    );
}

#[test]
fn cheap_choices_are_selected_others_branch() {
    becomes(
        "fn k(n: usize, a: f32, x: &[f32]) -> f32 {
            let b = if n > 3 { a } else { -a };
            let c = if n > 3 { x[n] } else if n > 2 { 1.0 } else { a.exp() };
            b + c
        }",
        "
  let b#2: f32 = select(n#0 > 3usize, a#1, neg(a#1))
  let mut c#3: f32
  if n#0 > 3usize
    c#3 = x[n#0]@0
  else
    if n#0 > 2usize
      c#3 = 1.0f32
    else
      c#3 = exp(a#1)
  result b#2 + c#3",
    );
}

#[test]
fn matches_become_ifs() {
    becomes(
        "fn k(n: i32, y: &mut [f32]) { match n + 1 { 0 => y[0] = 1.0, 1..=3 | 7 => y[1] = 2.0, m if m > 100 => {} _ => y[2] = 3.0 } }",
        "
  let matched#1: i32 = n#0 + 1i32
  if matched#1 == 0i32
    y[0usize]@0 = 1.0f32
  else
    if ((matched#1 >= 1i32) & (matched#1 <= 3i32)) | (matched#1 == 7i32)
      y[1usize]@1 = 2.0f32
    else
      let m#2: i32 = matched#1
      if m#2 > 100i32
      else
        y[2usize]@2 = 3.0f32",
    );
    becomes(
        "fn k(n: u8) -> f32 { match n { 0 => 1.0, 1 => 2.5, _ => 4.0 } }",
        "
  result select(n#0 == 0u8, 1.0f32, select(n#0 == 1u8, 2.5f32, 4.0f32))",
    );
}

#[test]
fn ranges_count_up_by_one() {
    becomes(
        "fn k(n: usize, y: &mut [f32]) { for i in (1..n).rev() { y[i] = 0.0; } }",
        "
  'i#0: for round#1: usize in 1usize..n#0
    let i#2: usize = (n#0 - 1usize) - (round#1 - 1usize)
    y[i#2]@0 = 0.0f32",
    );
    becomes(
        "fn k(n: usize, y: &mut [f32]) { for i in (0..n).step_by(4) { y[i] = 0.0; } }",
        "
  let count#1: usize = select(n#0 == 0usize, 0usize, ((n#0 - 1usize) /@0 4usize) + 1usize)
  'i#0: for round#2: usize in 0usize..count#1
    let i#3: usize = round#2 * 4usize
    y[i#3]@1 = 0.0f32",
    );
    becomes(
        "fn k(n: usize, y: &mut [f32]) { for i in 0..=n { y[i] = 0.0; } for i in 0..=7 { y[i] = 0.0; } }",
        "
  assert@0 n#0 != 18446744073709551615usize
  'i#0: for i#1: usize in 0usize..n#0 + 1usize
    y[i#1]@1 = 0.0f32
  'i#1: for i#2: usize in 0usize..8usize
    y[i#2]@2 = 0.0f32",
    );
}

#[test]
fn while_leaves_by_break() {
    becomes(
        "fn k(n: usize, x: &[f32]) -> usize { let mut i = 0; 'out: while i < n && x[i] > 0.0 { i += 1; if i == 7 { continue 'out; } } i }",
        "
  let mut i#1: usize = 0usize
  'while#0: loop
    if i#1 >= n#0
      break 'while#0
    if !(x[i#1]@0 > 0.0f32)
      break 'while#0
    i#1 = i#1 + 1usize
    if i#1 == 7usize
      continue 'while#0
  result i#1",
    );
}

#[test]
fn tuples_are_taken_apart_and_swapped() {
    becomes(
        "fn k(a: f32, b: f32) -> f32 { let (mut p, mut q) = (a, b); (p, q) = (q, p); let t = (p, 1); t.0 + q }",
        "
  let mut p#2: f32 = a#0
  let mut q#3: f32 = b#1
  let part#4: f32 = q#3
  let part#5: f32 = p#2
  p#2 = part#4
  q#3 = part#5
  let t_0#6: f32 = p#2
  let t_1#7: i32 = 1i32
  result t_0#6 + q#3",
    );
}

#[test]
fn operands_are_evaluated_in_order() {
    becomes(
        "fn k(a: f32) -> f32 { let mut s = a; let r = s + { s = 2.0 * s; s }; r }",
        "
  let mut s#1: f32 = a#0
  let kept#2: f32 = s#1
  s#1 = 2.0f32 * s#1
  let r#3: f32 = kept#2 + s#1
  result r#3",
    );
}

#[test]
fn clamp_keeps_its_panic() {
    becomes(
        "fn k(a: f32, lo: f32) -> f32 { let b = a.clamp(-1.0, 1.0); b.clamp(lo, 3.0) }",
        "
  let low#2: f32 = neg(1.0f32)
  let b#3: f32 = select(a#0 < low#2, low#2, select(a#0 > 1.0f32, 1.0f32, a#0))
  assert@0 lo#1 <= 3.0f32
  result select(b#3 < lo#1, lo#1, select(b#3 > 3.0f32, 3.0f32, b#3))",
    );
}

#[test]
fn literals_are_folded() {
    becomes(
        "fn k(y: &mut [i64]) { const N: usize = 3; y[N] = -9223372036854775808; y[2 as usize] = 300 as u8 as i64; y[u8::MAX as usize] = (5 << 3i64); }",
        "
  y[3usize]@0 = -9223372036854775808i64
  y[2usize]@1 = 44i64
  y[255usize]@2 = 5i64 << 3u32",
    );
}

#[test]
fn conversions_are_casts() {
    becomes(
        "fn k(b: bool, n: u8, x: f32) -> f64 { f64::from(b) + f64::from(x) + f64::from(n as i8) }",
        "
  result (((b#0 as u8) as f64) + (x#2 as f64)) + ((n#1 as i8) as f64)",
    );
}

#[test]
fn assigned_parameters_are_copied() {
    becomes(
        "fn k(mut n: u32, mut m: u32) -> u32 { n += 1; n + m }",
        "
  let mut n#1: u32 = n#0
  n#1 = n#1 + 1u32
  result n#1 + m#2",
    );
}

#[test]
fn what_follows_a_break_is_dropped() {
    becomes(
        "fn k(n: usize, y: &mut [f32]) { for i in 0..n { let v = if i > 3 { break } else { 1.0 }; y[i] = v; } }",
        "
  'i#0: for i#1: usize in 0usize..n#0
    let mut v#2: f32
    if i#1 > 3usize
      break 'i#0
    else
      v#2 = 1.0f32
    y[i#1]@0 = v#2",
    );
}

#[test]
fn constants_of_the_standard_library_have_values() {
    becomes(
        "fn k(x: f32) -> f32 { x * std::f32::consts::TAU + f32::EPSILON - u32::BITS as f32 }",
        "
  result ((x#0 * 6.2831855f32) + 1.1920929e-7f32) - 32.0f32",
    );
}

#[test]
fn a_power_with_a_variable_exponent_is_an_op() {
    becomes(
        "fn k(n: u32, x: i32) -> i32 { x.wrapping_pow(n) + x.pow(2) }",
        "
  let power#2: i32 = x#1 * x#1
  result pow(x#1, n#0) + power#2",
    );
}

#[test]
fn a_power_of_two_is_told_by_one_comparison() {
    becomes(
        "fn k(x: u32) -> bool { x.is_power_of_two() }",
        "
  let before#1: u32 = x#0 - 1u32
  result (x#0 ^ before#1) > before#1",
    );
}

#[test]
fn a_logarithm_keeps_its_panic() {
    becomes(
        "fn k(x: i32) -> u32 { x.ilog2() }",
        "
  assert@0 x#0 > 0i32
  result 31u32 - leading_zeros(x#0 as u32)",
    );
}

#[test]
fn wrapping_division_can_fail_by_zero_only() {
    becomes(
        "fn k(x: i32, d: i32) -> i32 { x.wrapping_rem(d) }",
        "
  let minus#2: bool = d#1 == -1i32
  result x#0 %@0 select(minus#2, 1i32, d#1)",
    );
}
