//! The types are those that the Rust compiler infers.

use crate::accepted;

/// The type that the variable `v` gets in the body of `fn k(n: usize, a: f32, b: f64, p: &[u8], x: &[f32], y: &mut [f32])`.
#[track_caller]
fn type_of_v(body: &str) -> &'static str {
    let kernel = accepted(&format!(
        "fn k(n: usize, a: f32, b: f64, p: &[u8], x: &[f32], y: &mut [f32]) {{ {body} }}"
    ));
    let var = kernel
        .vars
        .iter()
        .find(|var| var.name == "v")
        .expect("the body has a `v`");
    var.ty.name()
}

#[test]
fn literals_take_the_type_of_their_use() {
    assert_eq!(type_of_v("let v = 0.0; y[0] = v;"), "f32");
    assert_eq!(type_of_v("let mut v = 0.0; v += b;"), "f64");
    assert_eq!(type_of_v("let v = 3; y[v] = a;"), "usize");
    assert_eq!(type_of_v("let v = 3; let u = p[0] + v;"), "u8");
    assert_eq!(type_of_v("let v; v = 1.0; y[0] = v;"), "f32");
}

#[test]
fn other_literals_get_defaults() {
    assert_eq!(type_of_v("let v = 3;"), "i32");
    assert_eq!(type_of_v("let v = 3.0;"), "f64");
    assert_eq!(type_of_v("let v = 1 << n;"), "i32");
    assert_eq!(type_of_v("let v = 7u16;"), "u16");
}

#[test]
fn operators_and_methods_give_types() {
    assert_eq!(type_of_v("let v = x[0] < a;"), "bool");
    assert_eq!(type_of_v("let v = p[0].count_ones();"), "u32");
    assert_eq!(type_of_v("let v = a.powi(2);"), "f32");
    assert_eq!(type_of_v("let v = (n as i64).abs_diff(3);"), "u64");
    assert_eq!(type_of_v("let (v, w) = b.sin_cos();"), "f64");
    assert_eq!(type_of_v("let v = f64::from(a);"), "f64");
    assert_eq!(type_of_v("let v = f32::max(a, 1.0);"), "f32");
    assert_eq!(type_of_v("let v = std::cmp::max(n, 1);"), "usize");
}

#[test]
fn methods_of_several_ops_give_types() {
    assert_eq!(type_of_v("let v = a.to_bits();"), "u32");
    assert_eq!(type_of_v("let v = b.to_bits();"), "u64");
    assert_eq!(type_of_v("let v = f64::from_bits(7);"), "f64");
    assert_eq!(type_of_v("let v = a.atan2(2.0);"), "f32");
    assert_eq!(type_of_v("let v = b.is_sign_negative();"), "bool");
    assert_eq!(type_of_v("let v = p[0].leading_ones();"), "u32");
    assert_eq!(type_of_v("let v = (p[0] as i8).unsigned_abs();"), "u8");
    assert_eq!(type_of_v("let v = n.cast_signed();"), "isize");
    assert_eq!(type_of_v("let (v, w) = p[0].overflowing_mul(3);"), "u8");
    assert_eq!(type_of_v("let (w, v) = n.overflowing_neg();"), "bool");
    assert_eq!(
        type_of_v("let v = -1; let w = n.wrapping_add_signed(v);"),
        "isize"
    );
    assert_eq!(type_of_v("let v = 2; let w = n.pow(v);"), "u32");
}

#[test]
fn branches_agree() {
    assert_eq!(type_of_v("let v = if n > 1 { 0.0 } else { a };"), "f32");
    assert_eq!(type_of_v("let v = match n { 0 => 1.0, _ => b };"), "f64");
    assert_eq!(
        type_of_v("for i in 0..n { let v = if i > 1 { a } else { break }; y[i] = v; }"),
        "f32"
    );
}

#[test]
fn constants_get_types_from_paths_and_use() {
    assert_eq!(type_of_v("let v = core::f32::consts::PI;"), "f32");
    assert_eq!(type_of_v("let v = u16::MAX;"), "u16");
    assert_eq!(type_of_v("let v = i64::BITS;"), "u32");
    assert_eq!(type_of_v("let v = EPSILON; y[0] = a + v;"), "f32");
    assert_eq!(type_of_v("const LIMIT: u8 = 3; let v = LIMIT;"), "u8");
}

#[test]
fn shadowing_starts_anew() {
    assert_eq!(
        type_of_v("let w = 1u8; let w = w as f64; let v = w;"),
        "f64"
    );
    assert_eq!(
        type_of_v("let w = 1u8; { let w = 2.0f32; } let v = w;"),
        "u8"
    );
}

#[test]
fn counters_have_the_type_of_their_range() {
    assert_eq!(type_of_v("for v in 0..n { }"), "usize");
    assert_eq!(type_of_v("for v in 0..p[0] { }"), "u8");
    assert_eq!(type_of_v("for v in 0..3 { }"), "i32");
    assert_eq!(type_of_v("for v in 0..3 { y[v] = a; }"), "usize");
}
