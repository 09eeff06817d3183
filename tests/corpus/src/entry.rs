//! A kernel of the corpus: its arguments and what its variants promise.

use kernel_examples::cases::Case;
use kernel_tests::differential::{EPSILON, Subject, Tolerance};

/// A kernel of the corpus.
#[derive(Clone, Copy)]
pub struct Entry {
    /// How it is tested.
    pub subject: Subject,
    /// The size at which it is timed; its arrays stay in the caches next to the core.
    pub bench: usize,
}

impl Entry {
    /// A kernel whose CPU variants give the plain function's bits.
    pub(crate) const fn of(case: Case) -> Entry {
        Entry {
            subject: Subject {
                case,
                largest: usize::MAX,
                seeds: 1,
                edge: true,
                cpu: |_| Tolerance::Exact,
                // Drivers may contract and reorder a few operations.
                gpu: |_| Tolerance::close(8.0 * EPSILON, 64.0 * EPSILON),
                special_on_gpu: false,
            },
            bench: 4096,
        }
    }

    /// With a largest size, for work that grows faster than the arguments.
    pub(crate) const fn largest(mut self, n: usize) -> Entry {
        self.subject.largest = n;
        self
    }

    /// Timed at that size.
    pub(crate) const fn bench(mut self, n: usize) -> Entry {
        self.bench = n;
        self
    }

    /// With a looser promise of the CPU variants: where a float reduction is added in another order, or a math function is not the system's.
    pub(crate) const fn cpu(mut self, promise: fn(usize) -> Tolerance) -> Entry {
        self.subject.cpu = promise;
        self
    }

    /// With another promise of the GPU.
    pub(crate) const fn gpu(mut self, promise: fn(usize) -> Tolerance) -> Entry {
        self.subject.gpu = promise;
        self
    }

    /// Integers only: the GPU gives the same bits on any arguments.
    pub(crate) const fn special_on_gpu(mut self) -> Entry {
        self.subject.gpu = |_| Tolerance::Exact;
        self.subject.special_on_gpu = true;
        self
    }

    /// Without special values, where the order of additions decides what becomes of them.
    pub(crate) const fn ordinary_only(mut self) -> Entry {
        self.subject.edge = false;
        self
    }
}
