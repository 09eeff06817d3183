//! Each refusal has its code and words that say what is wrong and what to do.

use crate::front;

/// The messages of a function that must be refused.
fn refused(source: &str) -> Vec<String> {
    match front(source.parse().expect("the source is made of Rust tokens")) {
        Ok(kernel) => panic!("{source}\nis accepted:\n{kernel}"),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

/// Checks that one error has all of these words.
#[track_caller]
fn says(source: &str, words: &[&str]) {
    let messages = refused(source);
    let found = messages
        .iter()
        .any(|message| words.iter().all(|word| message.contains(word)));
    assert!(
        found,
        "{words:?} not said of\n{source}\nbut\n{}",
        messages.join("\n\n")
    );
}

/// Checks an error within the body of `fn k(n: usize, a: f32, x: &[f32], y: &mut [f32])`.
#[track_caller]
fn body_says(body: &str, words: &[&str]) {
    says(
        &format!("fn k(n: usize, a: f32, x: &[f32], y: &mut [f32]) {{ {body} }}"),
        words,
    );
}

#[test]
fn methods_that_give_options_name_their_relatives() {
    for (body, words) in [
        (
            "let v = n.checked_add(1);",
            ["`checked_add` gives an `Option`", "`overflowing_add`"],
        ),
        (
            "let v = n.checked_div(3);",
            ["`checked_div` gives an `Option`", "test the divisor first"],
        ),
        (
            "let v = n.checked_ilog2();",
            ["`checked_ilog2` gives an `Option`", "if x > 0"],
        ),
        (
            "let v = n.strict_pow(3);",
            ["`strict_pow` panics on overflow", "`wrapping_pow`"],
        ),
    ] {
        body_says(body, &["[K0005]", words[0], words[1]]);
    }
}

#[test]
fn methods_ask_for_their_kind_of_integer() {
    body_says(
        "let v = n.is_negative();",
        &["`is_negative` takes a signed integer", "`n` is `usize`"],
    );
    body_says(
        "let v = (n as i32).next_power_of_two();",
        &["`next_power_of_two` takes an unsigned integer"],
    );
    body_says("let v = n.from_bits();", &["[K0005]", "`from_bits`"]);
    body_says("let v = n.mul_high(n);", &["[K0005]", "`mul_high`"]);
    body_says("let v = 3.unsigned_abs();", &["a known type"]);
    body_says("let v = 1.5.to_bits();", &["a float of a known type"]);
    body_says("let v = f32::from_bits(a);", &["takes `u32`"]);
    body_says("let v = a.isqrt();", &["`isqrt` takes an integer"]);
    body_says("let v = n.cosh();", &["`cosh` takes a float"]);
    body_says("let v = a.asine();", &["did you mean `asin`?"]);
}

#[test]
fn items_that_are_no_function() {
    says("struct S { x: f32 }", &["[K0001]", "#[kernel] fn"]);
    says("fn k()", &["[K0001]"]);
}

#[test]
fn heads() {
    says(
        "async fn k(x: &[f32]) {}",
        &["[K0002]", "`async`", "remove `async`"],
    );
    says("unsafe fn k(x: &[f32]) {}", &["[K0002]", "`unsafe`"]);
    says("extern \"C\" fn k(x: &[f32]) {}", &["[K0002]", "extern"]);
    says(
        "fn k<T>(x: &[T]) {}",
        &["[K0002]", "generic", "one kernel a type"],
    );
    says(
        "fn k(&self, x: &[f32]) {}",
        &["[K0002]", "method", "free function"],
    );
    says("fn k((a, b): (f32, f32)) {}", &["[K0002]", "one name"]);
}

#[test]
fn types_of_parameters() {
    says(
        "fn k(x: Vec<f32>) {}",
        &["[K0006]", "`Vec<f32>`", "take `&mut [f32]`"],
    );
    says(
        "fn k(x: &Vec<f64>) {}",
        &["[K0006]", "take `&[f64]`", "`&Vec<f64>` can be passed"],
    );
    says("fn k(x: String) {}", &["[K0006]", "heap", "as_bytes"]);
    says(
        "fn k(x: &mut f32) {}",
        &["[K0002]", "reference to one `f32`", "return it"],
    );
    says("fn k(x: [f32]) {}", &["[K0002]", "by value", "`x: &[f32]`"]);
    says("fn k(x: u128) {}", &["[K0002]", "`u128`"]);
    says(
        "fn k(x: &[Point]) {}",
        &["[K0002]", "`Point`", "fields of a struct"],
    );
    says(
        "fn k(x: &[f32]) -> Vec<f32> {}",
        &["[K0006]", "`&mut` slices"],
    );
    says(
        "fn k(x: &[f32]) -> &[f32] {}",
        &["[K0002]", "returns scalars, tuples and arrays"],
    );
}

#[test]
fn several_errors_at_once() {
    let messages =
        refused("async fn k(x: Vec<f32>, y: &mut [f32]) { unsafe {} println!(\"{}\", 1); }");
    assert_eq!(messages.len(), 4, "{messages:#?}");
}

/// What is wrong with a value is said where it is made, not again wherever it is used.
#[test]
fn errors_do_not_cascade() {
    for body in [
        "y[0] = a * n;",
        "let v = Vec::new(); v.push(a); y[0] = v[0];",
        "let v = noise(x, y); y[0] = v + a;",
    ] {
        let messages = refused(&format!(
            "fn k(n: usize, a: f32, x: &[f32], y: &mut [f32]) {{ {body} }}"
        ));
        assert_eq!(messages.len(), 1, "{body}\n{messages:#?}");
    }
    assert_eq!(
        refused("fn k<T>(x: &[T], y: &mut [T]) { y[0] = x[0]; }").len(),
        1
    );
}

#[test]
fn constructs() {
    body_says(
        "let f = move |v: f32| v * 2.0;",
        &["[K0003]", "closure", "remove `move`"],
    );
    body_says(
        "let f = |v: f32| { return v; };",
        &["[K0003]", "`return`", "last expression"],
    );
    body_says(
        "let f = [|v: f32| v, |v: f32| v + 1.0];",
        &["[K0003]", "elements of this array", "scalars"],
    );
    body_says(
        "let (f, g) = (|v: f32| v, 1.0);",
        &["[K0003]", "`|v: f32| v` cannot be used as a value here"],
    );
    body_says("let p = Point { x: 1.0 };", &["[K0003]", "struct"]);
    body_says("let t = [0.0; n];", &["[K0003]", "length", "`const`"]);
    body_says(
        "let t = [1.0]; t[0] = 2.0;",
        &["[K0008]", "`t` is not `mut`", "declare it as `mut t`"],
    );
    body_says(
        "const W: [f32; 2] = [0.0, 1.0]; W[0] = 2.0;",
        &["[K0008]", "constant", "copy it"],
    );
    body_says(
        "let m = [[0.0; 2]; 2]; y[0] = m[0];",
        &["[K0007]", "elements of `y`", "`[{float}; 2]`"],
    );
    body_says(
        "static T: [f32; 1] = [0.0]; y[0] = T[0];",
        &["[K0003]", "`const`"],
    );
    body_says(
        "y[0] = a + if n == 0 { return } else { a };",
        &["[K0003]", "within an operand", "`let`"],
    );
    body_says("let r = &mut n;", &["[K0003]", "`&mut` reference to `n`"]);
    body_says(
        "let r = x.iter();",
        &["[K0003]", "named iterator", "for v in"],
    );
    body_says(
        "let r = if n > 3 { &x[1..] } else { &x[..n] };",
        &["[K0003]", "cannot be decided at run time", "elements"],
    );
    body_says(
        "let mut r = &x[1..]; r = &x[2..];",
        &["[K0003]", "`r` is a slice", "name of its own"],
    );
    body_says("unsafe { y[0] = a; }", &["[K0003]", "`unsafe`"]);
    body_says(
        "println!(\"{}\", a);",
        &["[K0003]", "`println!`", "`&mut` slice"],
    );
    body_says(
        "let v = vec![0.0; n];",
        &["[K0006]", "`vec!`", "caller allocate"],
    );
    body_says("y[0] = helper!(a);", &["[K0003]", "macro `helper!`"]);
    body_says("fn f() {} y[0] = a;", &["[K0003]", "item"]);
    body_says("#[cfg(unix)] { y[0] = a; }", &["[K0003]", "cfg"]);
    body_says(
        "y[0] = x;",
        &["[K0007]", "`x` is `&[f32]`", "`x[i]`", "`x.len()`"],
    );
    body_says(
        "y[0] = x[0].re;",
        &["[K0007]", "no field `re`", "`#[kernel(helper)]`"],
    );
}

#[test]
fn loops() {
    body_says(
        "for v in a { y[0] = v; }",
        &["[K0015]", "`a` is `f32`", "for v in x.iter()"],
    );
    body_says(
        "for v in x.rchunks(4) { }",
        &["[K0005]", "`.rchunks`", "`.chunks_exact(n)`"],
    );
    body_says(
        "for v in x.iter().flat_map(|v| x) { }",
        &["[K0015]", "`.flat_map`", "loops"],
    );
    body_says(
        "for (i, v) in x.iter().filter(|v| **v > a).enumerate() { y[i] = *v; }",
        &["[K0015]", "`.enumerate` after `.filter`", "before"],
    );
    body_says(
        "for (i, v) in (0..).map(|i| i + 1) { y[i] = a; }",
        &["[K0007]", "takes apart a tuple"],
    );
    body_says(
        "for i in (0..).map(|i: usize| i + 1) { y[i] = a; }",
        &["[K0015]", "never ends"],
    );
    body_says("for i in 0.. { }", &["[K0015]", "both ends"]);
    body_says("loop { y[0] = a; }", &["[K0015]", "never ends"]);
    body_says("for i in 0..n { break 'rows; }", &["[K0004]", "label"]);
    body_says("break;", &["[K0004]", "no loop around"]);
    body_says("for i in 0.0..a { }", &["[K0007]", "an integer"]);
}

#[test]
fn names() {
    body_says("y[0] = b;", &["[K0004]", "`b` is not defined"]);
    body_says(
        "let scale = a; y[0] = scales;",
        &["[K0004]", "did you mean `scale`?"],
    );
    body_says("y[0] = z[0];", &["[K0004]", "`z` is not defined"]);
    body_says(
        "y[0] = noise(a);",
        &[
            "[K0005]",
            "`noise`",
            "cannot see",
            "`#[kernel(helper)]` in front of `noise`",
        ],
    );
    body_says("y[0] = sqrt(a);", &["[K0005]", "`x.sqrt()`"]);
    body_says("y[0] = a.sqr();", &["[K0005]", "did you mean `sqrt`?"]);
    body_says("y[0] = a.gamma();", &["[K0005]", "method `gamma`"]);
    body_says(
        "y[0] = a.max();",
        &["[K0005]", "`max` takes 1 argument", "0 are given"],
    );
    body_says("k(n, a, x, y);", &["[K0005]", "`k` calls itself", "loop"]);
    body_says("let v = Vec::new();", &["[K0006]", "`Vec`"]);
    body_says("x.push(a);", &["[K0006]", "`.push`"]);
    body_says("y.sort();", &["[K0005]", "`.sort`", "loop"]);
    body_says(
        "let v = y.get(n);",
        &["[K0005]", "`.get`", "if i < y.len()"],
    );
    body_says(
        "y[0] = x.iter().max();",
        &["[K0007]", "total order", "fold"],
    );
    body_says(
        "y[0] = x.iter().map(|v| v + 1.0).collect();",
        &["[K0006]", "`.collect`", "y.iter_mut()"],
    );
    body_says(
        "y[0] = x.iter().scan(0.0, |s, v| v);",
        &["[K0015]", "`.scan`", "loop"],
    );
}

#[test]
fn what_is_read_only_is_not_written() {
    body_says(
        "x.fill(a);",
        &["[K0008]", "`x` is behind `&`", "&mut [f32]"],
    );
    body_says("for v in x.iter_mut() { *v = a; }", &["[K0008]", "`x`"]);
    body_says(
        "for v in x { *v = a; }",
        &["[K0008]", "`v` is no `&mut` reference", "iter_mut"],
    );
    body_says(
        "let row = &y[1..]; row[0] = a;",
        &["[K0008]", "`row` is behind `&`"],
    );
    body_says(
        "let row = &mut x[1..];",
        &["[K0008]", "`x[1..]`", "behind `&`"],
    );
    body_says(
        "for v in y.iter_mut() { v = a; }",
        &["[K0003]", "`v` is a reference", "`*`"],
    );
    body_says(
        "for v in y.iter_mut() { x[0] = v * 2.0; }",
        &["[K0007]", "`*v`"],
    );
}

#[test]
fn closures_take_what_they_are_given() {
    body_says(
        "y[0] = x.iter().zip(x).map(|a, b| a * b).sum::<f32>();",
        &["[K0007]", "2 parameters", "1 argument", "|(a, b)|"],
    );
    body_says(
        "y[0] = x.iter().map(n).sum::<f32>();",
        &["[K0007]", "a closure is wanted", "`n`"],
    );
    body_says(
        "y[0] = x.iter().map(|v| n).sum::<f32>();",
        &["[K0007]", "`.sum` is to give `f32`", "`usize`"],
    );
    body_says(
        "let f = |v: f32| v; y[0] = f(a, a);",
        &["[K0005]", "`f` takes 1 argument", "2 are given"],
    );
    body_says(
        "let f = |v: f32| v; y[0] = f(n);",
        &["[K0007]", "the parameter is `f32`", "`n as f32`"],
    );
    body_says(
        "y[0] = x.iter().fold(0.0);",
        &["[K0005]", "`.fold` takes 2"],
    );
}

/// Closures that call closures are written out, up to a limit.
#[test]
fn closures_do_not_grow_without_end() {
    let mut body = "let f0 = |v: f32| v + v;".to_owned();
    for i in 1..40 {
        let before = i - 1;
        body += &format!("let f{i} = |v: f32| f{before}(f{before}(v));");
    }
    body_says(
        &format!("{body} y[0] = f39(a);"),
        &["[K0003]", "more than 4096 times"],
    );
}

#[test]
fn mismatches_name_both_sides() {
    body_says(
        "y[0] = a + n;",
        &["[K0007]", "`a` is `f32`", "`n` is `usize`", "`n as f32`"],
    );
    body_says("y[0] = a * 2;", &["[K0007]", "`2` is an integer", "`2.0`"]);
    body_says(
        "let i = 1i32; y[i] = a;",
        &["[K0007]", "an index is `usize`", "`i as usize`"],
    );
    body_says(
        "y[0] = n;",
        &["[K0007]", "elements of `y` are `f32`", "`n as f32`"],
    );
    body_says(
        "let v: f64 = a;",
        &["[K0007]", "`v` is declared as `f64`", "`a as f64`"],
    );
    body_says(
        "y[0] = a.max(1.0f64);",
        &["[K0007]", "`max`", "`1.0f64` is `f64`"],
    );
    body_says(
        "if n { y[0] = a; }",
        &["[K0007]", "a condition is `bool`", "`n != 0`"],
    );
    body_says(
        "let v = if n > 1 { a } else { n };",
        &["[K0007]", "branches before are `f32`"],
    );
    body_says("y[0] = !a;", &["[K0007]", "`!` takes `bool` or an integer"]);
    body_says(
        "y[n].sqrt(); let q = n.sqrt();",
        &["[K0007]", "`sqrt` takes a float"],
    );
    body_says("y[0] = (n > 1) as f32;", &["[K0007]", "cannot convert"]);
    body_says("let (p, q, r) = (a, a);", &["[K0007]", "tuple of 3"]);
    body_says("y[0] = a[0];", &["[K0007]", "cannot be indexed"]);
    says(
        "fn k(x: &[f32]) -> f32 { let s = x[0]; }",
        &["[K0007]", "ends without a value"],
    );
    says(
        "fn k(x: &[f32]) -> f32 { x.len() }",
        &["[K0007]", "returns `f32`", "`x.len() as f32`"],
    );
}

#[test]
fn the_place_of_a_type_is_named() {
    let messages = refused("fn k(a: f32,\n n: usize,\n y: &mut [f32]) {\n y[0] = a + n;\n}");
    assert_eq!(messages.len(), 1, "{messages:#?}");
    assert!(
        messages[0].contains("= line 1: `a` is `f32`"),
        "{}",
        messages[0]
    );
    assert!(
        messages[0].contains("= line 2: `n` is `usize`"),
        "{}",
        messages[0]
    );
}

#[test]
fn assignments() {
    body_says(
        "let s = 0.0; s += a;",
        &["[K0008]", "`s` is not `mut`", "`mut s`"],
    );
    body_says("x[0] = a;", &["[K0008]", "behind `&`", "`x: &mut [f32]`"]);
    body_says("a = 1.0;", &["[K0008]", "`mut a`"]);
    body_says("LIMIT = 3;", &["[K0008]", "constant"]);
    body_says("for i in 0..n { i += 1; }", &["[K0008]", "`i`"]);
}

#[test]
fn unknown_types() {
    body_says(
        "let v = LIMIT; y[0] = v as f32;",
        &["[K0009]", "`LIMIT`", "let limit: f32 = LIMIT;"],
    );
    body_says("let v;", &["[K0009]", "`v`"]);
}

#[test]
fn literals_that_do_not_fit() {
    says(
        "fn k(y: &mut [u8]) { y[0] = 256; }",
        &["[K0017]", "`256`", "0 to 255"],
    );
    says(
        "fn k(y: &mut [i8]) { y[0] = -129; }",
        &["[K0017]", "`-129`"],
    );
}

#[test]
fn the_attribute_takes_nothing() {
    let item = "fn k(y: &mut [f32]) {}".parse().expect("tokens");
    let attribute = "fast".parse().expect("tokens");
    let errors = kernel_compiler::parse::parse(attribute, item).expect_err("`fast` is not known");
    let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert!(messages[0].contains("[K0014]"), "{messages:?}");
}

#[test]
fn a_refused_function_is_still_emitted() {
    let item: proc_macro2::TokenStream =
        "fn k(x: Vec<f32>) { let y = x; }".parse().expect("tokens");
    let expanded = kernel_compiler::expand(Default::default(), item.clone()).to_string();
    assert!(expanded.starts_with(&item.to_string()), "{expanded}");
    assert_eq!(expanded.matches("compile_error").count(), 1, "{expanded}");
}

#[test]
fn loops_that_nest_too_deep() {
    let body = format!(
        "{} y[0] = a; {}",
        "for i in 0..n {".repeat(17),
        "}".repeat(17)
    );
    body_says(&body, &["[K0015]", "16 deep"]);
}

#[test]
fn patterns_fit_what_is_matched() {
    let matched = |arms: &str| format!("y[0] = match (n, n > 3) {{ {arms} }};");
    for (arms, words) in [
        (
            "(0, b, c) => 1.0, _ => 2.0",
            ["[K0007]", "`(n, n > 3)` is `(usize, bool)`", "as many"],
        ),
        (
            "(true, _) => 1.0, _ => 2.0",
            ["[K0007]", "`(n, n > 3).0` is `usize`", "`true`"],
        ),
        (
            "(0, v) | (_, v) if v => 1.0, _ => 2.0",
            [
                "[K0003]",
                "a name in one of several patterns",
                "an arm for each",
            ],
        ),
        (
            "(0, ..) => 1.0, _ => 2.0",
            ["[K0003]", "this pattern", "tuples"],
        ),
    ] {
        body_says(&matched(arms), &words);
    }
    body_says(
        "y[0] = match n { (0, 1) => 1.0, _ => 2.0 };",
        &["[K0007]", "`n` is `usize`"],
    );
}

#[test]
fn ranges_hold_values_of_their_own_type() {
    body_says(
        "if (0.0..a).contains(&n) { y[0] = 1.0; }",
        &["[K0007]", "`&n` is `usize`"],
    );
    body_says(
        "if (0..n).contains(&(n > 1)) { y[0] = 1.0; }",
        &["[K0007]", "`bool`"],
    );
    body_says(
        "let inside = 0..n; y[0] = 1.0;",
        &["[K0003]", "a named iterator"],
    );
}
