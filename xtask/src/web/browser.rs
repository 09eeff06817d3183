//! A browser without a window.

use std::io;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::serve::Server;
use crate::emulated;

const BROWSER: &str = "chromium";

/// How long the page may take, apart from the time in which it is served.
const LONGEST: Duration = Duration::from_secs(60);

/// Sees to it that there is one.
pub(super) fn prepare() -> bool {
    emulated::prepare(&[BROWSER], &[BROWSER])
}

/// Opens the page, and gives what it reports.
pub(super) fn report(server: &Server) -> io::Result<String> {
    let folder = std::env::temp_dir().join(format!("kernel-web-{}", std::process::id()));
    let mut browser = Command::new(BROWSER)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ])
        .arg(format!("--user-data-dir={}", folder.display()))
        .arg(format!("http://127.0.0.1:{}/?report", server.port()))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let ended = |browser: &mut std::process::Child| !matches!(browser.try_wait(), Ok(None));
    let report = server.until(|waited| waited > LONGEST || ended(&mut browser));
    // It may have ended by itself.
    let _ = browser.kill();
    browser.wait()?;
    let _ = std::fs::remove_dir_all(folder);
    report.ok_or_else(|| io::Error::other("the browser has ended, or taken too long"))
}
