//! What the device costs, from what it measured of itself.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::cache;
use super::contention::Contention;
use super::rates::{Curve, DeviceRates, Rates, size};
use crate::adapter::AdapterKind;
use crate::device::{Calibration, Gpu, GpuError};
use crate::stage::{CLASSES, Class};

/// Changes whenever a device is measured otherwise than before.
const REVISION: u32 = 2;

/// The key of a device's rates.
#[derive(PartialEq, Serialize, Deserialize)]
struct Key {
    revision: u32,
    version: String,
    name: String,
    backend: String,
    driver: String,
}

/// The rates of the device: read from disk, else measured.
pub(crate) fn device(gpu: &'static Gpu) -> Result<&'static DeviceRates, GpuError> {
    static RATES: OnceLock<Result<DeviceRates, GpuError>> = OnceLock::new();
    let known = RATES.get_or_init(|| {
        let info = gpu.info();
        let key = Key {
            revision: REVISION,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            name: info.name.clone(),
            backend: info.backend.clone(),
            driver: info.driver.clone(),
        };
        let folder = cache::folder();
        let stored = folder
            .as_deref()
            .and_then(|folder| cache::load(folder, "gpu", &key))
            .filter(DeviceRates::is_sane);
        if let Some(rates) = stored {
            return Ok(rates);
        }
        let contention = Contention::watch();
        let rates = rates(&gpu.calibration()?, info.kind);
        // What ran beside it has slowed it down, the more if it is a program itself: good enough for now.
        if let Some(folder) = folder.filter(|_| !contention.was_among_drivers()) {
            cache::store(&folder, "gpu", &key, &rates);
        }
        Ok(rates)
    });
    known.as_ref().map_err(GpuError::clone)
}

/// Fills in what was not measured from what was: other classes as multiples of the three that were timed. Transfers were: where host and device share a memory,
/// they take what copies in it take, and need no model of their own.
fn rates(measured: &Calibration, kind: AdapterKind) -> DeviceRates {
    let software = kind == AdapterKind::Software;
    let (float, divide, integer) = (
        1.0 / measured.float,
        1.0 / measured.divide,
        1.0 / measured.integer,
    );
    let mut ops32 = [0.0; CLASSES];
    for class in Class::ALL {
        ops32[class as usize] = match class {
            Class::Add | Class::Mul | Class::MulAdd | Class::Compare | Class::Convert => float,
            Class::Div | Class::Sqrt => divide,
            Class::Integer => integer,
            Class::IntegerMul => 2.0 * integer,
            Class::IntegerDiv => 12.0 * integer,
            Class::Exp | Class::Ln => 15.0 * float,
            Class::Trig | Class::Tanh => 20.0 * float,
            Class::Pow => 40.0 * float,
        };
    }
    // Most cards do 64-bit arithmetic at a small fraction of the rate; a program on the CPU halves its lanes.
    let wide = if software { 2.0 } else { 32.0 };
    let (near, far) = (1.0 / measured.near, 1.0 / measured.memory);
    let by_size = |near: f64, far: f64| {
        Curve(std::array::from_fn(|point| match size(point) <= CACHED {
            true => near.min(far),
            false => far,
        }))
    };
    DeviceRates {
        latency: measured.latency,
        compile: COMPILE,
        upload: 1.0 / measured.upload,
        download: 1.0 / measured.download,
        fill: if software { SOFTWARE_FILL } else { FILL },
        rates: Rates {
            ops32,
            // There are always others to run meanwhile.
            latency: float,
            co_issue: 0.0,
            ops64: ops32.map(|rate| rate * wide),
            stream: by_size(near, far),
            strided: STRIDED_BYTES * near.min(far),
            gather: by_size(SECTOR_BYTES * near, SECTOR_BYTES * far),
        },
    }
}

/// Seconds to make a pipeline: a driver compiles for some ten milliseconds.
const COMPILE: f64 = 20e-3;

/// Points that keep a card busy: some thousands of lanes, each with several invocations to hide latency.
const FILL: f64 = 65536.0;

/// Points that keep a program on the CPU busy: a workgroup for each core.
const SOFTWARE_FILL: f64 = 4096.0;

/// Arrays of so many bytes stay in the caches of any device.
const CACHED: usize = 1 << 20;

/// Bytes that memory moves for one element out of order.
const SECTOR_BYTES: f64 = 32.0;

/// Bytes that memory moves for one element of a strided access, whose neighbours often share a sector.
const STRIDED_BYTES: f64 = 8.0;
