//! How good the choice is: predictions against measurements, and what `dispatch` takes against the best that any variant takes.
//!
//! `cargo xtask bench selection`. The oracle of a kernel at a size is the least of the medians of all variants that can run it, timed in turns.
//! A regret is a time divided by the oracle's: 1 is perfect. *Cold* is the choice from the cost model alone; *warm* is `dispatch`
//! after [`WARM_CALLS`] calls. Some kernels are then run in other ways ([`PATTERNS`]) under other conditions ([`Condition`]).

mod baselines;
mod child;
mod conditions;
mod decision;
mod events;
mod patterns;
mod percentiles;
mod point;
mod report;
mod scores;
mod timing;
mod workloads;

pub use child::CHILD;
pub use conditions::Condition;
pub use decision::Decision;
pub use events::Event;
pub use patterns::{PATTERNS, Regret};
pub use point::{Effort, Point, Warm};
pub use report::{conditions_table, json, kernels_table, summary};
pub use scores::{BARS, Bar, Scores};
pub use workloads::{Workload, sizes, workloads};

/// The calls after which a choice is to be nearly perfect.
pub const WARM_CALLS: u32 = 100;
