//! Loops that cannot be parallel: `#[kernel]` refuses each with the right code, and the function itself still runs.

use std::path::Path;

use kernel_compiler::pipeline;
use kernel_corpus::refused;
use proc_macro2::{TokenStream, TokenTree};

/// The codes of the errors that `#[kernel]` gives for the function of that name.
fn codes(name: &str) -> Vec<&'static str> {
    let path = format!("{}/src/refused/{name}.rs", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(Path::new(&path)).expect("the source is here");
    let tokens: TokenStream = text.parse().expect("it is Rust");
    let function = tokens
        .into_iter()
        .skip_while(|tree| !matches!(tree, TokenTree::Ident(word) if word == "pub"))
        .collect();
    match pipeline::compile(TokenStream::new(), function) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(|error| error.code.text()).collect(),
    }
}

/// For each refused loop what its plain function computes. Its code is in [`refused::ALL`].
macro_rules! refused {
    ($($name:ident, $run:expr => $result:expr;)*) => {
        $(
            #[test]
            fn $name() {
                let name = stringify!($name);
                let codes = codes(name);
                let refusal = refused::ALL.iter().find(|refusal| refusal.name == name);
                let code = refusal.map(|refusal| refusal.code);
                assert!(codes.iter().any(|&found| Some(found) == code), "{codes:?}");
                assert_eq!($run, $result);
            }
        )*

        #[test]
        fn every_refusal_is_tested() {
            let tested = [$(stringify!($name)),*];
            for refusal in refused::ALL {
                assert!(tested.contains(&refusal.name), "{}", refusal.name);
            }
        }
    };
}

refused! {
    biquad, {
        let mut signal = [1.0, 0.0, 0.0];
        refused::biquad::biquad(&[0.5, 0.0, 0.0, -0.5, 0.0], &mut signal);
        signal
    } => [0.5, 0.25, 0.125];
    compact, {
        let mut out = [0.0; 3];
        let kept = refused::compact::compact(&[1.0, -1.0, 2.0], &mut out);
        (kept, out)
    } => (2, [1.0, 2.0, 0.0]);
    cumulative_sum, {
        let mut sums = [0.0; 3];
        refused::cumulative_sum::cumulative_sum(&[1.0, 2.0, 3.0], &mut sums);
        sums
    } => [1.0, 3.0, 6.0];
    error_diffusion, {
        let mut gray = [0.0, 100.0, 0.0, 0.0, 0.0, 0.0];
        refused::error_diffusion::error_diffusion(3, 2, &mut gray);
        gray
    } => [0.0, 0.0, 43.75, 18.75, 31.25, 6.25];
    find_first, refused::find_first::find_first(1.0, &[0.0, 2.0, 3.0]) => 1;
    lu, {
        let mut a = [2.0, 1.0, 4.0, 5.0];
        refused::lu::lu(2, &mut a);
        a
    } => [2.0, 1.0, 2.0, 3.0];
    scatter, {
        let mut out = [0.0; 3];
        refused::scatter::scatter(&[1.0, 2.0, 3.0], &[2, 0, 2], &mut out);
        out
    } => [2.0, 0.0, 3.0];
    seidel_2d, {
        let mut a = [9.0; 9];
        a[4] = 0.0;
        refused::seidel_2d::seidel_2d(3, 1, &mut a);
        a[4]
    } => 8.0;
    trisolv, {
        let mut x = [0.0; 2];
        refused::trisolv::trisolv(&[2.0, 0.0, 1.0, 4.0], &[2.0, 5.0], &mut x);
        x
    } => [1.0, 1.0];
}
