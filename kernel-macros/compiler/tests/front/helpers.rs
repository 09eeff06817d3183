//! Helpers, with the library that the chain of macros would have found.

use std::rc::Rc;

use kernel_compiler::ir::Kernel;
use kernel_compiler::parse::{Library, parse_helper, parse_struct, parse_with};
use kernel_compiler::{check, lower};
use proc_macro2::TokenStream;

fn tokens(text: &str) -> TokenStream {
    text.parse().expect("tokens")
}

/// A library of helpers that call each other by their names.
fn library(helpers: &[&str]) -> Rc<Library> {
    let items: Vec<TokenStream> = helpers.iter().map(|helper| tokens(helper)).collect();
    Rc::new(Library::of_items(&items))
}

fn lowered(library: &Rc<Library>, kernel: &str) -> Result<Kernel, Vec<String>> {
    let front = || {
        let (source, wanted) = parse_with(TokenStream::new(), tokens(kernel), library)?;
        assert!(wanted.is_empty(), "{wanted:?} is wanted");
        let types = check::check(&source)?;
        lower::lower(&source, &types)
    };
    front().map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

fn says(library: &Rc<Library>, body: &str, parts: &[&str]) {
    let kernel = format!("fn k(x: &[f32], y: &mut [f32]) {{ for i in 0..y.len() {{ {body} }} }}");
    let errors = lowered(library, &kernel).expect_err(&kernel);
    let fits = |error: &String| parts.iter().all(|part| error.contains(part));
    assert!(
        errors.iter().any(fits),
        "{parts:?} not said but {errors:#?}"
    );
}

fn ir(library: &Rc<Library>, body: &str) -> String {
    let kernel = format!("fn k(x: &[f32], y: &mut [f32]) {{ for i in 0..y.len() {{ {body} }} }}");
    lowered(library, &kernel).expect(&kernel).to_string()
}

#[test]
fn what_is_called_is_wanted() {
    let kernel = "fn k(v: m::Vec3, y: &mut [f32]) {
        let f = |v: f32| v;
        for i in 0..y.len() {
            y[i] = noise::at(y[i]) + noise::at(1.0) + f32::max(1.0, 2.0) + y[i].sqrt() + k(1.0) + std::convert::identity(1.0);
            let p = Point { x: 1.0 };
        }
    }";
    let without_closure = kernel.replace("let f = |v: f32| v;", "");
    let (_, wanted) = parse_with(TokenStream::new(), tokens(&without_closure), &Rc::default())
        .expect("nothing is wrong so far");
    let wanted: Vec<&String> = wanted.keys().collect();
    assert_eq!(wanted, ["Point", "m::Vec3", "noise::at"]);
}

#[test]
fn early_returns_are_branches() {
    let library = library(&["fn root(v: f32) -> f32 { if v < 0.0 { return 0.0; } v.sqrt() }"]);
    let text = ir(&library, "y[i] = root(x[i]);");
    assert!(!text.contains("loop"), "{text}");
    assert!(text.contains("else"), "{text}");
}

#[test]
fn recursion_is_refused() {
    let library = library(&[
        "fn a(v: f32) -> f32 { b(v) }",
        "fn b(v: f32) -> f32 { a(v) }",
    ]);
    says(
        &library,
        "y[i] = a(x[i]);",
        &["[K0005]", "`a` calls itself"],
    );
}

#[test]
fn growth_is_bounded() {
    let sources: Vec<String> = (0..30)
        .map(|at| match at {
            0 => "fn f0(v: f32) -> f32 { v }".to_owned(),
            _ => format!("fn f{at}(v: f32) -> f32 {{ f{0}(v) + f{0}(v) }}", at - 1),
        })
        .collect();
    let helpers: Vec<&str> = sources.iter().map(String::as_str).collect();
    says(
        &library(&helpers),
        "y[i] = f29(x[i]);",
        &["[K0003]", "too large"],
    );
}

#[test]
fn arguments_are_checked() {
    let library = library(&["fn f(v: f32, n: usize) -> f32 { v }"]);
    says(
        &library,
        "y[i] = f(x[i]);",
        &["[K0007]", "`f` takes 2 arguments", "1 is given"],
    );
    says(
        &library,
        "y[i] = f(x[i], x[i]);",
        &["[K0007]", "`f` takes `usize` as `n`", "`x[i]` is `f32`"],
    );
    says(
        &library,
        "let b: bool = f(x[i], i);",
        &["[K0007]", "`b` is declared as `bool`"],
    );
}

#[test]
fn structs_are_checked() {
    let library = library(&["struct P { a: f32, b: f32 }", "struct Q { a: f32, b: f32 }"]);
    says(
        &library,
        "let p = P { a: 1.0 }; y[i] = p.a;",
        &["[K0007]", "`P` needs a value", "`b`"],
    );
    says(
        &library,
        "let p = P { a: 1.0, c: 2.0, b: 1.0 };",
        &["[K0004]", "`P` has no field `c`", "`a`, `b`"],
    );
    says(
        &library,
        "let p = P { a: 1.0, b: 2.0 }; y[i] = p.z;",
        &["[K0004]", "`P` has no field `z`"],
    );
    says(
        &library,
        "let p: P = Q { a: 1.0, b: 2.0 };",
        &["[K0007]", "`p` is declared as `P`", "is `Q`"],
    );
    says(
        &library,
        "let p = P { a: 1.0, b: 2.0 }; p.a = 3.0;",
        &["[K0008]", "`p` is not `mut`"],
    );
    says(
        &library,
        "let p = P { a: 1.0, b: i };",
        &["[K0007]", "field `b` of `P` is `f32`"],
    );
}

fn helper_says(source: &str, parts: &[&str]) {
    let front = || {
        let (helper, _) = parse_helper(tokens(source), &Rc::default())?;
        let types = check::check_helper(&helper)?;
        lower::lower_helper(&helper, &types)
    };
    let errors: Vec<String> = match front() {
        Ok(()) => panic!("{source} is accepted"),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    };
    let fits = |error: &String| parts.iter().all(|part| error.contains(part));
    assert!(
        errors.iter().any(fits),
        "{parts:?} not said but {errors:#?}"
    );
}

#[test]
fn helpers_are_checked_by_themselves() {
    helper_says(
        "fn f<T>(v: T) -> T { v }",
        &["[K0002]", "a helper cannot be generic"],
    );
    helper_says(
        "fn f(v: f32) -> f32 { f(v) }",
        &["[K0005]", "`f` calls itself"],
    );
    helper_says(
        "fn f(v: f32) -> &f32 { v }",
        &["[K0002]", "return a reference"],
    );
    helper_says(
        "fn f(v: f32) -> f32 { v + 1 }",
        &["[K0007]", "`1` is an integer"],
    );
    helper_says(
        "fn f(v: f32) -> f32 { return; }",
        &["[K0007]", "`f` returns `f32`"],
    );
    helper_says("fn f(v: u8) -> u8 { 300 }", &["[K0017]", "`300`"]);
    helper_says(
        "fn f(self) -> f32 { 1.0 }",
        &["[K0002]", "a helper cannot be a method"],
    );
    helper_says("fn f(v: Vec<f32>) {}", &["[K0006]", "`Vec<f32>`"]);
    helper_says(
        "fn f(x: &[f32]) { x[0] = 1.0; }",
        &["[K0008]", "behind `&`"],
    );
    helper_says(
        "fn f(v: &mut f32) { v = 1.0; }",
        &["[K0003]", "put `*` in front"],
    );
    helper_says(
        "fn f(v: &f32) { *v = 1.0; }",
        &["[K0008]", "no `&mut` reference"],
    );
}

#[test]
fn structs_are_read_by_themselves() {
    let refused = |source: &str, parts: &[&str]| {
        let errors = parse_struct(tokens(source), &Rc::default()).expect_err(source);
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        let fits = |error: &String| parts.iter().all(|part| error.contains(part));
        assert!(
            errors.iter().any(fits),
            "{parts:?} not said but {errors:#?}"
        );
    };
    refused("struct S<T> { v: T }", &["[K0002]", "generic"]);
    refused("struct S { v: Vec<f32> }", &["[K0002]", "field `v`"]);
    refused("struct S { v: &'static [f32] }", &["[K0002]", "field `v`"]);
}

#[test]
fn deep_calls_are_refused_not_overflowed() {
    let deep = |at: usize, inner: &str| {
        format!(
            "fn f{at}(v: f32) -> f32 {{ {}{inner}{} }}",
            "(1.0 + ".repeat(36),
            ")".repeat(36)
        )
    };
    let mut sources = vec![deep(0, "v")];
    sources.extend((1..40).map(|at| deep(at, &format!("f{}(v)", at - 1))));
    let helpers: Vec<&str> = sources.iter().map(String::as_str).collect();
    says(
        &library(&helpers),
        &format!(
            "y[i] = {}f39(x[i]){};",
            "(1.0 + ".repeat(36),
            ")".repeat(36)
        ),
        &["[K0003]", "too large"],
    );
}

#[test]
fn nested_conditions_take_no_time() {
    let mut sources = vec!["fn f0(v: f32) -> bool { v > 0.0 && v < 1.0 }".to_owned()];
    sources.extend((1..28).map(|at| {
        let inner = at - 1;
        format!("fn f{at}(v: f32) -> bool {{ if v > 0.5 && f{inner}(v) && v < 2.0 {{ true }} else {{ false }} }}")
    }));
    let helpers: Vec<&str> = sources.iter().map(String::as_str).collect();
    let text = ir(&library(&helpers), "if f27(x[i]) { y[i] = 1.0; }");
    assert!(text.len() < 30_000, "{text}");
}

#[test]
fn what_is_lent_is_no_copy() {
    let library = library(&[
        "fn twice(v: &mut f32) { *v *= 2.0; }",
        "fn at(x: &[f32], i: usize) -> f32 { x[i] }",
    ]);
    let text = ir(
        &library,
        "let mut v = x[i]; twice(&mut v); y[i] = v; twice(&mut y[i]);",
    );
    assert!(text.contains("v#1 = v#1 * 2.0f32"), "{text}");
    assert!(text.contains("check@2 i#0 < y.len"), "{text}");
    assert!(text.contains("y[i#0]@4 = y[i#0]@3 * 2.0f32"), "{text}");
    let text = ir(&library, "y[i] = at(x, i + 1);");
    assert!(text.contains("x[i#1]"), "{text}");
    says(
        &library,
        "let v = x[i]; twice(&mut v);",
        &["[K0008]", "`v` is not `mut`"],
    );
    says(&library, "twice(&mut x[i]);", &["[K0008]", "behind `&`"]);
    says(
        &library,
        "let v = 1.0; twice(v);",
        &["[K0007]", "`twice` takes `&mut f32` as `v`"],
    );
    says(
        &library,
        "y[i] = at(x[i], i);",
        &["[K0007]", "`at` takes `&[f32]` as `x`"],
    );
}

#[test]
fn closures_call_helpers() {
    let library = library(&["fn twice(v: f32) -> f32 { if v < 0.0 { return 0.0; } 2.0 * v }"]);
    let text = ir(
        &library,
        "let f = |v: f32| twice(v) + 1.0; y[i] = f(x[i]) + f(f(1.0)) + x.iter().map(|v| twice(*v)).sum::<f32>();",
    );
    assert_eq!(text.matches(" < 0.0f32").count(), 4, "{text}");
}
