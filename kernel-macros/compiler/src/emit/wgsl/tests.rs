//! Shaders of whole kernels. What they compute is tested on a device; here is what they look like, and that naga takes them.

use proc_macro2::TokenStream;

use super::{Emitted, emit};
use crate::{analyse, check, lower, parse, prove};

fn compile(source: &str) -> Emitted {
    let item: TokenStream = source.parse().expect("Rust");
    let source = parse::parse(TokenStream::new(), item).expect("parses");
    let types = check::check(&source).expect("checks");
    let mut kernel = lower::lower(&source, &types).expect("lowers");
    let plan = analyse::analyse(&mut kernel).expect("has a plan");
    emit(&prove::prove(kernel, plan).expect("is proved")).remove(0)
}

fn shader(source: &str) -> super::Shader {
    match compile(source).shader {
        Ok(shader) => shader,
        Err(reason) => panic!("{reason}"),
    }
}

#[test]
fn a_stencil_counts_in_32_bits() {
    let shader = shader(
        "fn blur(x: &[f32], w: usize, h: usize, y: &mut [f32]) {
            for r in 1..h - 1 {
                for c in 1..w - 1 {
                    y[r * w + c] = x[r * w + c - 1] + x[(r + 1) * w + c];
                }
            }
        }",
    );
    assert!(!shader.needs_i64, "{}", shader.text);
    assert_eq!(shader.axes, [1, 0, 2]);
    assert_eq!(shader.workgroup, [16, 16, 1]);
}

#[test]
fn indices_of_64_bits_make_a_wide_shader() {
    let shader = shader(
        "fn gather(x: &[f32], p: &[usize], y: &mut [f32]) {
            for i in 0..y.len() { y[i] = x[p[i]]; }
        }",
    );
    assert!(shader.needs_i64);
    assert!(shader.text.contains("kernel_fault_index64"));
}

#[test]
fn narrow_elements_share_words() {
    let shader = shader(
        "fn invert(x: &[u8], y: &mut [u8]) {
            for i in 0..y.len() { y[i] = 255 - x[i]; }
        }",
    );
    assert!(shader.text.contains("array<atomic<u32>>"));
    assert!(shader.text.contains("extractBits"));
}

#[test]
fn a_reduction_leaves_one_value_a_workgroup() {
    let emitted = compile(
        "fn largest(x: &[f64]) -> f64 {
            let mut m = f64::MIN;
            for i in 0..x.len() { m = m.max(x[i]); }
            m
        }",
    );
    let shader = emitted.shader.expect("a shader");
    assert_eq!(shader.partial_bytes, 8);
    assert!(shader.needs_f64);
    assert!(emitted.read_partial.to_string().contains("f64"));
}

#[test]
fn labelled_jumps_leave_outer_loops() {
    let shader = shader(
        "fn search(x: &[i32], w: usize, y: &mut [i32]) {
            for i in 0..y.len() {
                let mut found = -1;
                'rows: for r in 0..w {
                    for c in 0..w {
                        if x[r * w + c] == i as i32 { found = r as i32; break 'rows; }
                        if x[r * w + c] < 0 { continue 'rows; }
                    }
                }
                y[i] = found;
            }
        }",
    );
    assert!(shader.text.contains("== 1u) { break; }"), "{}", shader.text);
    assert!(shader.text.contains("= 0u; continue; }"), "{}", shader.text);
}

#[test]
fn what_no_device_has_is_said() {
    let emitted = compile(
        "fn waves(x: &[f64], y: &mut [f64]) {
            for i in 0..y.len() { y[i] = x[i].sin(); }
        }",
    );
    let reason = emitted.shader.expect_err("no f64 sine");
    assert!(reason.contains("`sin`"), "{reason}");
}

#[test]
fn differences_are_protected_where_it_matters() {
    let shader = shader(
        "fn d(x: &[f32], y: &mut [f32]) {
            for i in 0..y.len() {
                let plain = x[i] - y[i];
                y[i] = x[i] * x[i] - plain;
            }
        }",
    );
    assert_eq!(
        shader.text.matches("= kernel_keep_f32(").count(),
        1,
        "{}",
        shader.text
    );
}

#[test]
fn lengths_that_constants_say_are_named() {
    let shader = shader(
        "fn smooth(x: &[f32], y: &mut [f32]) {
            for i in 0..y.len() {
                let mut near = [0.0f32; TAPS];
                for k in 0..TAPS { near[k] = x[i + k]; }
                y[i] = near[i % TAPS];
            }
        }",
    );
    let [(name, _)] = shader.lengths.as_slice() else {
        panic!("{:?}", shader.lengths);
    };
    assert!(
        shader.text.contains(&format!("array<f32, {name}>")),
        "{}",
        shader.text
    );
    assert!(
        !shader.text.contains(&format!("const {name}")),
        "{}",
        shader.text
    );
}

#[test]
fn arrays_that_no_device_promises_are_told() {
    let emitted = compile(
        "fn large(x: &[u32], y: &mut [u32]) {
            for i in 0..y.len() {
                let mut seen = [0u32; 3000];
                seen[x[i] as usize % 3000] = 1;
                y[i] = seen[7];
            }
        }",
    );
    let reason = emitted.shader.expect_err("12000 bytes");
    assert!(reason.contains("8192 bytes"), "{reason}");
}
