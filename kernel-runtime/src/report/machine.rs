//! What the machine can do, as it was measured: a table, and the roofs under which kernels run.

use std::fmt;

use super::plot::{Axis, Plot};
use super::{bytes, count, rate};
use crate::device;
use crate::profile::{self, DeviceRates, Place, Profile, SIZES, size};
use crate::simd::Isa;
use crate::stage::Class;
use crate::threads;

/// What this machine was measured to do: operations of each class on each instruction set, memory over the working set, threads, and the GPU if it is
/// open.
///
/// Printed, it is a table. See also `cargo xtask profile` in the project's repository.
///
/// ```
/// let machine = kernel_runtime::machine();
/// println!("{machine}");
/// assert!(machine.roofline().starts_with("<svg"));
/// ```
#[derive(Clone, Debug)]
pub struct MachineProfile {
    profile: &'static Profile,
    device: Option<(String, &'static DeviceRates)>,
}

/// What this machine can do. Measures it if that has not been done, in under a second; opens no GPU.
pub fn machine() -> MachineProfile {
    let device = device::opened().and_then(|gpu| {
        let rates = profile::device(gpu).ok()?;
        let about = gpu.info();
        Some((format!("{}, {}", about.name, about.kind), rates))
    });
    MachineProfile {
        profile: Profile::get(),
        device,
    }
}

/// A straight roof: what is reached at an intensity, in operations per byte.
#[derive(Clone, Copy, Debug)]
pub(super) struct Roof {
    /// Operations per second that computing allows.
    pub(super) compute: f64,
    /// Bytes per second that memory allows.
    pub(super) memory: f64,
}

impl Roof {
    fn at(&self, intensity: f64) -> f64 {
        self.compute.min(self.memory * intensity)
    }
}

impl MachineProfile {
    /// The roofs with what lies under them: of one thread and of all, from beyond the caches, for 32-bit floats.
    pub(super) fn roofs(&self) -> [(&'static str, Roof); 2] {
        let rates = self.profile.rates(Isa::chosen());
        let pool = self.profile.pool(threads::count());
        let fastest = |class: Class| rates.ops32[class as usize].recip();
        let compute = fastest(Class::Add).max(fastest(Class::Mul));
        let far = Place::of(size(SIZES - 1) as f64);
        let one = Roof {
            compute,
            memory: rates.stream.at(far).recip(),
        };
        let all = Roof {
            compute: compute * pool.speedup,
            memory: pool.stream.at(far).recip(),
        };
        [("one", one), ("all", all)]
    }

    /// A picture of the roofs: operations per second over operations per byte, as SVG.
    pub fn roofline(&self) -> String {
        self.roofline_with(&[])
    }

    /// The same with kernels under them: a name, operations per byte, and operations per second.
    pub(super) fn roofline_with(&self, kernels: &[(String, f64, f64)]) -> String {
        let roofs = self.roofs();
        let intensities = kernels.iter().map(|kernel| kernel.1).chain([0.02, 90.0]);
        let plain = |x: f64| if x < 1000.0 { x.to_string() } else { count(x) };
        let x = Axis::over("operations per byte", plain, intensities);
        let [least, most] = x.ends();
        let heights = roofs
            .iter()
            .flat_map(|(_, roof)| [roof.at(least), 1.1 * roof.compute]);
        let reached = kernels.iter().map(|kernel| kernel.2);
        let y = Axis::over("operations per second", rate, heights.chain(reached));
        let mut plot = Plot::new(x, y);
        for (name, roof) in roofs {
            let ridge = roof.compute / roof.memory;
            let points = [least, ridge, most].map(|x| (x, roof.at(x)));
            plot.line(&format!("roof {name}"), &points);
            let says = if name == "one" {
                "one thread"
            } else {
                "all threads"
            };
            plot.label((most, roof.compute), says, name == "one");
        }
        for (name, intensity, reached) in kernels {
            let says = format!("{name}: {} at {intensity:.2} per byte", rate(*reached));
            plot.dot("simd", (*intensity, *reached), &says);
            plot.label((*intensity, *reached), name, false);
        }
        plot.svg("Roofline: operations per second over operations per byte")
    }
}

impl fmt::Display for MachineProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let levels: Vec<Isa> = Isa::available().collect();
        let heads = |f: &mut fmt::Formatter<'_>, first: &str| {
            write!(f, "{first:<14}")?;
            levels
                .iter()
                .try_for_each(|isa| write!(f, " {:>18}", isa.name()))?;
            writeln!(f)
        };
        heads(f, "Gop/s, 32 | 64")?;
        for class in Class::ALL {
            write!(f, "{:<14}", format!("{class:?}"))?;
            for isa in &levels {
                let rates = self.profile.rates(*isa);
                let [narrow, wide] =
                    [&rates.ops32, &rates.ops64].map(|ops| 1e-9 / ops[class as usize]);
                write!(f, " {:>18}", format!("{narrow:.2} | {wide:.2}"))?;
            }
            writeln!(f)?;
        }
        writeln!(f)?;
        heads(f, "GB/s | Mget/s")?;
        for point in 0..SIZES {
            let place = Place::of(size(point) as f64);
            write!(f, "{:<14}", bytes(size(point) as f64))?;
            for isa in &levels {
                let rates = self.profile.rates(*isa);
                let (stream, gather) = (rates.stream.at(place), rates.gather.at(place));
                let cell = format!("{:.1} | {:.0}", 1e-9 / stream, 1e-6 / gather);
                write!(f, " {cell:>18}")?;
            }
            writeln!(f)?;
        }
        let pool = self.profile.pool(threads::count());
        let far = Place::of(size(SIZES - 1) as f64);
        writeln!(
            f,
            "\n{} threads: {:.1} µs to fork and join, {:.2} times as fast at computing, {:.1} GB/s from memory",
            pool.threads,
            pool.fork_join * 1e6,
            pool.speedup,
            1e-9 / pool.stream.at(far)
        )?;
        match &self.device {
            None => write!(f, "GPU: not open"),
            Some((name, device)) => write!(
                f,
                "{name}: {:.0} µs to submit and wait, {:.1} GB/s up, {:.1} GB/s down, {:.1} GB/s inside, {:.0} Gflop/s",
                device.latency * 1e6,
                1e-9 / device.upload,
                1e-9 / device.download,
                1e-9 / device.rates.stream.at(far),
                1e-9 / device.rates.ops32[Class::Add as usize]
            ),
        }
    }
}
