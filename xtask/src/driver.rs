//! Sees to it that the GPU tests have a device: where there is none, a software Vulkan driver does.

use std::process::Command;

use crate::step::Step;

/// What gives a Debian or Ubuntu machine a Vulkan device in software.
const INSTALL: [&str; 5] = [
    "install",
    "-y",
    "--no-install-recommends",
    "mesa-vulkan-drivers",
    "libvulkan1",
];

/// Installs a software driver if no adapter is found and we may. Without a device the GPU tests are skipped and counted.
pub(crate) fn prepare() {
    println!("━━━ GPU ━━━");
    if probe() {
        return;
    }
    if !is_debian() {
        println!(
            "No GPU adapter. For a software one, install Mesa's Vulkan drivers, for instance:"
        );
        println!("    sudo dnf install mesa-vulkan-drivers        (Fedora)");
        println!("    sudo pacman -S vulkan-swrast                (Arch)");
    } else if !is_root() {
        println!("No GPU adapter. For a software one:");
        println!("    sudo apt-get {}", INSTALL.join(" "));
    } else {
        println!("No GPU adapter: installing a software one.");
        let quiet = |arguments: &[&str]| {
            let step = Step::new("apt-get", &[&["-qq"], arguments].concat());
            step.with("DEBIAN_FRONTEND", "noninteractive").run()
        };
        // An outdated package list may still do.
        let _ = quiet(&["update"]);
        if quiet(&INSTALL) && probe() {
            return;
        }
        println!("That did not give one.");
    }
    println!("The tests go on without; what needs a GPU is skipped and counted.");
}

/// Whether the runtime finds an adapter. Says which, or why not.
fn probe() -> bool {
    Step::cargo(&["run", "--quiet", "-p", "kernel-tests", "--bin", "probe"]).run()
}

/// Whether this is Debian, Ubuntu or a child of theirs.
fn is_debian() -> bool {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let mut kinds = release
        .lines()
        .filter_map(|line| line.strip_prefix("ID=").or(line.strip_prefix("ID_LIKE=")));
    kinds.any(|kinds| {
        let mut kinds = kinds.trim_matches('"').split(' ');
        kinds.any(|kind| kind == "debian" || kind == "ubuntu")
    })
}

/// Whether this user may install packages.
fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
