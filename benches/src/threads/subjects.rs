//! What is measured, and how much faster two threads are to be than one.

use kernel_examples::case;
use kernel_examples::cases::Case;

use crate::kernels::joint_histogram::joint_histogram;

/// A kernel over a range of sizes.
pub struct Subject {
    /// Its name.
    pub name: &'static str,
    source: Source,
    /// The sizes as given to the case.
    pub sizes: &'static [usize],
    /// The sizes at which two threads are to be so many times as fast as one.
    bars: &'static [(usize, f64)],
}

enum Source {
    Examples,
    Corpus(&'static str),
    Here(&'static Case),
}

/// Where there is nothing but computing, and where memory sets the pace.
const COMPUTING: f64 = 1.9;
const MEMORY: f64 = 1.5;

/// Octaves of streams, from what no second thread is worth to what no cache holds.
const STREAM: &[usize] = &[
    1 << 12,
    1 << 13,
    1 << 14,
    1 << 15,
    1 << 16,
    1 << 17,
    1 << 18,
    1 << 19,
    1 << 20,
    1 << 22,
    1 << 24,
];

/// Pictures, of which the last lies in memory.
const PICTURES: &[usize] = &[64 * 64, 128 * 128, 256 * 256, 512 * 512, 4096 * 4096];

/// What is measured.
pub const SUBJECTS: &[Subject] = &[
    Subject::example("saxpy", STREAM, &[(1 << 16, 1.3), (1 << 24, MEMORY)]),
    Subject::example("dot", STREAM, &[(1 << 16, 1.4), (1 << 24, MEMORY)]),
    Subject::example(
        "sum_exp",
        &[1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 20],
        &[(1 << 20, COMPUTING)],
    ),
    Subject::example(
        "black_scholes",
        &[1 << 8, 1 << 10, 1 << 12, 1 << 14, 1 << 18],
        &[(1 << 18, COMPUTING)],
    ),
    // Rows through the middle of the set take a hundred times as long as those beside it.
    Subject::example(
        "mandelbrot",
        &[32 * 32, 64 * 64, 128 * 128, 512 * 512],
        &[(512 * 512, COMPUTING)],
    ),
    Subject::example("nbody", &[64, 128, 256, 512, 2048], &[(2048, COMPUTING)]),
    Subject::example("blur3x3", PICTURES, &[(4096 * 4096, MEMORY)]),
    Subject::example("jacobi", PICTURES, &[(4096 * 4096, MEMORY)]),
    Subject::example(
        "matmul",
        &[32 * 32, 48 * 48, 64 * 64, 128 * 128, 512 * 512],
        &[(512 * 512, COMPUTING)],
    ),
    Subject::example("matvec", &[128 * 128, 512 * 512, 4096 * 4096], &[]),
    Subject::corpus(
        "image",
        "histogram",
        &[1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 22],
    ),
    Subject {
        name: "joint_histogram",
        source: Source::Here(&JOINT_HISTOGRAM),
        sizes: &[1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 22],
        bars: &[],
    },
    Subject::corpus(
        "data",
        "argmin",
        &[1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 22],
    ),
];

const JOINT_HISTOGRAM: Case = case! {
    joint_histogram, |n, data| {}
    arguments {
        a: Vec<u8> = data.bytes(n);
        b: Vec<u8> = data.bytes(n);
        counts: [u32; 4096] = [0; 4096];
    }
    elements n;
    call (a, b, counts);
    writes [counts];
};

impl Subject {
    const fn example(
        name: &'static str,
        sizes: &'static [usize],
        bars: &'static [(usize, f64)],
    ) -> Subject {
        Subject {
            name,
            source: Source::Examples,
            sizes,
            bars,
        }
    }

    const fn corpus(family: &'static str, name: &'static str, sizes: &'static [usize]) -> Subject {
        Subject {
            name,
            source: Source::Corpus(family),
            sizes,
            bars: &[],
        }
    }

    /// The kernel with its arguments' maker, if it is where it should be.
    pub fn case(&self) -> Option<&'static Case> {
        match self.source {
            Source::Examples => Case::named(self.name),
            Source::Corpus(family) => crate::of_corpus(family, self.name),
            Source::Here(case) => Some(case),
        }
    }

    /// The size at which each of so many threads does what would be its share. Where nothing but computing takes time, it is that of all, as a smaller
    /// problem may be another one.
    pub(super) fn share(&self, n: usize, threads: usize) -> usize {
        match self.bars.iter().any(|(_, bar)| *bar == COMPUTING) {
            true => n,
            false => n / threads,
        }
    }

    /// How many times as fast two threads are to be at a size.
    pub(super) fn bar(&self, n: usize) -> Option<f64> {
        let bar = self.bars.iter().find(|(size, _)| *size == n)?;
        Some(bar.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_subject_is_there_and_every_bar_at_a_size() {
        for subject in SUBJECTS {
            assert!(subject.case().is_some(), "{}", subject.name);
            for (n, _) in subject.bars {
                assert!(subject.sizes.contains(n), "{}: {n}", subject.name);
            }
        }
    }
}
