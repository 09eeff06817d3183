//! What iterators, views and closures become in the IR.

use crate::lowering::becomes;

#[test]
fn zipped_slices_share_a_counter() {
    becomes(
        "fn k(a: f32, x: &[f32], y: &mut [f32]) { for (y, x) in y.iter_mut().zip(x) { *y += a * *x; } }",
        "
  let y_rounds#1: usize = min(y.len, x.len)
  'y#0: for y_index#2: usize in 0usize..y_rounds#1
    let x#3: f32 = x[y_index#2]@0
    y[y_index#2]@2 = y[y_index#2]@1 + (a#0 * x#3)",
    );
}

#[test]
fn the_index_of_enumerate_is_the_counter() {
    becomes(
        "fn k(x: &[f32], y: &mut [f32]) { for (i, &v) in x.iter().enumerate() { y[i] = v; } }",
        "
  'i#0: for i#0: usize in 0usize..x.len
    let v#1: f32 = x[i#0]@0
    y[i#0]@1 = v#1",
    );
}

#[test]
fn adapters_are_arithmetic_on_the_position() {
    becomes(
        "fn k(n: usize, x: &[f32], y: &mut [f32]) {
            for (i, (a, b)) in y.iter_mut().skip(2).zip(x.iter().rev().step_by(3)).take(n).enumerate() { *a = *b + i as f32; }
        }",
        "
  let i_rounds#1: usize = saturating_sub(y.len, 2usize)
  let last#2: usize = x.len - 1usize
  let count#3: usize = select(x.len == 0usize, 0usize, ((x.len - 1usize) /@0 3usize) + 1usize)
  let i_rounds#4: usize = min(i_rounds#1, count#3)
  let i_rounds#5: usize = min(i_rounds#4, n#0)
  'i#0: for i#6: usize in 0usize..i_rounds#5
    let a_index#7: usize = 2usize + i#6
    let b#8: f32 = x[last#2 - (i#6 * 3usize)]@1
    y[a_index#7]@2 = b#8 + (i#6 as f32)",
    );
}

#[test]
fn views_are_offsets() {
    becomes(
        "fn k(w: usize, i: usize, j: usize, a: &[f32], y: &mut [f32]) {
            let row = &a[i * w..(i + 1) * w];
            y[0] = row[j];
            let all = a;
            y[1] = all[j];
        }",
        "
  let start#3: usize = i#1 * w#0
  let end#4: usize = (i#1 + 1usize) * w#0
  assert@0 end#4 <= a.len
  assert@1 start#3 <= end#4
  let row_len#5: usize = end#4 - start#3
  check@2 j#2 < row_len#5
  y[0usize]@4 = a[start#3 + j#2]@3
  y[1usize]@6 = a[j#2]@5",
    );
}

#[test]
fn literal_indices_of_windows_need_no_check() {
    becomes(
        "fn k(x: &[f32], y: &mut [f32]) { for (y, w) in y.iter_mut().zip(x.windows(2)) { *y = w[1] - w[0]; } }",
        "
  let y_rounds#0: usize = saturating_sub(x.len, 1usize)
  let y_rounds#1: usize = min(y.len, y_rounds#0)
  'y#0: for y_index#2: usize in 0usize..y_rounds#1
    y[y_index#2]@2 = x[y_index#2 + 1usize]@0 - x[y_index#2]@1",
    );
}

#[test]
fn sums_and_folds_are_loops() {
    becomes(
        "fn k(n: usize, x: &[f32]) -> f32 {
            let best = x.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let total: f32 = (1..n).map(|i| x[i] * 2.0).sum();
            best + total
        }",
        "
  const neg_infinity#1: f32 = f32 :: NEG_INFINITY
  let mut folded#2: f32 = neg_infinity#1
  'fold#0: for at#3: usize in 0usize..x.len
    let b#4: f32 = x[at#3]@0
    folded#2 = max(folded#2, b#4)
  let best#5: f32 = folded#2
  let mut sum#6: f32 = neg(0.0f32)
  'sum#1: for at#7: usize in 1usize..n#0
    sum#6 = sum#6 + (x[at#7]@1 * 2.0f32)
  let total#8: f32 = sum#6
  result best#5 + total#8",
    );
}

/// A tuple's parts are assigned at once where they read one another.
#[test]
fn tuples_fold_at_once() {
    becomes(
        "fn k(x: &[f32]) -> f32 { let (a, b) = x.iter().fold((0.0, 1.0), |(a, b), v| (b + v, a)); a * b }",
        "
  let mut folded_0#0: f32 = 0.0f32
  let mut folded_1#1: f32 = 1.0f32
  'fold#0: for at#2: usize in 0usize..x.len
    let v#3: f32 = x[at#2]@0
    let part#4: f32 = folded_1#1 + v#3
    let part#5: f32 = folded_0#0
    folded_0#0 = part#4
    folded_1#1 = part#5
  let a#6: f32 = folded_0#0
  let b#7: f32 = folded_1#1
  result a#6 * b#7",
    );
}

/// A closure that may fail is asked only until the answer is known, as in the plain function.
#[test]
fn all_and_any_stop_where_it_matters() {
    becomes(
        "fn k(n: usize, x: &[f32]) -> bool { let a = x.iter().any(|v| *v > 1.0); (0..n).all(|i| x[i] > 0.0) && a }",
        "
  let mut any#1: bool = false
  'any#0: for at#2: usize in 0usize..x.len
    let v#3: f32 = x[at#2]@0
    any#1 = any#1 | (v#3 > 1.0f32)
  let a#4: bool = any#1
  let mut all#5: bool = true
  'all#1: for at#6: usize in 0usize..n#0
    if all#5
      all#5 = x[at#6]@1 > 0.0f32
  result all#5 & a#4",
    );
}

#[test]
fn closures_are_written_out() {
    becomes(
        "fn k(n: usize, a: f32, x: &[f32], y: &mut [f32]) { let f = |u: f32, v: f32| u * v + a; y[n] = f(x[n], 2.0) + f(a, a); }",
        "
  let u#2: f32 = x[n#0]@0
  y[n#0]@1 = ((u#2 * 2.0f32) + a#1) + ((a#1 * a#1) + a#1)",
    );
}

#[test]
fn options_are_pairs() {
    becomes(
        "fn k(x: &[i32]) -> i32 { x.iter().copied().filter(|v| *v > 3).max().unwrap_or(0) + *x.iter().min().unwrap() }",
        "
  let mut max#0: i32 = -2147483648i32
  let mut seen#1: bool = false
  'max#0: for at#2: usize in 0usize..x.len
    let item#3: i32 = x[at#2]@0
    if item#3 > 3i32
      max#0 = max(max#0, item#3)
      seen#1 = seen#1 | true
  let mut min#4: i32 = 2147483647i32
  'min#1: for at#5: usize in 0usize..x.len
    min#4 = min(min#4, x[at#5]@1)
  assert@2 x.len != 0usize
  result select(seen#1, max#0, 0i32) + min#4",
    );
}

#[test]
fn slices_are_copied_filled_and_swapped_in_loops() {
    becomes(
        "fn k(a: f32, n: usize, x: &[f32], y: &mut [f32]) { y.copy_from_slice(x); y[1..].fill(a + 1.0); y.swap(0, n); }",
        "
  assert@0 y.len == x.len
  'copy#0: for at#2: usize in 0usize..y.len
    y[at#2]@2 = x[at#2]@1
  assert@3 1usize <= y.len
  let part_len#3: usize = y.len - 1usize
  let value#4: f32 = a#0 + 1.0f32
  'fill#1: for at#5: usize in 0usize..part_len#3
    y[1usize + at#5]@4 = value#4
  let a#6: f32 = y[0usize]@5
  let b#7: f32 = y[n#1]@6
  y[0usize]@7 = b#7
  y[n#1]@8 = a#6",
    );
}
