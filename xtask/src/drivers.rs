//! `cargo xtask test --gpu-drivers`: the GPU variant on each software driver there is, whatever `cargo xtask test` found. Drivers differ in their
//! limits, in what they make of floats, and in what they forgive.

use std::path::{Path, PathBuf};

use crate::debian;
use crate::step::{Step, Summary};

/// A Vulkan driver in software.
struct Driver {
    /// What `KERNEL_GPU` is to look for.
    name: &'static str,
    /// The folder of the file that tells the Vulkan loader of it, and how that file's name begins.
    manifest: (&'static str, &'static str),
    /// The types that it has not, as `KERNEL_GPU_LACKS` names them: kernels of these are excused.
    lacks: &'static str,
    /// What brings it to Debian and Ubuntu.
    packages: &'static [&'static str],
}

const DRIVERS: [Driver; 2] = [
    Driver {
        name: "llvmpipe",
        manifest: ("/usr/share/vulkan/icd.d", "lvp_icd"),
        lacks: "",
        packages: &["mesa-vulkan-drivers", "libvulkan1"],
    },
    // With the limits of a modest device: 256 invocations, 10 storage buffers, neither `f64` nor 64-bit integers.
    Driver {
        name: "SwiftShader",
        manifest: ("/usr/lib/chromium", "vk_swiftshader_icd"),
        lacks: "f64,64-bit",
        packages: &["chromium", "libvulkan1"],
    },
];

/// A title, and cargo's words.
type Suite = (&'static str, &'static [&'static str]);

const KERNELS: Suite = (
    "every kernel, errors, calls",
    &["-p", "kernel-tests", "--no-fail-fast"],
);
const CORPUS: Suite = ("the corpus", &["-p", "kernel-corpus", "--no-fail-fast"]);
/// What workgroups may do through their memory.
const SHARED: Suite = (
    "tiles and copies",
    &[
        "-p",
        "kernel-tests",
        "--test",
        "loops",
        "--",
        "tiles",
        "accumulators",
    ],
);

/// What is run on each driver, and whether workgroup memory is used, which on a program is not by itself.
const RUNS: [(usize, &str, &[Suite]); 4] = [
    (0, "on", &[KERNELS]),
    (0, "off", &[SHARED]),
    (1, "on", &[SHARED]),
    (1, "off", &[KERNELS, CORPUS]),
];

/// Runs the tests; whether all passed.
pub(crate) fn test() -> bool {
    println!("━━━ GPU drivers ━━━");
    let mut manifests = Vec::new();
    for driver in &DRIVERS {
        match driver.prepare() {
            Some(manifest) => manifests.push(manifest),
            None => {
                println!("There is no {}.", driver.name);
                return false;
            }
        }
    }
    let mut summary = Summary::default();
    for (driver, staging, suites) in RUNS {
        let (name, manifest) = (DRIVERS[driver].name, manifests[driver].to_string_lossy());
        for (title, arguments) in suites {
            let step = Step::cargo(&[&["test", "--quiet"], *arguments].concat())
                .with("KERNEL_GPU", name)
                .with("VK_DRIVER_FILES", &manifest)
                .with("KERNEL_REQUIRE_GPU", "1")
                .with("KERNEL_GPU_LACKS", DRIVERS[driver].lacks)
                .with("KERNEL_GPU_STAGING", staging);
            summary.run(&format!("{name}, staging {staging}: {title}"), &step);
        }
    }
    let both: Vec<_> = manifests
        .iter()
        .map(|file| file.to_string_lossy())
        .collect();
    let step = Step::cargo(&[
        "test",
        "--quiet",
        "-p",
        "kernel-tests",
        "--test",
        "adapters",
    ])
    .with("VK_DRIVER_FILES", &both.join(":"))
    .with("KERNEL_REQUIRE_GPU", "1");
    summary.run("both: choosing one", &step);
    summary.finish()
}

impl Driver {
    /// The file that tells of the driver, which is installed if it is not there and may be.
    fn prepare(&self) -> Option<PathBuf> {
        self.find().or_else(|| {
            if !debian::is_debian() || !debian::is_root() {
                println!("Install {}.", self.packages.join(" and "));
                return None;
            }
            println!("Installing {}.", self.packages.join(" and "));
            debian::update();
            debian::install(self.packages)
                .then(|| self.find())
                .flatten()
        })
    }

    fn find(&self) -> Option<PathBuf> {
        let (folder, begin) = self.manifest;
        let mut files = Path::new(folder).read_dir().ok()?;
        files.find_map(|file| {
            let file = file.ok()?;
            let name = file.file_name();
            name.to_string_lossy()
                .starts_with(begin)
                .then(|| file.path())
        })
    }
}
