//! Sees to it that the GPU tests have a device: where there is none, a software Vulkan driver does.

use crate::debian;
use crate::step::Step;

/// What gives a Debian or Ubuntu machine a Vulkan device in software.
const PACKAGES: [&str; 2] = ["mesa-vulkan-drivers", "libvulkan1"];

/// Installs a software driver if no adapter is found and we may. Without a device the GPU tests are skipped and counted.
pub(crate) fn prepare() {
    println!("━━━ GPU ━━━");
    if probe() {
        return;
    }
    if !debian::is_debian() {
        println!(
            "No GPU adapter. For a software one, install Mesa's Vulkan drivers, for instance:"
        );
        println!("    sudo dnf install mesa-vulkan-drivers        (Fedora)");
        println!("    sudo pacman -S vulkan-swrast                (Arch)");
    } else if !debian::is_root() {
        println!("No GPU adapter. For a software one:");
        println!("    sudo apt-get install {}", PACKAGES.join(" "));
    } else {
        println!("No GPU adapter: installing a software one.");
        debian::update();
        if debian::install(&PACKAGES) && probe() {
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
