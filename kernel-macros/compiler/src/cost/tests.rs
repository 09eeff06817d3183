//! What is counted, as text.

use super::{Formula, Work};
use crate::prove::testing::proved;

/// The work of the only stage, and how to read its formulas.
fn counted(source: &str) -> (Work, impl Fn(&Formula) -> String + use<>) {
    let proved = proved(source);
    let work = super::cost(&proved).remove(0);
    let read = move |formula: &Formula| formula.display(&|symbol| symbol.name(proved.kernel()));
    (work, read)
}

#[test]
fn neighbours_are_one_stream() {
    let (work, read) = counted(
        "fn f(x: &[f32], y: &mut [f32]) {
            for i in 1..y.len() - 1 {
                y[i] = x[i - 1] + x[i] + x[i + 1];
            }
        }",
    );
    assert_eq!(read(&work.contiguous), "16*(y.len - 2)");
    assert_eq!(read(&work.streamed), "8*(y.len - 2)");
    assert!(work.chained.is_zero() && work.scattered.is_zero());
}

#[test]
fn work_depends_on_numbers_and_lengths_alone() {
    let depends = |source: &str| {
        let proved = proved(source);
        let work = super::cost(&proved).remove(0);
        let symbols = work.symbols().into_iter();
        let names: Vec<String> = symbols.map(|it| it.name(proved.kernel())).collect();
        (names.join(" "), work.is_simple())
    };
    let scale = "fn f(a: f32, x: &[f32], y: &mut [f32]) {
        for i in 0..y.len() { y[i] = a * x[i]; }
    }";
    assert_eq!(depends(scale), ("y.len".to_owned(), true));
    // How long its rows are stands in an array.
    let rows = "fn f(start: &[usize], x: &[f32], y: &mut [f32]) {
        for i in 0..y.len() {
            let mut sum = 0.0;
            for k in start[i]..start[i + 1] { sum += x[k]; }
            y[i] = sum;
        }
    }";
    assert_eq!(depends(rows), ("x.len y.len".to_owned(), true));
    let inner = "fn f(n: usize, x: &[f32], y: &mut [f32]) {
        for i in 0..y.len() {
            let mut sum = x[i];
            for k in 0..n { sum = sum * x[k] + 1.0; }
            y[i] = sum;
        }
    }";
    assert_eq!(depends(inner), ("n x.len y.len".to_owned(), false));
}

#[test]
fn a_few_rounds_of_a_known_number_do_not_wait() {
    let chained = |rounds: &str| {
        let (work, read) = counted(&format!(
            "fn f(n: usize, x: &[f32], y: &mut [f32]) {{
                for i in 0..y.len() {{
                    let mut sum = 0.0;
                    for k in 0..{rounds} {{ sum += x[i + k]; }}
                    y[i] = sum;
                }}
            }}"
        ));
        read(&work.chained)
    };
    assert_eq!(chained("3"), "0");
    assert_eq!(chained("9"), "9*y.len");
    assert_eq!(chained("n"), "n*y.len");
}

#[test]
fn rounds_that_need_the_one_before_wait_for_it() {
    let chained = |round: &str| {
        let (work, read) = counted(&format!(
            "fn f(n: usize, x: &[f32], y: &mut [f32]) {{
                for i in 0..y.len() {{
                    let mut a = x[i];
                    let mut b = 0.0;
                    for _ in 0..n {{ {round} }}
                    y[i] = a + b;
                }}
            }}"
        ));
        read(&work.chained)
    };
    assert_eq!(chained("a = a * a + b;"), "2*n*y.len");
    assert_eq!(chained("a += 1.0; b += 1.0;"), "n*y.len");
    assert_eq!(chained("let t = a * a; a = t + b; b = t;"), "2*n*y.len");
    assert_eq!(chained("a = x[0] * 3.0; b = x[0];"), "0");
}

#[test]
fn rows_that_lie_one_after_the_other_make_up_their_array() {
    let (work, read) = counted(
        "fn f(start: &[usize], column: &[u32], value: &[f32], x: &[f32], y: &mut [f32]) {
            for i in 0..y.len() {
                let mut sum = 0.0;
                for k in start[i]..start[i + 1] {
                    sum += value[k] * x[column[k] as usize];
                }
                y[i] = sum;
            }
        }",
    );
    let (_, products) = work
        .ops32
        .iter()
        .find(|(class, _)| *class == crate::ops::Class::Mul)
        .expect("there is one");
    assert!(
        ["value.len", "column.len"].contains(&read(products).as_str()),
        "{}",
        read(products)
    );
    assert!(work.guessed);
}
