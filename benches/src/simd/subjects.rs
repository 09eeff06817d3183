//! What is measured, what an element of it demands, and how much faster than the plain function it is to be.

use kernel_corpus::ml::softmax::softmax;
use kernel_examples::case;
use kernel_examples::cases::{Case, Instance};

use super::Demand;
use super::product::{CONTRACTED, PRODUCT};
use crate::kernels::black_scholes_fast::black_scholes_fast;
use crate::kernels::softmax_fast::softmax_fast;
use crate::kernels::sum_exp_fast::sum_exp_fast;

/// How fast it is to be, at the best instruction set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Bar {
    /// So many times as fast as the plain function.
    Ratio(f64),
    /// At least that share of the limit.
    Limit(f64),
}

/// Where a kernel's case comes from.
#[derive(Clone, Copy)]
enum Source {
    Examples,
    /// A family of the corpus.
    Corpus(&'static str),
    /// A case made for the purpose, of a kernel of this package.
    Here(&'static Case),
    /// A case made for the purpose, and the kernel's file.
    There(&'static Case, &'static str),
}

/// What an element demands.
#[derive(Clone, Copy)]
enum Asks {
    /// The same of every element.
    Always(Demand),
    /// As many rounds as the results tell.
    Told(fn(&dyn Instance) -> Demand),
}

/// A kernel at a size.
pub struct Subject {
    name: &'static str,
    source: Source,
    /// The size as given to the case.
    pub n: usize,
    /// How fast it is to be.
    pub bar: Bar,
    /// Whether products and sums may be fused, so that its limit is that of fused ops.
    pub fused: bool,
    asks: Asks,
}

/// The flops of this project's `exp`, `ln` and `sin` of `f32`, as `simd/math` writes them; those of `sin` and `cos` are in `f64`, which count
/// twice.
const EXP: f64 = 22.0;
const LN: f64 = 24.0;
const SIN: f64 = 34.0;

/// Everything that is measured, in the order of the table.
pub const SUBJECTS: &[Subject] = &[
    Subject::example("saxpy", 3584, Bar::Ratio(2.0), SAXPY),
    Subject::example("saxpy", 1 << 25, Bar::Limit(0.95), SAXPY),
    Subject::example("dot", 3584, Bar::Ratio(19.0), DOT),
    Subject::example("dot", 1 << 16, Bar::Ratio(11.0), DOT),
    Subject::example("sum_exp", 4096, Bar::Ratio(13.0), TOTAL),
    Subject::fast("sum_exp_fast", &SUM_EXP_FAST, 4096, Bar::Ratio(13.0), TOTAL),
    Subject {
        name: "softmax",
        source: Source::There(&SOFTMAX, "tests/corpus/src/ml/softmax.rs"),
        n: 1 << 20,
        bar: Bar::Ratio(10.0),
        fused: false,
        asks: Asks::Always(ROW),
    },
    Subject::fast(
        "softmax_fast",
        &SOFTMAX_FAST,
        1 << 20,
        Bar::Ratio(10.0),
        ROW,
    ),
    Subject::example("black_scholes", 1024, Bar::Ratio(6.4), OPTION),
    Subject::fast(
        "black_scholes_fast",
        &BLACK_SCHOLES_FAST,
        1024,
        Bar::Ratio(6.4),
        OPTION,
    ),
    Subject {
        name: "mandelbrot",
        source: Source::Examples,
        n: 512 * 512,
        bar: Bar::Ratio(11.0),
        fused: false,
        asks: Asks::Told(|kernel| Demand {
            flops: 8.0 * mean(kernel),
            stores: 4.0,
            held: 4.0,
            ..Demand::NONE
        }),
    },
    Subject::example(
        "blur3x3",
        2048 * 2048,
        Bar::Ratio(1.5),
        Demand {
            flops: 9.0,
            divisions: 1.0,
            loads: 4.0,
            stores: 4.0,
            held: 8.0,
            ..Demand::NONE
        },
    ),
    Subject::example(
        "jacobi",
        2048 * 2048,
        Bar::Ratio(1.4),
        Demand {
            flops: 4.0,
            loads: 4.0,
            stores: 4.0,
            held: 8.0,
            ..Demand::NONE
        },
    ),
    Subject::example(
        "nbody",
        2048,
        Bar::Ratio(12.0),
        Demand {
            flops: 18.0,
            divisions: 2.0,
            ..Demand::NONE
        },
    ),
    // Each of three octaves looks up six corners.
    Subject::corpus(
        "ispc",
        "noise",
        4096,
        Bar::Ratio(8.5),
        Asks::Always(Demand {
            flops: 110.0,
            gathers: 18.0,
            stores: 4.0,
            held: 4.0,
            ..Demand::NONE
        }),
    ),
    Subject::corpus(
        "ispc",
        "ambient_occlusion",
        1024,
        Bar::Ratio(8.0),
        Asks::Told(|kernel| {
            // One ray an element, and four more where it hits: a pixel that is not black has been hit.
            let hits = mean_of(kernel, |light| f64::from(u8::from(light > 0.0)));
            let (trace, sample) = (68.0, 26.0 + 2.0 * SIN);
            Demand {
                flops: trace + 22.0 + 4.0 * hits * (trace + sample),
                divisions: 3.0 + 4.0 * hits * 3.0,
                stores: 4.0,
                held: 4.0,
                ..Demand::NONE
            }
        }),
    ),
    Subject::corpus(
        "ispc",
        "volume",
        4096,
        Bar::Ratio(4.0),
        Asks::Told(|_| {
            // The rays cross the cube in about that many steps, each between eight corners.
            const STEPS: f64 = 26.0;
            Demand {
                flops: 42.0 * STEPS,
                gathers: 8.0 * STEPS,
                divisions: 3.0,
                stores: 4.0,
                held: 4.0,
                ..Demand::NONE
            }
        }),
    ),
    // A triangle of 64 steps: a division and three flops for each pair.
    Subject::corpus(
        "ispc",
        "binomial_options",
        4096,
        Bar::Ratio(5.0),
        Asks::Always(Demand {
            flops: 2016.0 * 3.0 + 64.0 * 15.0 + 2.0 * EXP,
            divisions: 2016.0 + 64.0 + 4.0,
            loads: 12.0,
            stores: 4.0,
            held: 16.0,
            ..Demand::NONE
        }),
    ),
    Subject {
        name: "product",
        source: Source::Here(&PRODUCT),
        n: 512,
        bar: Bar::Ratio(30.0),
        fused: false,
        asks: Asks::Always(MULTIPLY_ADD),
    },
    Subject {
        name: "product_contracted",
        source: Source::Here(&CONTRACTED),
        n: 512,
        bar: Bar::Ratio(60.0),
        fused: true,
        asks: Asks::Always(MULTIPLY_ADD),
    },
];

const TOTAL: Demand = Demand {
    flops: EXP + 2.0,
    loads: 4.0,
    held: 4.0,
    ..Demand::NONE
};
const ROW: Demand = Demand {
    flops: EXP + 3.0,
    divisions: 1.0,
    loads: 12.0,
    stores: 8.0,
    held: 8.0,
    ..Demand::NONE
};
const OPTION: Demand = Demand {
    flops: 3.0 * EXP + LN + 46.0,
    divisions: 5.0,
    loads: 12.0,
    stores: 8.0,
    held: 20.0,
    ..Demand::NONE
};
const SAXPY: Demand = Demand {
    flops: 2.0,
    loads: 8.0,
    stores: 4.0,
    held: 8.0,
    ..Demand::NONE
};
const DOT: Demand = Demand {
    flops: 2.0,
    loads: 8.0,
    held: 8.0,
    ..Demand::NONE
};
const MULTIPLY_ADD: Demand = Demand {
    flops: 2.0,
    ..Demand::NONE
};

macro_rules! softmax_case {
    ($kernel:ident) => {
        case! {
            $kernel, |n, data| {}
            arguments {
                cols: usize = n;
                logits: Vec<f32> = data.floats(n, -4.0, 4.0);
                probabilities: Vec<f32> = vec![7.0; n];
            }
            elements n;
            call (*cols, logits, probabilities);
            writes [probabilities];
        }
    };
}

/// One long row.
const SOFTMAX: Case = softmax_case!(softmax);
/// The same with `fast_math`.
const SOFTMAX_FAST: Case = softmax_case!(softmax_fast);
const SUM_EXP_FAST: Case = case! {
    sum_exp_fast, |n, data| {}
    arguments {
        shift: f32 = 0.5;
        x: Vec<f32> = data.terms(n);
    }
    elements n;
    call (*shift, x) -> f32;
    writes [];
};
const BLACK_SCHOLES_FAST: Case = case! {
    black_scholes_fast, |n, data| {}
    arguments {
        rate: f32 = 0.03;
        volatility: f32 = 0.25;
        price: Vec<f32> = data.floats(n, 20.0, 180.0);
        strike: Vec<f32> = data.floats(n, 20.0, 180.0);
        years: Vec<f32> = data.floats(n, 0.25, 5.0);
        call: Vec<f32> = vec![0.0; n];
        put: Vec<f32> = vec![0.0; n];
    }
    elements n;
    call (*rate, *volatility, price, strike, years, call, put);
    writes [call, put];
};

impl Subject {
    const fn example(name: &'static str, n: usize, bar: Bar, demand: Demand) -> Subject {
        Subject {
            name,
            source: Source::Examples,
            n,
            bar,
            fused: false,
            asks: Asks::Always(demand),
        }
    }

    /// A kernel of this package with `fast_math`, against the demand of the accurate one.
    const fn fast(
        name: &'static str,
        case: &'static Case,
        n: usize,
        bar: Bar,
        demand: Demand,
    ) -> Subject {
        Subject {
            name,
            source: Source::Here(case),
            n,
            bar,
            fused: true,
            asks: Asks::Always(demand),
        }
    }

    const fn corpus(
        family: &'static str,
        name: &'static str,
        n: usize,
        bar: Bar,
        asks: Asks,
    ) -> Subject {
        Subject {
            name,
            source: Source::Corpus(family),
            n,
            bar,
            fused: false,
            asks,
        }
    }

    /// The kernel's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The kernel with its arguments' maker, if it is where it should be.
    pub fn case(&self) -> Option<&'static Case> {
        match self.source {
            Source::Examples => Case::named(self.name),
            Source::Corpus(family) => crate::of_corpus(family, self.name),
            Source::Here(case) | Source::There(case, _) => Some(case),
        }
    }

    /// The file of the kernel, from the root of the project.
    pub fn file(&self) -> String {
        match self.source {
            Source::Examples => format!("examples/src/kernels/{}.rs", self.name),
            Source::Corpus(family) => format!("tests/corpus/src/{family}/{}.rs", self.name),
            Source::Here(_) => format!("benches/src/kernels/{}.rs", self.name),
            Source::There(_, file) => file.to_owned(),
        }
    }

    /// What an element demands, given arguments on which the kernel has run.
    pub fn demand(&self, kernel: &dyn Instance) -> Demand {
        match self.asks {
            Asks::Always(demand) => demand,
            Asks::Told(tell) => tell(kernel),
        }
    }
}

/// The mean of what a kernel has written.
fn mean(kernel: &dyn Instance) -> f64 {
    mean_of(kernel, |value| value)
}

/// The mean of something of each value that a kernel has written.
fn mean_of(kernel: &dyn Instance, of: impl Fn(f64) -> f64) -> f64 {
    let outputs = kernel.outputs();
    let values: Vec<f64> = outputs.iter().flat_map(|values| values.numbers()).collect();
    values.iter().map(|&value| of(value)).sum::<f64>() / values.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_subject_is_there() {
        let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        for subject in SUBJECTS {
            assert!(subject.case().is_some(), "{}", subject.name);
            let file = root.join(subject.file());
            assert!(file.is_file(), "{}", file.display());
        }
    }
}
