//! Kernels that are deep, long or large.

use crate::random::Random;

/// A kernel with that statement in its loop.
fn in_loop(body: &str) -> String {
    format!(
        "fn k(n: usize, a: f32, b: bool, x: &[f32], p: &[u32], y: &mut [f32]) {{ for i in 0..n {{ {body} }} }}"
    )
}

/// The forms: each nests or repeats something so often.
type Form = fn(usize) -> String;

const FORMS: &[Form] = &[
    |n| in_loop(&format!("y[i] = {}a{};", "(".repeat(n), ")".repeat(n))),
    |n| in_loop(&format!("y[i] = {}a;", "-".repeat(n))),
    |n| in_loop(&format!("if {}b {{ y[i] = a; }}", "!".repeat(n))),
    |n| in_loop(&format!("y[i] = {}a{};", "{".repeat(n), "}".repeat(n))),
    |n| in_loop(&format!("{} y[i] = a; {}", "{".repeat(n), "}".repeat(n))),
    |n| {
        in_loop(&format!(
            "{} y[i] = a; {}",
            "if b {".repeat(n),
            "}".repeat(n)
        ))
    },
    |n| {
        in_loop(&format!(
            "{} y[i] = a; {}",
            "if b { y[i] = 1.0; } else {".repeat(n),
            "}".repeat(n)
        ))
    },
    |n| {
        in_loop(&format!(
            "{} y[i] = a; {}",
            "for j in 0..n {".repeat(n),
            "}".repeat(n)
        ))
    },
    |n| {
        in_loop(&format!(
            "{} y[i] = a; {}",
            "while b {".repeat(n),
            "}".repeat(n)
        ))
    },
    |n| {
        in_loop(&format!(
            "{} y[i] = a; {}",
            "loop {".repeat(n),
            "break; }".repeat(n)
        ))
    },
    |n| {
        in_loop(&format!(
            "y[i] = {}p[i] as usize{};",
            "p[".repeat(n),
            "] as usize".repeat(n)
        ))
        .replace("y[i] = p", "y[i] = x[p")
        .replace(" as usize;", " as usize];")
    },
    |n| in_loop(&format!("y[i] = a{};", " + a".repeat(n))),
    |n| in_loop(&format!("y[i] = a{};", " * x[i]".repeat(n))),
    |n| in_loop(&format!("y[i] = {}a{};", "(a + ".repeat(n), ")".repeat(n))),
    |n| in_loop(&format!("y[i] = a{};", ".abs()".repeat(n))),
    |n| in_loop(&format!("y[i] = {}a{};", "a.max(".repeat(n), ")".repeat(n))),
    |n| {
        in_loop(&format!(
            "y[i] = {}a{};",
            "if b { 1.0 } else { ".repeat(n),
            "}".repeat(n)
        ))
    },
    |n| {
        in_loop(&format!(
            "y[i] = {}a{};",
            "match b { true => 1.0, false => ".repeat(n),
            "}".repeat(n)
        ))
    },
    |n| in_loop(&"y[i] = a; ".repeat(n)),
    |n| in_loop(&"y[i] += x[i]; ".repeat(n)),
    |n| in_loop(&"if b { continue; } y[i] = a; ".repeat(n)),
    |n| in_loop(&"if b { if x[i] > a { continue; } y[i] = a; } y[i] += 1.0; ".repeat(n)),
    |n| in_loop(&"let v = x[i] + a; let a = v * 2.0; y[i] = a; ".repeat(n)),
    |n| {
        in_loop(&format!(
            "let t = {}a{}; y[i] = a;",
            "(a, ".repeat(n),
            ")".repeat(n)
        ))
    },
    |n| in_loop(&format!("y[i{}] = a;", " + n * n".repeat(n))),
    |n| {
        in_loop(&format!(
            "y[{}i{}] = a;",
            "(".repeat(n),
            " + 1) * (n + 2)".repeat(n)
        ))
    },
    |n| in_loop(&format!("y[i{}] = a;", " * i".repeat(n))),
    |n| {
        in_loop(&format!(
            "y[i] = a as {} as f32;",
            "u8 as i64 as ".repeat(n) + "u8"
        ))
    },
    |n| {
        in_loop(&format!(
            "if {} {{ y[i] = a; }}",
            vec!["b"; n + 1].join(" && ")
        ))
    },
    |n| {
        in_loop(&format!(
            "if {} {{ y[i] = a; }}",
            vec!["x[i] > a"; n + 1].join(" || ")
        ))
    },
    |n| in_loop(&format!("y[i] = a{};", "?".repeat(n))),
    |n| in_loop(&format!("y[i] = {}a;", "&".repeat(n))),
    |n| in_loop(&format!("y[i] = {}a;", "*".repeat(n))),
    |n| in_loop(&format!("y[i] = {}.0;", "9".repeat(n + 1))),
    |n| in_loop(&format!("y[i] = 0.{}1;", "0".repeat(n))),
    |n| in_loop(&format!("y[i + {}] = a;", "9".repeat(n + 1))),
    |n| {
        format!(
            "fn k({} y: &mut [f32]) {{ for i in 0..y.len() {{ y[i] = 1.0; }} }}",
            (0..n)
                .map(|at| format!("x{at}: &[f32],"))
                .collect::<String>()
        )
    },
    |n| format!("fn k(y: &mut {}f32{}) {{ }}", "[".repeat(n), "]".repeat(n)),
    |n| format!("fn k(y: {}[f32]) {{ }}", "&".repeat(n)),
    |n| {
        format!(
            "fn k(y: &mut [f32]) {{ {} }}",
            "for i in 0..y.len() { y[i] = 1.0; }".repeat(n)
        )
    },
    |n| {
        format!(
            "fn k(n: usize, y: &mut [f32]) {{ {} for i in 0..y.len() {{ y[i] = 1.0; }} }}",
            "assert!(n <= y.len() && n > 0);".repeat(n)
        )
    },
    |n| {
        format!(
            "fn k(n: usize, y: &mut [f32]) {{ {} for i in 0..n {{ y[i] = 1.0; }} }}",
            (0..n)
                .map(|at| format!("assert!(n * {at} <= y.len() + {at});"))
                .collect::<String>()
        )
    },
    |n| {
        format!(
            "fn k(n: usize, y: &mut [f32]) {{ {} for i in 0..n{} {{ y[i] = 1.0; }} }}",
            (0..n)
                .map(|at| format!("let n{} = n{} + n{};", at + 1, at, at))
                .collect::<String>()
                .replace("n0", "n"),
            n
        )
    },
    |n| {
        format!(
            "fn k(n: usize, y: &mut [f32]) {{ {} for i in 0..n{} {{ y[i] = 1.0; }} }}",
            (0..n)
                .map(|at| format!("let n{} = n{} * (n{} + 1);", at + 1, at, at))
                .collect::<String>()
                .replace("n0", "n"),
            n
        )
    },
    |n| {
        in_loop(
            &(0..n)
                .map(|at| format!("let mut v{at} = a; "))
                .chain((0..n).map(|at| format!("v{at} += v{}; ", n - 1 - at)))
                .collect::<String>(),
        )
    },
    |n| {
        in_loop(
            &(0..n)
                .map(|at| {
                    format!(
                        "'l{at}: for j{at} in 0..n {{ if b {{ continue 'l{}; }} ",
                        at / 2
                    )
                })
                .chain((0..n).map(|_| "y[i] = a; }".to_owned()))
                .collect::<String>(),
        )
    },
];

/// Every form, so deep or long.
pub fn deep<const N: usize>(sizes: [usize; N]) -> impl Iterator<Item = String> {
    FORMS
        .iter()
        .flat_map(move |form| sizes.into_iter().map(form))
}

/// One of them.
pub(super) fn random(random: &mut Random) -> String {
    let form = random.pick(FORMS);
    form(1 + random.below(200))
}
