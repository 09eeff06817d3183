//! How much memory the arrays of one point may take: each lane of a gang has its own, on the stack of whichever thread runs it.

use crate::diag::{Code, Diagnostic};
use crate::ir::{ArrayId, Kernel, Length, Set};

/// The most bytes: with the widest gang a quarter of a thread's usual stack.
pub const MOST: u64 = 16 * 1024;

/// The error where arrays of which each lane has its own take more, as far as their lengths are known.
pub(super) fn too_large(kernel: &Kernel, arrays: &Set<ArrayId>) -> Option<Diagnostic> {
    let bytes = |id: ArrayId| {
        let array = kernel.array(id);
        let len = array.length().and_then(Length::known).unwrap_or(0);
        u64::from(len) * array.element.bytes() as u64
    };
    let all: u64 = arrays.iter().map(bytes).sum();
    let largest = arrays.iter().max_by_key(|id| bytes(*id))?;
    (all > MOST).then(|| {
        let name = &kernel.array(largest).name;
        Diagnostic::new(
            Code::Unsupported,
            name.span(),
            format!(
                "`{name}` takes {} bytes in each iteration of a parallel loop, of which many run at once on one stack",
                bytes(largest)
            ),
        )
        .note(format!("the arrays of an iteration take {MOST} bytes at most"))
        .help(format!(
            "let the caller pass one slice for all iterations, and take a part of it in each: `&mut {name}[i * n..(i + 1) * n]`"
        ))
    })
}
