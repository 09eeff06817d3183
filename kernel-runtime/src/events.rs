//! What happens, told as events of the `tracing` library where the crate is built with the feature of that name; else nothing is done.
//!
//! | target | level | when |
//! |---|---|---|
//! | `kernel_runtime::decision` | debug | a decision was weighed or timed |
//! | `kernel_runtime::fallback` | warn | the GPU has failed, and the processor does the work |
//! | `kernel_runtime::device` | info | a GPU was opened |
//! | `kernel_runtime::profile` | info | the machine was measured, or what is on disk is of no use |

#![cfg_attr(not(feature = "tracing"), allow(unused_variables))]

use std::path::Path;

use crate::adapter::Adapter;
use crate::decisions::DecisionRecord;
use crate::device::GpuError;

/// A decision was weighed or timed.
#[inline]
pub(crate) fn decided(record: &DecisionRecord) {
    #[cfg(feature = "tracing")]
    tracing::debug!(
        target: "kernel_runtime::decision",
        kernel = record.kernel().name(),
        module = record.kernel().module_path(),
        stage = record.stage(),
        points = record.points(),
        variant = record.variant().name(),
        why = record.why(),
        predicted_s = record.predicted(record.variant()).map(|time| time.as_secs_f64()),
        measured_s = record.measured().map(|time| time.as_secs_f64()),
    );
}

/// The GPU has failed, and the processor does the work.
pub(crate) fn fell_back(error: &GpuError) {
    #[cfg(feature = "tracing")]
    tracing::warn!(target: "kernel_runtime::fallback", %error, "the processor does what the GPU could not");
}

/// A GPU was opened.
#[cfg_attr(not(feature = "gpu"), allow(dead_code))]
pub(crate) fn opened(adapter: &Adapter) {
    #[cfg(feature = "tracing")]
    tracing::info!(
        target: "kernel_runtime::device",
        name = adapter.name(),
        backend = adapter.backend(),
        driver = adapter.driver(),
        kind = adapter.kind().name(),
        "a GPU was opened"
    );
}

/// The machine was measured.
pub(crate) fn measured(is_kept: bool) {
    #[cfg(feature = "tracing")]
    tracing::info!(target: "kernel_runtime::profile", is_kept, "the machine was measured");
}

/// The machine is no longer what it was when it was measured.
pub(crate) fn drifted() {
    #[cfg(feature = "tracing")]
    tracing::info!(target: "kernel_runtime::profile", "the measurements on disk no longer hold");
}

/// A file with measurements is of no use.
pub(crate) fn ignored(file: &Path, reason: &str) {
    #[cfg(feature = "tracing")]
    tracing::info!(target: "kernel_runtime::profile", file = %file.display(), reason, "a file is ignored");
}

#[cfg(all(test, feature = "tracing"))]
mod tests {
    use std::fmt::Write;
    use std::sync::{Arc, Mutex};

    use tracing::field::{Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Metadata, Subscriber};

    use super::*;

    /// Keeps what it is told, a line an event.
    #[derive(Clone, Default)]
    struct Listener(Arc<Mutex<Vec<String>>>);

    impl Subscriber for Listener {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }
        fn new_span(&self, _: &Attributes<'_>) -> Id {
            Id::from_u64(1)
        }
        fn record(&self, _: &Id, _: &Record<'_>) {}
        fn record_follows_from(&self, _: &Id, _: &Id) {}
        fn event(&self, event: &Event<'_>) {
            struct Fields(String);
            impl Visit for Fields {
                fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
                    let _ = write!(self.0, " {field}={value:?}");
                }
            }
            let data = event.metadata();
            let mut fields = Fields(format!("{} {}", data.level(), data.target()));
            event.record(&mut fields);
            self.0.lock().expect("nobody panics").push(fields.0);
        }
        fn enter(&self, _: &Id) {}
        fn exit(&self, _: &Id) {}
    }

    /// What is told while something is done.
    fn told(work: impl FnOnce()) -> Vec<String> {
        let listener = Listener::default();
        tracing::subscriber::with_default(listener.clone(), work);
        let told = listener.0.lock().expect("nobody panics");
        told.clone()
    }

    #[test]
    fn decisions_are_told() {
        use crate::kernel;

        #[kernel]
        fn waves(x: &[f32], y: &mut [f32]) {
            for i in 0..y.len() {
                y[i] = x[i].sin();
            }
        }

        let (x, mut y) = (vec![1.0; 100_000], vec![0.0; 100_000]);
        let told = told(|| waves::dispatch(&x, &mut y).expect("the lengths are right"));
        let decision = told
            .iter()
            .find(|line| line.contains("kernel_runtime::decision"));
        let decision = decision.expect("it was weighed");
        assert!(
            decision.starts_with("DEBUG") && decision.contains("kernel=\"waves\""),
            "{decision}"
        );
        assert!(decision.contains("points=100000.0"), "{decision}");
    }

    #[test]
    fn a_fallback_is_a_warning_with_its_reason() {
        let told = told(|| fell_back(&GpuError::Device("it is gone".to_owned())));
        let [line] = &told[..] else {
            panic!("one event: {told:?}")
        };
        assert!(line.starts_with("WARN kernel_runtime::fallback"), "{line}");
        assert!(line.contains("it is gone"), "{line}");
    }
}
