//! Which adapter is opened.

use wgpu::{Adapter, Backends, DeviceType, Instance};

use super::Unavailable;
use super::context::Gpu;

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

/// Opens the best adapter that matches the choice and gives a device, for arrays of at most so much memory.
pub(super) fn open(choice: Option<&str>, most: Option<&str>) -> Result<Gpu, Unavailable> {
    let choice = choice.map(str::trim).filter(|choice| !choice.is_empty());
    if choice.is_some_and(|choice| choice.eq_ignore_ascii_case("off")) {
        return Err(Unavailable::Off);
    }
    let memory = memory(most)?;
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
        match Gpu::new(adapter, memory) {
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
        assert_eq!(open(Some("off"), None).err(), Some(Unavailable::Off));
        assert_eq!(open(Some(" OFF "), None).err(), Some(Unavailable::Off));
    }

    #[test]
    fn an_unknown_name_lists_what_there_is() {
        match open(Some("no such adapter"), None) {
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
