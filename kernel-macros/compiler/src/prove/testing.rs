//! What tests of the later stages begin with.

use super::{Proved, prove};
use crate::{analyse, check, lower, parse};

/// A kernel from its text, proved.
pub(crate) fn proved(source: &str) -> Proved {
    let tokens = source.parse().expect("the test is made of tokens");
    let source = parse::parse(Default::default(), tokens).expect("the test is a kernel");
    let types = check::check(&source).expect("the test's types agree");
    let mut kernel = lower::lower(&source, &types).expect("the test can be lowered");
    let plan = analyse::analyse(&mut kernel).expect("the test has a parallel loop");
    prove(kernel, plan).expect("the test can be proved")
}
