//! Measures the device with one fixed shader: latency, transfers, memory, and the throughput of a few mixes of operations.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::stage::{Bind, Space};

use super::bindings::{Download, Upload};
use super::context::Gpu;
use super::{Calibration, GpuError, Program, Shader};

static PROGRAM: Program = Program::new(Shader {
    text: include_str!("calibrate.wgsl"),
    lengths: &[],
    workgroup: [256, 1, 1],
    axes: [0, 1, 2],
    needs_f64: false,
    needs_i64: false,
    partial_bytes: 0,
});

/// Where the device's answers go.
static TARGET: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Operations that one round of a mix is counted as.
const OPS_PER_ROUND: f64 = 8.0;

/// A mix runs until it takes this long, so that the latency does not matter.
const ENOUGH: Duration = Duration::from_millis(8);

/// The least difference of two times that is believed, in seconds.
const LEAST: f64 = 1e-6;

/// Elements of the arrays of the arithmetic mixes: enough to fill a large device.
const BUSY: usize = 1 << 16;

/// What the shader can be told to do.
#[derive(Clone, Copy)]
enum Mix {
    Stream,
    Float,
    Divide,
    Integer,
}

impl Gpu {
    /// What the device does, measured at the first call in well under a second.
    pub(crate) fn calibration(&self) -> Result<Calibration, GpuError> {
        self.calibration
            .get_or_init(|| self.guarded(|| self.calibrate()))
            .clone()
    }

    fn calibrate(&self) -> Result<Calibration, GpuError> {
        // The first run compiles.
        self.time(Mix::Stream, 256, 0, 1)?;
        let latency = self.time(Mix::Stream, 256, 0, 8)?.as_secs_f64();
        let (upload, download, memory) = self.transfers(latency)?;
        Ok(Calibration {
            latency,
            upload,
            download,
            memory,
            float: self.throughput(Mix::Float, latency)?,
            divide: self.throughput(Mix::Divide, latency)?,
            integer: self.throughput(Mix::Integer, latency)?,
        })
    }

    /// Bytes per second to, from, and within the device.
    fn transfers(&self, latency: f64) -> Result<(f64, f64, f64), GpuError> {
        let most = self.limits.max_storage_buffer_binding_size / 2;
        let bytes = vec![1; most.min(16 << 20) as usize];
        let len = bytes.len() / 4;
        // Runs that fetch an array, that bring one as well, and that also stream it.
        let fetches = self.fastest(3, || self.stage(Mix::Stream, &bytes[..1024], len, 0, 0))?;
        let brings = self.fastest(3, || self.stage(Mix::Stream, &bytes, len, 0, 0))?;
        let streams = self.fastest(3, || self.stage(Mix::Stream, &bytes, len, len, 0))?;
        let size = bytes.len() as f64;
        let rate = |bytes: f64, more: f64, less: f64| bytes / (more - less).max(LEAST);
        Ok((
            rate(size, brings, fetches),
            rate(size, fetches, latency),
            rate(2.0 * size, streams, brings),
        ))
    }

    /// Operations per second of a mix: the rounds grow until the time says something.
    fn throughput(&self, mix: Mix, latency: f64) -> Result<f64, GpuError> {
        let mut rounds = 16;
        loop {
            let time = self.time(mix, BUSY, rounds, 1)?;
            if time >= ENOUGH || rounds >= 1 << 20 {
                let seconds = (time.as_secs_f64() - latency).max(LEAST);
                return Ok(OPS_PER_ROUND * f64::from(rounds) * BUSY as f64 / seconds);
            }
            rounds *= 4;
        }
    }

    /// The shortest of some runs over that many elements, without the transfers of large arrays.
    fn time(&self, mix: Mix, len: usize, rounds: u32, runs: usize) -> Result<Duration, GpuError> {
        let bytes = vec![1; len * 4];
        let seconds = self.fastest(runs, || self.stage(mix, &bytes, len, len, rounds))?;
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
        &self,
        mix: Mix,
        source: &[u8],
        len: usize,
        points: usize,
        rounds: u32,
    ) -> Result<(), GpuError> {
        let mut upload = Upload::new(self);
        upload.scalar(&(mix as u32).to_le_bytes());
        upload.scalar(&rounds.to_le_bytes());
        upload.read(source, source.len() / 4);
        let mut target = TARGET.lock().unwrap_or_else(PoisonError::into_inner);
        // Grown only: fresh pages would be timed as well.
        if target.len() < len * 4 {
            target.resize(len * 4, 0);
        }
        let target = &mut target[..len * 4];
        upload.write(target, len, false);
        let space = Space::new([points]);
        self.execute(&PROGRAM, &upload, &space, |answer| {
            let from = answer.arrays();
            Download { from }.write(target, len, false);
            Ok(())
        })
    }
}
