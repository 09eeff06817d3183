//! Debian, Ubuntu and their children: what a command needs can be installed there.

use std::process::Command;

use crate::step::Step;

/// Whether this is such a system.
pub(crate) fn is_debian() -> bool {
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
pub(crate) fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Fetches the list of packages. An outdated one may still do, so what comes of it does not matter.
pub(crate) fn update() {
    let _ = apt(&["update"]).run();
}

/// Installs packages; whether that worked.
pub(crate) fn install(packages: &[&str]) -> bool {
    apt(&[&["install", "-y", "--no-install-recommends"], packages].concat()).run()
}

/// A quiet command of the package manager.
fn apt(arguments: &[&str]) -> Step {
    Step::new("apt-get", &[&["-qq"], arguments].concat()).with("DEBIAN_FRONTEND", "noninteractive")
}
