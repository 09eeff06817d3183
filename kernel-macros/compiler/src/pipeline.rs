//! The whole way of a kernel, on one screen.

use std::rc::Rc;

use proc_macro2::TokenStream;

use crate::diag::Diagnostics;
use crate::emit::Emitted;
use crate::hand_on::{hand_on, hand_on_broken, hand_on_struct};
use crate::link::Job;
use crate::parse::{Item, Library};
use crate::{assemble, check, cost, emit, lower, parse, prove};

/// Compiles one annotated function: what `#[kernel]` expands to.
///
/// The function itself is always part of the output, untouched, so that a refused kernel causes no further errors
/// at its callers. Never panics, whatever the tokens.
pub fn expand(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let job = Job::new(attribute, item.clone());
    let mut tokens = assemble::lints();
    tokens.extend(item.clone());
    match run(job) {
        Ok(generated) => {
            tokens.extend(generated);
            tokens
        }
        Err(diagnostics) => diagnostics.into_tokens(item),
    }
}

/// Asks the first helper, or goes on once one more has been heard.
pub fn next(state: TokenStream) -> TokenStream {
    let Some(job) = Job::read(state) else {
        return quote::quote!(::core::compile_error! {
            "this macro is called by `#[kernel]` alone"
        });
    };
    run(job).unwrap_or_else(|diagnostics| diagnostics.into_tokens(TokenStream::new()))
}

/// Asks for the helpers that are not known yet, or compiles.
fn run(mut job: Job) -> Result<TokenStream, Diagnostics> {
    if let Some(question) = job.ask() {
        return Ok(question);
    }
    let library = job.library();
    let outcome = match library {
        Some(library) if library.is_broken() => Err(Diagnostics::new()),
        Some(library) if job.helper => helper(&job.item, &library),
        Some(library) => kernel(&job.attribute, &job.item, &library),
        None => kernel(&job.attribute, &job.item, &Rc::default()),
    };
    match outcome {
        Ok(Outcome::Done(tokens)) => Ok(tokens),
        Ok(Outcome::Wants(paths)) => {
            job.wait_for(paths.into_values());
            Ok(job.begin())
        }
        Err(diagnostics) if job.helper => {
            let broken = Item::read(job.item.clone()).map(|item| hand_on_broken(&item));
            Ok(diagnostics.into_tokens(broken.unwrap_or_default()))
        }
        Err(diagnostics) => Err(diagnostics),
    }
}

/// What became of a function.
enum Outcome {
    Done(TokenStream),
    /// It calls functions that are not known.
    Wants(parse::Wanted),
}

/// The stages in order. Within a stage errors are collected; between stages they stop the way.
fn kernel(
    attribute: &TokenStream,
    item: &TokenStream,
    library: &Rc<Library>,
) -> Result<Outcome, Diagnostics> {
    let (source, wanted) = parse::parse_with(attribute.clone(), item.clone(), library)?;
    if !wanted.is_empty() {
        return Ok(Outcome::Wants(wanted));
    }
    compiled(&source).map(Outcome::Done)
}

/// Compiles a function that calls no helper.
pub fn compile(attribute: TokenStream, item: TokenStream) -> Result<TokenStream, Diagnostics> {
    compile_with(attribute, item, &Rc::default())
}

/// Compiles a function that calls the helpers of that library alone.
pub fn compile_with(
    attribute: TokenStream,
    item: TokenStream,
    library: &Rc<Library>,
) -> Result<TokenStream, Diagnostics> {
    compiled(&parse::parse_closed(attribute, item, library)?)
}

/// The stages after reading.
fn compiled(source: &parse::Source) -> Result<TokenStream, Diagnostics> {
    let types = check::check(source)?;
    let kernel = lower::lower(source, &types)?;
    let proved = prove::planned(kernel)?;
    let work = cost::cost(&proved);
    let emitted = Emitted {
        cpu: emit::cpu::emit(&proved, &work),
        wgsl: emit::wgsl::emit(&proved),
        description: emit::describe::describe(&proved, &work),
    };
    Ok(assemble::assemble(source, &proved, emitted))
}

/// A helper is checked by itself, and hands its source on; a struct likewise.
fn helper(item: &TokenStream, library: &Rc<Library>) -> Result<Outcome, Diagnostics> {
    let outside = Item::read(item.clone());
    if let Some(outside) = outside.as_ref().filter(|outside| outside.is_struct) {
        let (of, wanted) = parse::parse_struct(item.clone(), library)?;
        return Ok(if wanted.is_empty() {
            Outcome::Done(hand_on_struct(outside, &of, library))
        } else {
            Outcome::Wants(wanted)
        });
    }
    let (helper, wanted) = parse::parse_helper(item.clone(), library)?;
    if !wanted.is_empty() {
        return Ok(Outcome::Wants(wanted));
    }
    let types = check::check_helper(&helper)?;
    lower::lower_helper(&helper, &types)?;
    let outside = outside.ok_or_else(Diagnostics::new)?;
    Ok(Outcome::Done(hand_on(&outside, &helper, &types, library)))
}
