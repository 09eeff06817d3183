//! `cargo xtask web`: the example that runs in a browser, served from here. `cargo xtask test --web` opens it in a browser without a window, and holds what it
//! shows against the plain functions on this machine.

mod browser;
mod serve;

use std::path::{Path, PathBuf};

use crate::emulated;
use crate::step::{Step, Summary, root};
use crate::wasm::{BARE, SIMD};
use serve::Server;

const PACKAGE: &str = "kernel-web";

/// Builds the page and serves it until this is ended; whether that went well so far.
pub(crate) fn serve() -> bool {
    let Some(module) = build() else {
        return false;
    };
    match Server::new(files(&module), 8080) {
        Ok(server) => {
            println!("http://127.0.0.1:{}/", server.port());
            server.until(|_| false).is_some()
        }
        Err(error) => {
            println!("It cannot be served: {error}");
            false
        }
    }
}

/// Runs the page in a browser; whether it shows what it must.
pub(crate) fn test() -> bool {
    let mut summary = Summary::default();
    summary.note("the page in a browser", || {
        let Some(module) = build().filter(|_| browser::prepare()) else {
            return false;
        };
        let wanted = Step::release(PACKAGE, "checksums", &[]);
        let wanted = match wanted.output() {
            Ok(wanted) => wanted,
            Err(error) => {
                println!("The plain functions have not run: {error}");
                return false;
            }
        };
        let shown = Server::new(files(&module), 0).and_then(|server| browser::report(&server));
        match shown {
            Ok(shown) => is_right(&shown, &wanted),
            Err(error) => {
                println!("The page has told nothing: {error}");
                false
            }
        }
    });
    summary.finish()
}

/// Builds the module; where it is.
fn build() -> Option<PathBuf> {
    let build = [
        "build",
        "--quiet",
        "--release",
        "-p",
        PACKAGE,
        "--lib",
        "--target",
        BARE,
    ];
    let built = emulated::prepare_library(BARE)
        && Step::cargo(&build)
            .with("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", SIMD)
            .run();
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or("target".into(), PathBuf::from);
    let folder = root().join(target).join(BARE).join("release");
    built.then(|| folder.join("kernel_web.wasm"))
}

/// What is served, by its name.
fn files(module: &Path) -> [(&'static str, PathBuf); 3] {
    let folder = root().join("examples/web");
    [
        ("/", folder.join("index.html")),
        ("/page.js", folder.join("page.js")),
        ("/kernel_web.wasm", module.to_owned()),
    ]
}

/// Whether each checksum of the page is that of the plain function here, of all kernels on all ways, at four lanes, and the middle of the picture is black.
fn is_right(shown: &str, wanted: &str) -> bool {
    println!("{shown}");
    const WAYS: usize = 4;
    let kernels: Vec<&str> = wanted.lines().collect();
    let count = |line: &str| shown.lines().filter(|shown| *shown == line).count();
    let right = kernels.iter().all(|line| count(line) == WAYS);
    if !right {
        println!("Here the plain functions give:\n{wanted}");
    }
    right && !kernels.is_empty() && count("lanes 4") == 1 && count("middle 0 0 0 255") == 1
}
