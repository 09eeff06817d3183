//! Compiles every case and compares what the compiler says with the `.stderr` beside it. `cargo xtask bless` records it anew.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    for category in [
        "signature",
        "types",
        "names",
        "calls",
        "helpers",
        "language",
        "arrays",
        "loops",
        "dependences",
        "attribute",
    ] {
        cases.compile_fail(format!("{category}/*.rs"));
    }
    cases.pass("accepted/*.rs");
}
