//! Which adapter is opened.

use wgpu::{Backends, DeviceType, Features, Instance};

use super::Unavailable;
use super::context::Gpu;
use crate::adapter::{Adapter, AdapterKind};

/// Names the adapter by a part of its name or driver, or `off`.
pub(super) const CHOICE: &str = "KERNEL_GPU";

/// Says how many bytes the arrays of one run may take on the device.
pub(super) const MEMORY: &str = "KERNEL_GPU_MEMORY";

/// A number of bytes, with `K`, `M` or `G` for a power of 1024; no bound where nothing is said.
fn memory(text: Option<&str>) -> Result<u64, Unavailable> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(u64::MAX);
    };
    let unit = text.chars().next_back().unwrap_or_default();
    let power = match unit.to_ascii_uppercase() {
        'K' => 10,
        'M' => 20,
        'G' => 30,
        _ => 0,
    };
    let digits = match power {
        0 => text,
        _ => text[..text.len() - 1].trim_end(),
    };
    let count = digits.parse::<u64>().ok();
    let bytes = count.and_then(|count| count.checked_mul(1 << power));
    bytes.ok_or_else(|| Unavailable::Memory(text.to_owned()))
}

/// Opens the best adapter that matches the choice and gives a device, for arrays of at most so much memory. Of those that match, `wanted` is
/// the best.
pub(super) fn open(
    choice: Option<&str>,
    most: Option<&str>,
    wanted: Option<&Adapter>,
) -> Result<Gpu, Unavailable> {
    let choice = choice.map(str::trim).filter(|choice| !choice.is_empty());
    if choice.is_some_and(|choice| choice.eq_ignore_ascii_case("off")) {
        return Err(Unavailable::Off);
    }
    let memory = memory(most)?;
    let mut adapters = found();
    if adapters.is_empty() {
        return Err(Unavailable::NoAdapter);
    }
    if let Some(wanted) = choice {
        let names: Vec<String> = adapters.iter().map(|(adapter, _)| title(adapter)).collect();
        adapters.retain(|(adapter, _)| {
            title(adapter)
                .to_lowercase()
                .contains(&wanted.to_lowercase())
        });
        if adapters.is_empty() {
            return Err(Unavailable::NoMatch {
                wanted: wanted.to_owned(),
                found: names.join(", "),
            });
        }
    }
    if let Some(wanted) = wanted {
        match adapters.iter().position(|(_, about)| about == wanted) {
            Some(at) => adapters = vec![adapters.swap_remove(at)],
            // The environment wins over the program.
            None if choice.is_some() => {}
            None => return Err(Unavailable::Gone(wanted.to_string())),
        }
    }
    let mut refusals = Vec::new();
    for (adapter, about) in adapters {
        match Gpu::new(&adapter, about, memory) {
            Ok(gpu) => return Ok(gpu),
            Err(refusal) => refusals.push(refusal.to_string()),
        }
    }
    Err(Unavailable::Refused(refusals.join("; ")))
}

/// What the drivers tell of, the best first.
pub(crate) fn list() -> Vec<Adapter> {
    found().into_iter().map(|(_, about)| about).collect()
}

/// The adapters that the drivers tell of, the best first.
fn found() -> Vec<(wgpu::Adapter, Adapter)> {
    if Instance::enabled_backend_features().is_empty() {
        return Vec::new();
    }
    let mut description = wgpu::InstanceDescriptor::new_without_display_handle();
    // The shaders are ours and were validated when they were compiled: no validation layers, even in debug builds.
    description.flags = wgpu::InstanceFlags::empty();
    let instance = Instance::new(description);
    let mut found: Vec<(wgpu::Adapter, Adapter)> = Vec::new();
    for adapter in pollster::block_on(instance.enumerate_adapters(Backends::all())) {
        let mut about = about(&adapter);
        while found.iter().any(|(_, known)| *known == about) {
            about.number += 1;
        }
        found.push((adapter, about));
    }
    found.sort_by_key(|(_, about)| about.kind as u8);
    found
}

/// How an adapter is called in messages and matched by the choice.
fn title(adapter: &wgpu::Adapter) -> String {
    let info = adapter.get_info();
    format!("{} ({})", info.name, info.driver)
}

/// What is known of an adapter that is not open.
fn about(adapter: &wgpu::Adapter) -> Adapter {
    let (info, features, limits) = (adapter.get_info(), adapter.features(), adapter.limits());
    let binding = limits.max_storage_buffer_binding_size;
    Adapter {
        kind: kind(info.device_type),
        backend: info.backend.to_string(),
        driver: format!("{} {}", info.driver, info.driver_info)
            .trim()
            .to_owned(),
        name: info.name,
        bus: info.device_pci_bus_id,
        number: 0,
        has_f64: features.contains(Features::SHADER_F64),
        has_i64: features.contains(Features::SHADER_INT64),
        largest_array: binding.min(limits.max_buffer_size),
        workgroup_memory: limits.max_compute_workgroup_storage_size,
        workgroup_size: limits.max_compute_invocations_per_workgroup,
    }
}

fn kind(device: DeviceType) -> AdapterKind {
    match device {
        DeviceType::DiscreteGpu => AdapterKind::Discrete,
        DeviceType::IntegratedGpu => AdapterKind::Integrated,
        DeviceType::VirtualGpu => AdapterKind::Virtual,
        DeviceType::Other => AdapterKind::Unknown,
        DeviceType::Cpu => AdapterKind::Software,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_a_number_of_bytes() {
        for (text, bytes) in [
            ("65536", 65_536),
            ("64K", 65_536),
            (" 3 m ", 3 << 20),
            ("2G", 2 << 30),
        ] {
            assert_eq!(memory(Some(text)), Ok(bytes), "{text}");
        }
        assert_eq!(memory(None), Ok(u64::MAX));
        assert_eq!(memory(Some(" ")), Ok(u64::MAX));
        for text in ["much", "-1", "1.5G", "K", "99999999999G", "8€"] {
            assert!(memory(Some(text)).is_err(), "{text}");
        }
    }

    #[test]
    fn off_is_off() {
        assert_eq!(open(Some("off"), None, None).err(), Some(Unavailable::Off));
        assert_eq!(
            open(Some(" OFF "), None, None).err(),
            Some(Unavailable::Off)
        );
    }

    #[test]
    fn an_unknown_name_lists_what_there_is() {
        match open(Some("no such adapter"), None, None) {
            Err(Unavailable::NoMatch { wanted, .. }) => assert_eq!(wanted, "no such adapter"),
            Err(Unavailable::NoAdapter) => {}
            other => panic!("{other:?}"),
        }
    }
}
