//! Stages written by hand, for tests: what the macro would generate, one point at a time.

use crate::arguments::{In, Out};
use crate::fingerprint::Fingerprint;
use crate::kernel::{Definition, Kernel, KernelClass, Site, SiteKind};
use crate::simd::Isa;
use crate::stage::{Arrays, Class, Fault, Reaches, Scalars, Space, Stage, Work};
use crate::whereabouts::Whereabouts;

/// A kernel without a shader and with one site of each kind.
pub(crate) static KERNEL: Kernel = Kernel::new(Definition {
    name: "sample",
    module_path: "tests",
    file: "src/sample.rs",
    line: 10,
    plan: "",
    cost: "",
    class: KernelClass::Parallel,
    shaders: &[Err("the kernel has no shader")],
    sites: &[Site {
        file: "src/sample.rs",
        line: 12,
        kind: SiteKind::Index {
            array: "x",
            text: "p[i] as usize",
        },
    }],
});

/// `y[i] = x[p[i]]` over a box of two dimensions, the second of which is the lanes'.
#[derive(Clone, Copy)]
pub(crate) struct Gather<'a> {
    pub(crate) sizes: [usize; 2],
    pub(crate) p: In<'a, u32>,
    pub(crate) x: In<'a, u32>,
    pub(crate) y: Out<'a, u32>,
}

// SAFETY: `check` makes sure that `p` and `y` have the box's number of elements, and `run` compares each index with `x`'s length; point
// `(i, j)` writes its own element only.
unsafe impl Stage for Gather<'_> {
    type Partial = ();
    const NUMBER: usize = 0;
    const REDUCES: bool = false;
    const DIMS: usize = 2;
    const LANES: Option<usize> = Some(1);

    fn space(&self) -> Space {
        Space::new(self.sizes)
    }

    fn check(&self) -> Result<(), Fault> {
        let needed = self.sizes[0] * self.sizes[1];
        let len = self.p.len().min(self.y.len());
        if needed > len {
            let index = needed as i128 - 1;
            return Err(Fault::Index {
                site: 0,
                index,
                len,
            });
        }
        Ok(())
    }

    fn work(&self) -> Work {
        let points = (self.sizes[0] * self.sizes[1]) as f64;
        Work {
            points,
            gathered: points,
            contiguous: 8.0 * points,
            streamed: 8.0 * points,
            scattered: 4.0 * points,
            footprint: 8.0 * points,
            ..Work::NONE
        }
    }

    fn fingerprint(&self) -> Option<Fingerprint> {
        Some(Fingerprint::of(self.sizes.map(|size| size as u64)))
    }

    unsafe fn run(&self, _isa: Isa, part: &Space) -> Result<(), Fault> {
        for i in part.lo[0]..part.hi[0] {
            for j in part.lo[1]..part.hi[1] {
                let at = i * self.sizes[1] + j;
                // SAFETY: `check` has made sure of `at`.
                let index = unsafe { self.p.ptr().add(at).read() } as usize;
                if index >= self.x.len() {
                    return Err(Fault::Index {
                        site: 0,
                        index: index as i128,
                        len: self.x.len(),
                    });
                }
                // SAFETY: `check` has made sure of `at`, the line above of `index`.
                unsafe { self.y.ptr().add(at).write(*self.x.ptr().add(index)) };
            }
        }
        Ok(())
    }

    fn identity() {}

    fn combine((): (), (): ()) {}

    fn roams(&self) -> bool {
        self.p.roams() || self.x.roams() || self.y.roams()
    }

    fn whereabouts(&self) -> Whereabouts {
        self.p.whereabouts() | self.x.whereabouts() | self.y.whereabouts()
    }

    fn arrays<'a>(&'a self, arrays: &mut dyn Arrays<'a>) {
        arrays.read(self.p.held());
        arrays.read(self.x.held());
        // SAFETY: the tests hold the one stage of their arrays.
        arrays.write(unsafe { self.y.held() }, true);
    }

    fn reach(&self, part: &Space, reaches: &mut dyn Reaches) {
        if part.is_empty() {
            return;
        }
        let at = |row: usize, column: usize| row * self.sizes[1] + column;
        let touched = at(part.lo[0], part.lo[1])..at(part.hi[0] - 1, part.hi[1] - 1) + 1;
        reaches.read(0, touched.clone());
        if self.x.len() > 0 {
            reaches.read(1, 0..self.x.len());
        }
        reaches.write(2, touched);
    }

    fn scalars(&self, _scalars: &mut dyn Scalars) {}

    fn read_partial(_bytes: &[u8]) {}
}

/// The sum of `x`.
#[derive(Clone, Copy)]
pub(crate) struct Sum<'a> {
    pub(crate) x: In<'a, f32>,
}

// SAFETY: the box is the array.
unsafe impl Stage for Sum<'_> {
    type Partial = (f32,);
    const NUMBER: usize = 0;
    const REDUCES: bool = true;
    const BLOCK: usize = 256;
    const DIMS: usize = 1;
    const LANES: Option<usize> = Some(0);

    fn space(&self) -> Space {
        Space::new([self.x.len()])
    }

    fn check(&self) -> Result<(), Fault> {
        Ok(())
    }

    fn work(&self) -> Work {
        let points = self.x.len() as f64;
        let mut work = Work {
            points,
            contiguous: 4.0 * points,
            streamed: 4.0 * points,
            footprint: 4.0 * points,
            reads: 4.0 * points,
            ..Work::NONE
        };
        work.ops32[Class::Add as usize] = points;
        work
    }

    fn fingerprint(&self) -> Option<Fingerprint> {
        Some(Fingerprint::of([self.x.len() as u64]))
    }

    unsafe fn run(&self, _isa: Isa, part: &Space) -> Result<(f32,), Fault> {
        let mut sum = 0.0;
        for i in part.lo[0]..part.hi[0] {
            // SAFETY: the part lies within the box, which is the array.
            sum += unsafe { self.x.ptr().add(i).read() };
        }
        Ok((sum,))
    }

    fn identity() -> (f32,) {
        (0.0,)
    }

    fn combine(first: (f32,), second: (f32,)) -> (f32,) {
        (first.0 + second.0,)
    }

    fn roams(&self) -> bool {
        self.x.roams()
    }

    fn arrays<'a>(&'a self, arrays: &mut dyn Arrays<'a>) {
        arrays.read(self.x.held());
    }

    fn reach(&self, part: &Space, reaches: &mut dyn Reaches) {
        if !part.is_empty() {
            reaches.read(0, part.lo[0]..part.hi[0]);
        }
    }

    fn scalars(&self, _scalars: &mut dyn Scalars) {}

    #[cfg(feature = "mpi")]
    const WORDS: usize = 1;

    #[cfg(feature = "mpi")]
    fn pack(partial: (f32,), words: &mut Vec<u64>) {
        words.push(partial.0.to_bits().into());
    }

    #[cfg(feature = "mpi")]
    fn unpack(words: &mut dyn Iterator<Item = u64>) -> (f32,) {
        (f32::from_bits(words.next().unwrap_or_default() as u32),)
    }

    fn read_partial(bytes: &[u8]) -> (f32,) {
        (bytemuck::pod_read_unaligned(bytes),)
    }
}
