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
    assert_eq!(shader.points, [1; 3]);
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

const PRODUCT: &str =
    "fn product(n: usize, m: usize, k: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
    for i in 0..n {
        for j in 0..m {
            let mut sum = 0.0;
            for l in 0..k { sum += a[i * k + l] * b[l * m + j]; }
            c[i * m + j] = sum;
        }
    }
}";

/// What is compiled at run time, in both ways.
fn validate_whole(shader: &super::Shader) {
    for staged in [true, false] {
        let text = format!("const kernel_staged: bool = {staged};\n{}", shader.text);
        super::validate::validate(&text).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn a_product_goes_in_blocks_through_workgroup_memory() {
    let shader = shader(PRODUCT);
    assert!(shader.staged);
    assert_eq!((shader.workgroup, shader.points), ([16, 16, 1], [4, 4, 1]));
    // Each of the two arrays has a tile; 16 sums; all invocations meet before and after a tile is used.
    for (part, count) in [
        ("var<workgroup>", 2),
        ("var v_sum", 16),
        ("workgroupBarrier();", 2),
    ] {
        assert_eq!(
            shader.text.matches(part).count(),
            count,
            "{part}: {}",
            shader.text
        );
    }
    validate_whole(&shader);
}

#[test]
fn blocks_are_found_by_what_is_shared() {
    // In the order of a textbook, transposed, in a batch, by narrow elements, in a guarded loop.
    for source in [
        "fn transposed(n: usize, k: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
            for l in 0..k { for i in 0..n { for j in 0..n {
                c[i * n + j] += a[l * n + i] * b[j * k + l];
            } } }
        }",
        "fn batch(s: usize, n: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
            for z in 0..s { for i in 0..n { for j in 0..n {
                let mut sum = 0.0;
                for l in 0..n { sum += a[(z * n + i) * n + l] * b[(z * n + l) * n + j]; }
                c[(z * n + i) * n + j] = sum;
            } } }
        }",
        "fn bytes(n: usize, a: &[u8], b: &[i8], c: &mut [i32]) {
            for i in 0..n { for j in 0..n {
                let mut sum = 0;
                for l in 0..n { sum += a[i * n + l] as i32 * b[l * n + j] as i32; }
                c[i * n + j] = sum;
            } }
        }",
        "fn distances(n: usize, d: usize, x: &[f32], y: &[f32], c: &mut [f32]) {
            for i in 0..n { for j in 0..n {
                let mut sum = 0.0;
                for l in 0..d {
                    let far = x[i * d + l] - y[j * d + l];
                    sum += far * far;
                }
                c[i * n + j] = sum;
            } }
        }",
    ] {
        let shader = shader(source);
        assert!(shader.staged, "{}", shader.text);
        assert_eq!(shader.points, [4, 4, 1], "{source}");
        validate_whole(&shader);
    }
    // Nothing is shared, or all points share all.
    for source in [
        "fn sums(n: usize, k: usize, a: &[f32], c: &mut [f32]) {
            for i in 0..n { for j in 0..n {
                let mut sum = 0.0;
                for l in 0..k { sum += a[(i * n + j) * k + l]; }
                c[i * n + j] = sum;
            } }
        }",
        "fn blur(w: usize, h: usize, x: &[f32], t: &[f32], y: &mut [f32]) {
            for r in 0..h { for c in 0..w {
                let mut sum = 0.0;
                for k in 0..9 { sum += x[r * (w + 8) + c + k] * t[k]; }
                y[r * w + c] = sum;
            } }
        }",
    ] {
        let shader = shader(source);
        assert_eq!(shader.points, [1; 3], "{source}");
        assert!(!shader.staged);
    }
}
