//! The distributed tier where the crate is built without it.

use crate::error::Error;
use crate::kernel::Kernel;
use crate::launch::Request;
use crate::select::Prediction;
use crate::stage::Stage;
use crate::variant::Variant;

const REASON: &str = "it is built without the feature `mpi`";

/// There is nobody to share a stage with.
pub(crate) fn launch<St: Stage>(
    kernel: &'static Kernel,
    _stage: &St,
    _request: Request,
) -> Result<St::Partial, Error> {
    Err(Error::Ineligible {
        kernel: kernel.name(),
        variant: Variant::Distributed,
        reason: REASON.to_owned(),
    })
}

/// There is nothing to predict.
pub(crate) fn predict<St: Stage>(_stage: &St) -> Result<Prediction, &'static str> {
    Err(REASON)
}

/// There are no ranks.
pub(crate) fn place() -> String {
    String::new()
}

/// Keeps what it is given in builds with the distributed tier: nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! __collectively {
    ($($code:tt)*) => {};
}
