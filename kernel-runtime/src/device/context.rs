//! The one device of the process.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use wgpu::{Adapter, Backends, Device, DeviceType, Features, Instance, Limits, Queue};

use super::buffers::Pool;
use super::{Calibration, GpuError, Info, Unavailable};

/// Names the adapter by a part of its name or driver, or `off`.
const CHOICE: &str = "KERNEL_GPU";

/// An open device. Any number of threads may use it at once.
#[derive(Debug)]
pub(crate) struct Gpu {
    pub(super) device: Device,
    pub(super) queue: Queue,
    pub(super) limits: Limits,
    pub(super) features: Features,
    pub(super) pool: Pool,
    pub(super) calibration: OnceLock<Result<Calibration, GpuError>>,
    info: Info,
    trouble: Arc<Trouble>,
}

/// What the driver reported outside of any call.
#[derive(Debug, Default)]
struct Trouble {
    lost: Mutex<Option<String>>,
    error: Mutex<Option<String>>,
}

/// Opens the device at the first call. Later calls cost a few nanoseconds.
pub(crate) fn status() -> Result<&'static Gpu, Unavailable> {
    static GPU: OnceLock<Result<Gpu, Unavailable>> = OnceLock::new();
    match GPU.get_or_init(|| open(std::env::var(CHOICE).ok().as_deref())) {
        Ok(gpu) => gpu.alive().map(|()| gpu),
        Err(reason) => Err(reason.clone()),
    }
}

/// Opens the best adapter that matches the choice and gives a device.
fn open(choice: Option<&str>) -> Result<Gpu, Unavailable> {
    let choice = choice.map(str::trim).filter(|choice| !choice.is_empty());
    if choice.is_some_and(|choice| choice.eq_ignore_ascii_case("off")) {
        return Err(Unavailable::Off);
    }
    if Instance::enabled_backend_features().is_empty() {
        return Err(Unavailable::NoAdapter);
    }
    let mut description = wgpu::InstanceDescriptor::new_without_display_handle();
    // The shaders are ours and were validated when they were compiled: no validation layers, even in debug builds.
    description.flags = wgpu::InstanceFlags::empty();
    let instance = Instance::new(description);
    let mut adapters = pollster::block_on(instance.enumerate_adapters(Backends::all()));
    if adapters.is_empty() {
        return Err(Unavailable::NoAdapter);
    }
    if let Some(wanted) = choice {
        let found: Vec<String> = adapters.iter().map(title).collect();
        adapters.retain(|adapter| {
            title(adapter)
                .to_lowercase()
                .contains(&wanted.to_lowercase())
        });
        if adapters.is_empty() {
            return Err(Unavailable::NoMatch {
                wanted: wanted.to_owned(),
                found: found.join(", "),
            });
        }
    }
    adapters.sort_by_key(|adapter| rank(adapter.get_info().device_type));
    let mut refusals = Vec::new();
    for adapter in &adapters {
        match Gpu::new(adapter) {
            Ok(gpu) => return Ok(gpu),
            Err(refusal) => refusals.push(refusal.to_string()),
        }
    }
    Err(Unavailable::Refused(refusals.join("; ")))
}

/// How an adapter is called in messages and matched by the choice.
fn title(adapter: &Adapter) -> String {
    let info = adapter.get_info();
    format!("{} ({})", info.name, info.driver)
}

/// The order of preference.
fn rank(kind: DeviceType) -> u8 {
    match kind {
        DeviceType::DiscreteGpu => 0,
        DeviceType::IntegratedGpu => 1,
        DeviceType::VirtualGpu => 2,
        DeviceType::Other => 3,
        DeviceType::Cpu => 4,
    }
}

impl Gpu {
    fn new(adapter: &Adapter) -> Result<Self, wgpu::RequestDeviceError> {
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
        let about = adapter.get_info();
        Ok(Gpu {
            device,
            queue,
            limits,
            features,
            pool: Pool::default(),
            calibration: OnceLock::new(),
            info: Info {
                name: about.name,
                backend: about.backend.to_string(),
                driver: format!("{} {}", about.driver, about.driver_info)
                    .trim()
                    .to_owned(),
                software: about.device_type == DeviceType::Cpu,
            },
            trouble,
        })
    }

    /// What the device is.
    pub(crate) fn info(&self) -> &Info {
        &self.info
    }

    /// Whether the device has not been lost.
    fn alive(&self) -> Result<(), Unavailable> {
        match &*lock(&self.trouble.lost) {
            None => Ok(()),
            Some(reason) => Err(Unavailable::Lost(reason.clone())),
        }
    }

    /// Does something with the device; what the driver reports meanwhile becomes the error.
    pub(super) fn guarded<T>(
        &self,
        work: impl FnOnce() -> Result<T, GpuError>,
    ) -> Result<T, GpuError> {
        use wgpu::ErrorFilter::{Internal, OutOfMemory, Validation};
        let scopes =
            [OutOfMemory, Internal, Validation].map(|kind| self.device.push_error_scope(kind));
        let result = work();
        // Scopes are a stack: the last one first.
        let mut reported = None;
        for scope in scopes.into_iter().rev() {
            reported = reported.or(pollster::block_on(scope.pop()));
        }
        if let Some(error) = reported {
            return Err(GpuError::Device(error.to_string()));
        }
        if let Some(error) = lock(&self.trouble.error).take() {
            return Err(GpuError::Device(error));
        }
        self.alive()
            .map_err(|lost| GpuError::Device(lost.to_string()))?;
        result
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn off_is_off() {
        assert_eq!(open(Some("off")).err(), Some(Unavailable::Off));
        assert_eq!(open(Some(" OFF ")).err(), Some(Unavailable::Off));
    }

    #[test]
    fn an_unknown_name_lists_what_there_is() {
        match open(Some("no such adapter")) {
            Err(Unavailable::NoMatch { wanted, .. }) => assert_eq!(wanted, "no such adapter"),
            Err(Unavailable::NoAdapter) => {}
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_card_is_preferred_to_a_program() {
        assert!(rank(DeviceType::DiscreteGpu) < rank(DeviceType::IntegratedGpu));
        assert!(rank(DeviceType::IntegratedGpu) < rank(DeviceType::Cpu));
    }
}
