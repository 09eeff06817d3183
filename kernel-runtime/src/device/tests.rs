//! Runs hand-written shaders on whatever device there is. Without one the tests pass as skipped, unless `KERNEL_REQUIRE_GPU=1` says
//! that there must be one.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::arguments::{In, Out};
use crate::simd::Isa;
use crate::stage::{Arrays, Fault, Reaches, Scalars, Space, Stage, Work};

use super::{Brought, Gpu, GpuError, Ineligible, Making, Program, Shader, status};

/// What a generated stage would be: `y[i] = f(a, x[i], y[i])`, with a sum as the partial value.
#[derive(Clone, Copy)]
struct Fixture<'a> {
    a: f32,
    x: In<'a, f32>,
    y: Out<'a, f32>,
}

// SAFETY: it never runs on the CPU.
unsafe impl Stage for Fixture<'_> {
    type Partial = f32;
    const NUMBER: usize = 0;
    const REDUCES: bool = true;
    const DIMS: usize = 1;
    const LANES: Option<usize> = Some(0);

    fn space(&self) -> Space {
        Space::new([self.y.len()])
    }

    fn check(&self) -> Result<(), Fault> {
        Ok(())
    }

    fn work(&self) -> Work {
        unreachable!("no test asks for it")
    }

    unsafe fn run(&self, _isa: Isa, _part: &Space) -> Result<f32, Fault> {
        unreachable!("no test runs it on the CPU")
    }

    fn identity() -> f32 {
        0.0
    }

    fn combine(first: f32, second: f32) -> f32 {
        first + second
    }

    fn roams(&self) -> bool {
        self.x.roams() || self.y.roams()
    }

    fn arrays<'a>(&'a self, arrays: &mut dyn Arrays<'a>) {
        arrays.read(self.x.held());
        // SAFETY: the test holds the one stage of its arrays.
        arrays.write(unsafe { self.y.held() }, true);
    }

    fn reach(&self, _part: &Space, _reaches: &mut dyn Reaches) {
        unreachable!("no test divides it")
    }

    fn scalars(&self, scalars: &mut dyn Scalars) {
        scalars.scalar(&self.a.to_le_bytes());
    }

    fn read_partial(bytes: &[u8]) -> f32 {
        f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
    }
}

const fn shader(text: &'static str) -> Shader {
    Shader {
        text,
        lengths: &[],
        workgroup: [64, 1, 1],
        points: [1; 3],
        axes: [0, 1, 2],
        staged: false,
        copies: &[],
        needs_f64: false,
        needs_i64: false,
        faults: true,
        partial_bytes: 4,
    }
}

/// Bindings, and a loop over the invocation's points; each test adds the function `point`.
macro_rules! text {
    ($point:literal) => {
        concat!(
            "struct Params { lo: u32, lo1: u32, lo2: u32, hi: u32, hi1: u32, hi2: u32,
                zero: u32, len_x: u32, len_y: u32, a: f32 }
            @group(0) @binding(0) var<uniform> P: Params;
            @group(0) @binding(1) var<storage, read> x: array<f32>;
            @group(0) @binding(2) var<storage, read_write> y: array<f32>;
            struct Fault { claimed: atomic<u32>, words: array<u32, 7> }
            @group(0) @binding(3) var<storage, read_write> fault: Fault;
            @group(0) @binding(4) var<storage, read_write> partials: array<f32>;
            var<workgroup> tree: array<f32, 64>;
            var<private> sum: f32;
            @compute @workgroup_size(64)
            fn main(@builtin(global_invocation_id) id: vec3<u32>,
                    @builtin(workgroup_id) group: vec3<u32>,
                    @builtin(local_invocation_index) local: u32,
                    @builtin(num_workgroups) groups: vec3<u32>) {
                for (var i = id.x + P.lo; i < P.hi; i += groups.x * 64u) { point(i); }
                tree[local] = sum;
                workgroupBarrier();
                for (var half = 32u; half > 0u; half /= 2u) {
                    if (local < half) { tree[local] += tree[local + half]; }
                    workgroupBarrier();
                }
                if (local == 0u) { partials[group.x] = tree[0]; }
            }
            fn point(i: u32) {",
            $point,
            "}"
        )
    };
}

/// The device, or nothing where the test may be skipped.
pub(super) fn gpu() -> Option<&'static Gpu> {
    match status() {
        Ok(gpu) => Some(gpu),
        Err(reason) if std::env::var_os("KERNEL_REQUIRE_GPU").is_some_and(|v| v == "1") => {
            panic!("KERNEL_REQUIRE_GPU=1, but {reason}")
        }
        Err(reason) => {
            eprintln!("skipped: {reason}");
            None
        }
    }
}

/// Runs a shader over `x` and `y` of that length and returns `y` with the outcome.
fn run(program: &Program, n: usize) -> Option<(Vec<f32>, Result<f32, GpuError>)> {
    let gpu = gpu()?;
    let x: Vec<f32> = (0..n).map(|i| i as f32).collect();
    let mut y = vec![1.0; n];
    let stage = Fixture {
        a: 2.0,
        x: In::new(&x),
        y: Out::new(&mut y),
    };
    let result = gpu.run(program, &stage);
    Some((y, result))
}

static SAXPY: Program = Program::new(shader(text!("y[i] += P.a * x[i]; sum += 1.0;")));

#[test]
fn a_stage_runs_at_every_size() {
    for n in [0, 1, 63, 64, 65, 1000, 100_000] {
        let Some((y, result)) = run(&SAXPY, n) else {
            return;
        };
        assert_eq!(result, Ok(n as f32));
        let right = (0..n).map(|i| 2.0 * i as f32 + 1.0);
        assert!(y.into_iter().eq(right), "n = {n}");
    }
}

#[test]
fn threads_share_the_device() {
    std::thread::scope(|scope| {
        for n in [100, 1000, 5000, 10_000] {
            scope.spawn(move || {
                for _ in 0..4 {
                    if let Some((y, result)) = run(&SAXPY, n) {
                        assert_eq!(result, Ok(n as f32));
                        assert_eq!(y[n - 1], 2.0 * (n - 1) as f32 + 1.0);
                    }
                }
            });
        }
    });
}

static FAULTY: Program = Program::new(shader(text!(
    "y[i] = 7.0;
     if (i == 70u && atomicExchange(&fault.claimed, 1u) == 0u) {
         fault.words[0] = 0u; fault.words[1] = 5u; fault.words[3] = 99u; fault.words[6] = P.len_x;
     }"
)));

#[test]
fn a_fault_leaves_the_arrays_as_they_were() {
    let Some((y, result)) = run(&FAULTY, 100) else {
        return;
    };
    let (site, index, len) = (5, 99, 100);
    assert_eq!(
        result,
        Err(GpuError::Fault(Fault::Index { site, index, len }))
    );
    assert!(y.iter().all(|&y| y == 1.0));
}

static BROKEN: Program = Program::new(shader("this is not WGSL"));

#[test]
fn a_failure_is_an_error_and_the_device_goes_on() {
    for _ in 0..2 {
        let Some((y, result)) = run(&BROKEN, 10) else {
            return;
        };
        assert!(matches!(result, Err(GpuError::Device(_))), "{result:?}");
        assert!(y.iter().all(|&y| y == 1.0));
    }
    let Some((_, result)) = run(&SAXPY, 10) else {
        return;
    };
    assert_eq!(result, Ok(10.0));
}

static QUIET: Program = Program::new(shader(text!("y[i] = 3.0 * x[i];")));

/// What came of a making, from the thread that made it.
static OUTCOMES: Mutex<Vec<Result<(), GpuError>>> = Mutex::new(Vec::new());

/// Has a pipeline made beside this thread, and waits until it says so.
fn made_beside(gpu: &'static Gpu, program: &'static Program) -> Result<(), GpuError> {
    assert_eq!(gpu.making(program, Brought::Whole), Ok(Making::Missing));
    let (x, mut y) = ([1.0], [1.0]);
    let stage = Fixture {
        a: 1.0,
        x: In::new(&x),
        y: Out::new(&mut y),
    };
    // Other tests wait for their outcomes too.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let done = |made| OUTCOMES.lock().expect("nobody panics").push(made);
    gpu.make(program, Brought::Whole, &stage, done);
    // The second call finds that it has been begun, or is there.
    gpu.make(program, Brought::Whole, &stage, done);
    assert_ne!(gpu.making(program, Brought::Whole), Ok(Making::Missing));
    let begin = Instant::now();
    loop {
        if let Some(outcome) = OUTCOMES.lock().expect("nobody panics").pop() {
            return outcome;
        }
        assert!(begin.elapsed() < Duration::from_secs(30), "nobody makes it");
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_pipeline_is_made_beside_the_caller() {
    let Some(gpu) = gpu() else { return };
    assert_eq!(made_beside(gpu, &QUIET), Ok(()));
    assert_eq!(gpu.making(&QUIET, Brought::Whole), Ok(Making::Done));
    assert_eq!(
        gpu.making(&QUIET, Brought::InWindows),
        Ok(Making::Missing),
        "that is another one"
    );
    let Some((y, result)) = run(&QUIET, 10) else {
        return;
    };
    assert_eq!((y[9], result), (27.0, Ok(0.0)));
}

static CROOKED: Program = Program::new(shader("nor is this WGSL"));

#[test]
fn a_pipeline_that_is_refused_is_not_tried_again() {
    let Some(gpu) = gpu() else { return };
    let refused = made_beside(gpu, &CROOKED).expect_err("it is no shader");
    assert_eq!(gpu.making(&CROOKED, Brought::Whole), Err(refused.clone()));
    let Some((_, result)) = run(&CROOKED, 10) else {
        return;
    };
    assert_eq!(result, Err(refused));
}

static AWAITED: [Program; 3] = [const { Program::new(shader(text!("y[i] = x[i] + P.a;"))) }; 3];

#[test]
fn who_pins_a_stage_to_the_device_waits_for_its_pipeline() {
    let Some(gpu) = gpu() else { return };
    for program in &AWAITED {
        let (x, mut y) = ([1.0], [1.0]);
        let stage = Fixture {
            a: 1.0,
            x: In::new(&x),
            y: Out::new(&mut y),
        };
        gpu.make(program, Brought::Whole, &stage, |_| {});
        assert_eq!(gpu.run(program, &stage), Ok(0.0));
        assert_eq!(y, [2.0]);
    }
}

#[test]
fn what_does_not_fit_is_said_before() {
    let Some(gpu) = gpu() else { return };
    let program = Program::new(Shader {
        workgroup: [1 << 15, 1, 1],
        ..SAXPY.shader
    });
    let (x, mut y) = ([1.0], [1.0]);
    let stage = Fixture {
        a: 1.0,
        x: In::new(&x),
        y: Out::new(&mut y),
    };
    assert_eq!(gpu.eligible(&SAXPY, &stage), Ok(Brought::Whole));
    let refused = gpu.eligible(&program, &stage);
    assert!(
        matches!(refused, Err(Ineligible::Workgroup { .. })),
        "{refused:?}"
    );
}

#[test]
fn the_calibration_is_plausible() {
    let Some(gpu) = gpu() else { return };
    let measured = gpu.calibration().expect("the fixed shader runs");
    eprintln!("{:?}\n{measured:?}", gpu.info());
    assert!(measured.latency > 0.0 && measured.latency < 1.0);
    let rates = [
        measured.upload,
        measured.download,
        measured.memory,
        measured.near,
        measured.float,
        measured.divide,
        measured.integer,
    ];
    assert!(
        rates.iter().all(|&rate| rate > 1e6 && rate < 1e16),
        "{measured:?}"
    );
}
