//! Which variants a kernel has.

use kernel_corpus::Entry;
use kernel_examples::cases::Data;
use kernel_runtime::{Error, Variant};

/// The variants that ran, and why one did not.
#[derive(Clone, Debug)]
pub(crate) struct Variants {
    /// Those that ran, in [`Variant::LOCAL`]'s order.
    pub(crate) ran: Vec<Variant>,
    /// Why one did not, or what else there is to say.
    pub(crate) note: String,
}

impl Variants {
    /// Tries each.
    pub(crate) fn of(entry: &Entry) -> Result<Variants, Error> {
        let mut variants = Variants::none(String::new());
        for variant in Variant::LOCAL {
            let mut kernel = (entry.subject.case.make)(100, &mut Data::ordinary(1));
            match kernel.dispatch_on(variant) {
                Ok(()) => variants.ran.push(variant),
                Err(Error::Ineligible { reason, .. }) => {
                    variants.note = format!("no {variant}: {reason}");
                }
                Err(error) => return Err(error),
            }
        }
        Ok(variants)
    }

    /// None.
    pub(crate) fn none(note: String) -> Variants {
        Variants {
            ran: Vec::new(),
            note,
        }
    }
}
