//! What a decision costs: that of a stage with a blur's work, made by hand so that nothing but deciding is timed.

use std::hint::black_box;
use std::time::Instant;

use kernel_runtime::private::{
    Arrays, Class, Definition, Fault, Fingerprint, Kernel, KernelClass, Reaches, Scalars, Space,
    Stage, Work, decide,
};
use kernel_runtime::{Isa, Policy, set_policy};

use super::percentiles::percentile;

/// The decisions that are timed one by one.
const DECISIONS: usize = 20_000;

/// The sizes among which decisions jump about.
const SIZES: usize = 24;

static KERNEL: Kernel = Kernel::new(Definition {
    name: "decided",
    module_path: module_path!(),
    file: file!(),
    line: line!(),
    plan: "",
    cost: "",
    class: KernelClass::Parallel,
    shaders: &[Err("it is only decided on")],
    sites: &[],
});

/// A box of that width and height, with nothing to do.
#[derive(Clone, Copy)]
struct Blur {
    width: usize,
    height: usize,
}

// SAFETY: it touches nothing.
unsafe impl Stage for Blur {
    type Partial = ();
    const NUMBER: usize = 0;
    const REDUCES: bool = false;
    const DIMS: usize = 2;
    const LANES: Option<usize> = Some(1);

    fn space(&self) -> Space {
        Space::new([self.height, self.width])
    }

    fn check(&self) -> Result<(), Fault> {
        Ok(())
    }

    fn work(&self) -> Work {
        let inner = (self.width as f64 - 2.0).max(0.0) * (self.height as f64 - 2.0).max(0.0);
        let mut work = Work {
            points: inner,
            contiguous: 40.0 * inner,
            streamed: 8.0 * inner,
            footprint: 8.0 * self.width as f64 * self.height as f64,
            reads: 4.0 * self.width as f64 * self.height as f64,
            writes: 4.0 * self.width as f64 * self.height as f64,
            ..Work::NONE
        };
        work.ops32[Class::Add as usize] = 8.0 * inner;
        work.ops32[Class::Div as usize] = inner;
        work
    }

    #[inline(always)]
    fn fingerprint(&self) -> Option<Fingerprint> {
        Some(Fingerprint::of([self.width as u64, self.height as u64]))
    }

    unsafe fn run(&self, _: Isa, _: &Space) -> Result<(), Fault> {
        Ok(())
    }

    fn identity() {}

    fn combine((): (), (): ()) {}

    fn roams(&self) -> bool {
        false
    }

    fn arrays<'a>(&'a self, _: &mut dyn Arrays<'a>) {}

    fn reach(&self, _: &Space, _: &mut dyn Reaches) {}

    fn scalars(&self, _: &mut dyn Scalars) {}

    fn read_partial(_: &[u8]) {}
}

/// Nanoseconds of a decision: the median and the 99th percentile over sizes that jump about, first met ones among them, and the mean over one size
/// again and again.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    /// The median.
    pub p50: f64,
    /// The 99th percentile.
    pub p99: f64,
    /// Of the same size again.
    pub repeat: f64,
}

impl Decision {
    /// Measures. The profile must be known.
    pub fn measure() -> Decision {
        set_policy(Policy::Adaptive);
        let sizes: Vec<Blur> = (0..SIZES)
            .map(|step| {
                let side = (64.0 * 1.19f64.powi(step as i32)) as usize;
                Blur {
                    width: side,
                    height: side,
                }
            })
            .collect();
        let clock = percentile(&timed(|_| ()), 0.5);
        let mut random = 1u32;
        let times = timed(|turn| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let stage = &sizes[random as usize / 65_536 % SIZES];
            // Now and then everything has to be decided anew.
            if turn % 4096 == 4095 {
                set_policy(Policy::Adaptive);
            }
            black_box(decide(&KERNEL, black_box(stage)));
        });
        let one = &sizes[SIZES / 2];
        let begin = Instant::now();
        for _ in 0..DECISIONS {
            black_box(decide(&KERNEL, black_box(one)));
        }
        let repeat = begin.elapsed().as_secs_f64() * 1e9 / DECISIONS as f64;
        Decision {
            p50: percentile(&times, 0.5) - clock,
            p99: percentile(&times, 0.99) - clock,
            repeat,
        }
    }
}

/// Nanoseconds of each turn, with those of the clock.
fn timed(mut turn: impl FnMut(usize)) -> Vec<f64> {
    let nanoseconds = |number| {
        let begin = Instant::now();
        turn(number);
        begin.elapsed().as_secs_f64() * 1e9
    };
    (0..DECISIONS).map(nanoseconds).collect()
}
