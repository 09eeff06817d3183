//! An open device.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use wgpu::{Adapter, Device, Features, Limits, Queue, SubmissionIndex};

use super::batch::Batch;
use super::buffers::Pool;
use super::{Calibration, GpuError, Unavailable};
use crate::adapter::{self, AdapterKind};

/// A device that takes longer over nothing is lost.
const PROBE: Duration = Duration::from_secs(5);

/// An open device. Any number of threads may use it at once.
#[derive(Debug)]
pub(crate) struct Gpu {
    pub(super) device: Device,
    pub(super) queue: Queue,
    pub(super) limits: Limits,
    pub(super) features: Features,
    /// The bytes that the arrays of one run may take.
    pub(super) memory: u64,
    /// Whether workgroup memory is faster than any other, and what a workgroup shares goes through it.
    pub(super) stages: bool,
    pub(super) pool: Pool,
    /// Runs that have not been submitted.
    pub(super) batch: Batch,
    /// Submissions that nobody has waited for, the earliest first.
    pub(super) pending: Mutex<VecDeque<SubmissionIndex>>,
    pub(super) calibration: OnceLock<Result<Calibration, GpuError>>,
    info: adapter::Adapter,
    trouble: Arc<Trouble>,
}

/// What the driver reported outside of any call.
#[derive(Debug, Default)]
struct Trouble {
    lost: Mutex<Option<String>>,
    error: Mutex<Option<String>>,
}

impl Gpu {
    pub(super) fn new(
        adapter: &Adapter,
        info: adapter::Adapter,
        memory: u64,
    ) -> Result<Self, wgpu::RequestDeviceError> {
        let wanted = Features::SHADER_F64 | Features::SHADER_INT64;
        let features = adapter.features() & wanted;
        let limits = adapter.limits();
        let (device, queue) =
            pollster::block_on(adapter.request_device(&wgpu::DeviceDescriptor {
                label: Some("kernel"),
                required_features: features,
                required_limits: limits.clone(),
                ..Default::default()
            }))?;
        let trouble = Arc::new(Trouble::default());
        let record = Arc::clone(&trouble);
        device.set_device_lost_callback(move |reason, message| {
            note(&record.lost, format!("{reason:?}: {message}"));
        });
        let record = Arc::clone(&trouble);
        device.on_uncaptured_error(Arc::new(move |error: wgpu::Error| {
            note(&record.error, error.to_string());
        }));
        Ok(Gpu {
            device,
            queue,
            limits,
            features,
            memory,
            stages: stages(info.kind == AdapterKind::Software),
            pool: Pool::default(),
            batch: Batch::default(),
            pending: Mutex::new(VecDeque::new()),
            calibration: OnceLock::new(),
            info,
            trouble,
        })
    }

    /// What the device is.
    pub(crate) fn info(&self) -> &adapter::Adapter {
        &self.info
    }

    /// Whether the device has not been lost.
    pub(super) fn alive(&self) -> Result<(), Unavailable> {
        match &*lock(&self.trouble.lost) {
            None => Ok(()),
            Some(reason) => Err(Unavailable::Lost(reason.clone())),
        }
    }

    /// Does something with the device; what the driver reports meanwhile becomes the error. After a failure the device is probed, so that one
    /// that is of no more use is known as lost.
    pub(super) fn guarded<T>(
        &self,
        work: impl FnOnce() -> Result<T, GpuError>,
    ) -> Result<T, GpuError> {
        let (result, reported) = self.watched(work);
        let failure = match (reported, result) {
            (Some(reported), _) => GpuError::Device(reported),
            (None, Err(failure @ GpuError::Device(_))) => failure,
            (None, result) => {
                self.alive()
                    .map_err(|lost| GpuError::Device(lost.to_string()))?;
                return result;
            }
        };
        self.probe();
        Err(failure)
    }

    /// Does something with the device, and says what the driver reported meanwhile.
    fn watched<T>(&self, work: impl FnOnce() -> T) -> (T, Option<String>) {
        use wgpu::ErrorFilter::{Internal, OutOfMemory, Validation};
        let scopes =
            [OutOfMemory, Internal, Validation].map(|kind| self.device.push_error_scope(kind));
        let result = work();
        // Scopes are a stack: the last one first.
        let mut reported = None;
        for scope in scopes.into_iter().rev() {
            reported = reported.or(pollster::block_on(scope.pop()));
        }
        let reported = reported.map(|error| error.to_string());
        (
            result,
            reported.or_else(|| lock(&self.trouble.error).take()),
        )
    }

    /// Notes the device as lost if it no longer does even nothing.
    fn probe(&self) {
        let (done, reported) = self.watched(|| {
            let nothing = self.device.create_command_encoder(&Default::default());
            self.device.poll(wgpu::PollType::Wait {
                submission_index: Some(self.queue.submit([nothing.finish()])),
                timeout: Some(PROBE),
            })
        });
        if let Some(reason) = reported.or_else(|| done.err().map(|error| error.to_string())) {
            note(&self.trouble.lost, reason);
        }
    }
}

/// Says `on` or `off` where workgroup memory is to be used, or not, whatever the device is.
const STAGING: &str = "KERNEL_GPU_STAGING";

/// Whether what a workgroup shares goes through its memory. On a processor that is memory like any other, and barriers are dear.
fn stages(software: bool) -> bool {
    match std::env::var(STAGING).as_deref() {
        Ok("on") => true,
        Ok("off") => false,
        _ => !software,
    }
}

/// Keeps the first report.
fn note(place: &Mutex<Option<String>>, message: String) {
    lock(place).get_or_insert(message);
}

/// A report is whole whatever happened to the thread that wrote it.
fn lock(place: &Mutex<Option<String>>) -> std::sync::MutexGuard<'_, Option<String>> {
    place.lock().unwrap_or_else(PoisonError::into_inner)
}
