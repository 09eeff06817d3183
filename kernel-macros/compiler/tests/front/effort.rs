//! How much the analysis does for the project's own kernels: what makes the macro slow is doing more, which no clock is needed to see.

use std::path::Path;

use kernel_compiler::analyse::Effort;
use kernel_soundness::fuzz::{Item, corpus};
use proc_macro2::TokenStream;

/// What 40 lines may take. In a compiler built without optimisation a question takes some microseconds, a combination of facts as long, and
/// a model some hundred.
const MOST: Effort = Effort {
    models: 30,
    questions: 2_500,
    combinations: 1200,
};

/// The letters of 40 lines.
const LETTERS: usize = 1200;

/// What expanding an item takes.
fn effort(item: &Item) -> Effort {
    let tokens = |text: &str| {
        text.parse::<TokenStream>()
            .expect("it was read from a file")
    };
    let before = Effort::so_far();
    kernel_compiler::expand(tokens(&item.attribute), tokens(&item.text));
    Effort::so_far() - before
}

#[test]
fn no_kernel_of_the_project_takes_long() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let items = corpus(&root);
    assert!(items.len() > 200, "only {} items", items.len());
    let mut all = Effort::default();
    for item in &items {
        let effort = effort(item);
        let times = item.text.len().div_ceil(LETTERS) as u64;
        let within = |count: fn(&Effort) -> u64| count(&effort) <= times * count(&MOST);
        assert!(
            within(|effort| effort.models)
                && within(|effort| effort.questions)
                && within(|effort| effort.combinations),
            "{effort:?} is too much for {}",
            item.text
        );
        all = all + effort;
    }
    // That it is counted at all.
    assert!(all.models > 200 && all.questions > 10_000 && all.combinations > 100);
}
