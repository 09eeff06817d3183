//! Arrays that are no slice parameters, tables, results of several parts, and slices that are swapped.

use crate::lowering::becomes;

#[test]
fn a_local_array_has_the_length_of_its_type() {
    becomes(
        "fn k(y: &mut [f32]) { const N: usize = 4; for i in 0..y.len() { let mut s = [0.0; N]; s[1] += 2.0; y[i] = s[i]; } }",
        "
  'i#0: for i#0: usize in 0usize..y.len
    let s: [f32; 4] = [0.0f32; _]
    s[1usize]@1 = s[1usize]@0 + 2.0f32
    y[i#0]@3 = s[i#0]@2",
    );
}

#[test]
fn arrays_of_arrays_are_flat() {
    becomes(
        "fn k(i: usize, j: usize, y: &mut [f32]) { let m = [[0.5, 1.0, 2.0], [3.0, 4.0, 5.0]]; y[0] = m[i][j]; let r = m[1]; y[1] = r[j] + m.len() as f32; }",
        "
  let m: [f32; 6] = [0.5f32, 1.0f32, 2.0f32, 3.0f32, 4.0f32, 5.0f32]
  check@0 i#0 < 2usize
  let row_start#2: usize = i#0 * 3usize
  check@1 j#1 < 3usize
  y[0usize]@3 = m[row_start#2 + j#1]@2
  check@4 j#1 < 3usize
  y[1usize]@6 = m[3usize + j#1]@5 + 2.0f32",
    );
}

#[test]
fn tables() {
    becomes(
        "fn k(y: &mut [f32]) { const W: [f32; 3] = [1.0, 2.0, 3.0]; for i in 0..y.len() { y[i] = W[i % 3] + math::TABLE[i] * SINES[i][1] + SINES.len() as f32; } }",
        "
  const table_len#1: usize = SINES . len ()
  const table_len#2: usize = SINES [0] . len ()
  const W: [f32; 3] = W
  const TABLE: [f32; math :: TABLE . len ()] = math :: TABLE
  const SINES: [f32; SINES . as_flattened () . len ()] = SINES . as_flattened ()
  'i#0: for i#0: usize in 0usize..y.len
    check@3 i#0 < table_len#1
    let row_start#3: usize = i#0 * table_len#2
    check@4 1usize < table_len#2
    y[i#0]@6 = (W[i#0 %@0 3usize]@1 + (TABLE[i#0]@2 * SINES[row_start#3 + 1usize]@5)) + (table_len#1 as f32)",
    );
}

#[test]
fn slices_are_swapped() {
    becomes(
        "fn k(a: &mut [f32], b: &mut [f32]) { let (mut x, mut y) = (a, b); for _ in 0..3 { for i in 0..x.len() { x[i] = y[i]; } std::mem::swap(&mut x, &mut y); } }",
        "
  'round#0: for round#0: i32 in 0i32..3i32
    'i#1: for i#1: usize in 0usize..x.len
      x[i#1]@1 = y[i#1]@0
    swap x, y",
    );
}

#[test]
fn slices_of_arrays() {
    becomes(
        "fn k(p: &[[f32; 3]], q: &mut [[f32; 3]; 4]) { for i in 0..p.len() { let v = p[i]; q[i][1] = v[2] + p[i][0]; } }",
        "
  let p_len#0: usize = p.len /@0 3usize
  'i#0: for i#1: usize in 0usize..p_len#0
    check@1 i#1 < p_len#0
    let row_start#2: usize = i#1 * 3usize
    check@3 i#1 < p_len#0
    let row_start#3: usize = i#1 * 3usize
    check@5 i#1 < 4usize
    let row_start#4: usize = i#1 * 3usize
    q[row_start#4 + 1usize]@6 = p[row_start#2 + 2usize]@2 + p[row_start#3]@4",
    );
}

#[test]
fn results() {
    becomes(
        "fn k(x: &[f32]) -> (f32, [u32; 2]) { let mut n = 0.0; for i in 0..x.len() { n += x[i]; } let c = [1, 2]; (n, c) }",
        "
  let mut n#0: f32 = 0.0f32
  'i#0: for i#1: usize in 0usize..x.len
    n#0 = n#0 + x[i#1]@0
  let c: [u32; 2] = [1u32, 2u32]
  result (n#0, c)",
    );
}
