//! Measures the device with one fixed shader: latency, transfers, memory, and the throughput of a few mixes of operations.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::home::Held;
use crate::stage::{Arrays, Scalars, Space};

use super::bindings::Upload;
use super::context::Gpu;
use super::{Calibration, GpuError, Program, Shader};

static PROGRAM: Program = Program::new(Shader {
    text: include_str!("calibrate.wgsl"),
    lengths: &[],
    workgroup: [256, 1, 1],
    points: [1; 3],
    axes: [0, 1, 2],
    staged: false,
    copies: &[],
    needs_f64: false,
    needs_i64: false,
    faults: false,
    partial_bytes: 0,
});

/// Where the device's answers go.
static TARGET: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// Operations that one round of a mix is counted as.
const OPS_PER_ROUND: f64 = 8.0;

/// The bytes of what a read reads.
const ELEMENT: f64 = 4.0;

/// A mix runs until it takes this long, so that the latency does not matter.
const ENOUGH: Duration = Duration::from_millis(8);

/// The runs of which the shortest counts: one alone may have had to wait for a core.
const RUNS: usize = 3;

/// The share of the longer of two times that their difference is at least taken for: where noise hides it, nothing is endlessly fast.
const LEAST: f64 = 0.05;

/// Elements of the arrays of the arithmetic mixes: enough to fill a large device.
const BUSY: usize = 1 << 16;

/// How much longer one time is than another, in seconds.
fn difference(more: f64, less: f64) -> f64 {
    (more - less).max(LEAST * more)
}

/// What the shader can be told to do.
#[derive(Clone, Copy)]
enum Mix {
    Stream,
    Float,
    Divide,
    Integer,
    Near,
}

impl Gpu {
    /// What the device does, measured at the first call in well under a second.
    pub(crate) fn calibration(&'static self) -> Result<Calibration, GpuError> {
        self.calibration
            .get_or_init(|| self.guarded(|| self.calibrate()))
            .clone()
    }

    fn calibrate(&'static self) -> Result<Calibration, GpuError> {
        // The first run compiles.
        self.time(Mix::Stream, 256, 0, 1)?;
        let latency = self.time(Mix::Stream, 256, 0, 8)?.as_secs_f64();
        let (upload, download, memory) = self.transfers(latency)?;
        Ok(Calibration {
            latency,
            upload,
            download,
            memory,
            near: ELEMENT * self.throughput(Mix::Near, latency)?,
            float: self.throughput(Mix::Float, latency)?,
            divide: self.throughput(Mix::Divide, latency)?,
            integer: self.throughput(Mix::Integer, latency)?,
        })
    }

    /// Bytes per second to, from, and within the device.
    fn transfers(&'static self, latency: f64) -> Result<(f64, f64, f64), GpuError> {
        let most = self.limits.max_storage_buffer_binding_size / 2;
        let source = vec![1; most.min(16 << 20) as usize / 4];
        let len = source.len();
        // Runs that fetch an array, that bring one as well, and that also stream it.
        let fetches = self.fastest(RUNS, || self.stage(Mix::Stream, &source[..256], len, 0, 0))?;
        let brings = self.fastest(RUNS, || self.stage(Mix::Stream, &source, len, 0, 0))?;
        let streams = self.fastest(RUNS, || self.stage(Mix::Stream, &source, len, len, 0))?;
        let size = 4.0 * len as f64;
        let rate = |bytes: f64, more: f64, less: f64| bytes / difference(more, less);
        Ok((
            rate(size, brings, fetches),
            rate(size, fetches, latency),
            rate(2.0 * size, streams, brings),
        ))
    }

    /// Operations per second of a mix: the rounds grow until the time says something.
    fn throughput(&'static self, mix: Mix, latency: f64) -> Result<f64, GpuError> {
        let mut rounds = 16;
        loop {
            let time = self.time(mix, BUSY, rounds, RUNS)?;
            if time >= ENOUGH || rounds >= 1 << 20 {
                let seconds = difference(time.as_secs_f64(), latency);
                return Ok(OPS_PER_ROUND * f64::from(rounds) * BUSY as f64 / seconds);
            }
            rounds *= 4;
        }
    }

    /// The shortest of some runs over that many elements, without the transfers of large arrays.
    fn time(
        &'static self,
        mix: Mix,
        len: usize,
        rounds: u32,
        runs: usize,
    ) -> Result<Duration, GpuError> {
        let source = vec![1; len];
        let seconds = self.fastest(runs, || self.stage(mix, &source, len, len, rounds))?;
        Ok(Duration::from_secs_f64(seconds))
    }

    fn fastest(
        &self,
        runs: usize,
        mut run: impl FnMut() -> Result<(), GpuError>,
    ) -> Result<f64, GpuError> {
        let mut best = f64::INFINITY;
        for _ in 0..runs {
            let start = Instant::now();
            run()?;
            best = best.min(start.elapsed().as_secs_f64());
        }
        Ok(best)
    }

    /// One run: brings `source`, runs over `points`, fetches `len` elements to where they would go.
    fn stage(
        &'static self,
        mix: Mix,
        source: &[u32],
        len: usize,
        points: usize,
        rounds: u32,
    ) -> Result<(), GpuError> {
        // The device writes it, so that its content here never matters.
        let written = vec![0u32; len];
        let mut upload = Upload::new(self);
        upload.scalar(&(mix as u32).to_le_bytes());
        upload.scalar(&rounds.to_le_bytes());
        upload.read(Held::of(source));
        let mut target = TARGET.lock().unwrap_or_else(PoisonError::into_inner);
        // Grown only: fresh pages would be timed as well.
        if target.len() < len {
            target.resize(len, 0);
        }
        upload.write(Held::of(&written), false);
        let space = Space::new([points]);
        let answer = self.execute(&PROGRAM, &upload, &space, &mut || ())?;
        let target: &mut [u8] = bytemuck::cast_slice_mut(&mut target[..len]);
        let bytes = target.len();
        target.copy_from_slice(&answer.arrays()[..bytes]);
        Ok(())
    }
}
