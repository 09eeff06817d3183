//! The whole way of a kernel, on one screen.

use proc_macro2::TokenStream;

use crate::diag::Diagnostics;
use crate::emit::Emitted;
use crate::{analyse, assemble, check, cost, emit, lower, parse, prove};

/// Compiles one annotated function: what `#[kernel]` expands to.
///
/// The function itself is always part of the output, untouched, so that a refused kernel causes no further errors
/// at its callers. Never panics, whatever the tokens.
pub fn expand(attribute: TokenStream, item: TokenStream) -> TokenStream {
    match compile(attribute, item.clone()) {
        Ok(generated) => {
            let mut tokens = assemble::lints();
            tokens.extend(item);
            tokens.extend(generated);
            tokens
        }
        Err(diagnostics) => diagnostics.into_tokens(item),
    }
}

/// The stages in order. Within a stage errors are collected; between stages they stop the way.
pub fn compile(attribute: TokenStream, item: TokenStream) -> Result<TokenStream, Diagnostics> {
    let source = parse::parse(attribute, item)?;
    let types = check::check(&source)?;
    let mut kernel = lower::lower(&source, &types)?;
    let plan = analyse::analyse(&mut kernel)?;
    let proved = prove::prove(kernel, plan)?;
    let work = cost::cost(&proved);
    let emitted = Emitted {
        cpu: emit::cpu::emit(&proved, &work),
        wgsl: emit::wgsl::emit(&proved),
        description: emit::describe::describe(&proved, &work),
    };
    Ok(assemble::assemble(&source, &proved, emitted))
}
