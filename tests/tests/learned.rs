//! What one process has learned, the next one begins with.

use std::path::Path;
use std::process::Command;

use kernel_runtime::{Explanation, Variant, keep_learned, kernel};

/// Three kernels: hardly would the model predict the time of each to half a per cent, which is no correction.
#[kernel]
fn waves(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = (x[i] * 3.0).sin() + x[i].exp();
    }
}

#[kernel]
fn mixed(x: &[u32], y: &mut [u32]) {
    for i in 0..y.len() {
        let mut v = x[i];
        for _ in 0..20 {
            v = (v ^ (v << 13)).wrapping_add(v >> 7);
        }
        y[i] = v;
    }
}

#[kernel]
fn total(x: &[f32]) -> f32 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] / (1.0 + x[i] * x[i]);
    }
    sum
}

const N: usize = 1 << 14;

/// What a process is to do, if it is one of those that the test starts.
const ROLE: &str = "KERNEL_TESTS_LEARNED";

/// Whether a prediction of a variant on the processor was corrected.
fn is_corrected(explanation: &Explanation) -> bool {
    let text = explanation.to_string();
    let corrections = text.split_once("corrected by what runs have taken:");
    corrections.is_some_and(|(_, list)| {
        [Variant::Scalar, Variant::Simd, Variant::Threads]
            .iter()
            .any(|variant| list.contains(variant.name()))
    })
}

/// Each kernel's explanation, before or after so many calls.
fn explained(calls: usize) -> Result<[Explanation; 3], kernel_runtime::Error> {
    let x: Vec<f32> = (0..N).map(|i| i as f32 / N as f32).collect();
    let words: Vec<u32> = (0..N as u32).collect();
    let (mut y, mut mixed_up) = (vec![0.0; N], vec![0; N]);
    for _ in 0..calls {
        waves::dispatch(&x, &mut y)?;
        mixed::dispatch(&words, &mut mixed_up)?;
        total::dispatch(&x)?;
    }
    Ok([
        waves::explain(&x, &mut y),
        mixed::explain(&words, &mut mixed_up),
        total::explain(&x),
    ])
}

/// How many of the kernels a process knows something of, before it has run any.
fn known_in_process(role: &str, folder: &Path) -> usize {
    let output = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "what_is_learned_is_known_later", "--nocapture"])
        .env(ROLE, role)
        .env("KERNEL_PROFILE_DIR", folder)
        .env("KERNEL_GPU", "off")
        .env_remove("KERNEL_POLICY")
        .env_remove("KERNEL_VARIANT")
        .output()
        .expect("this test can be started");
    let text = String::from_utf8_lossy(&output.stdout);
    let known = text.lines().find_map(|line| line.strip_prefix("known: "));
    let known =
        known.unwrap_or_else(|| panic!("{text}{}", String::from_utf8_lossy(&output.stderr)));
    known.parse().expect("a number")
}

#[test]
fn what_is_learned_is_known_later() {
    if let Ok(role) = std::env::var(ROLE) {
        let known = explained(0).expect("nothing can fail");
        println!();
        println!(
            "known: {}",
            known.iter().filter(|known| is_corrected(known)).count()
        );
        if role == "learn" {
            explained(400).expect("nothing can fail");
            keep_learned();
        }
        return;
    }
    let folder = std::env::temp_dir().join(format!("kernel-tests-learned-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    assert_eq!(known_in_process("learn", &folder), 0, "of an empty folder");
    assert!(known_in_process("ask", &folder) > 0, "of what was learned");
    let elsewhere = known_in_process("ask", Path::new(""));
    assert_eq!(elsewhere, 0, "where nothing is kept");

    // Whatever the file holds, it is no failure.
    for entry in std::fs::read_dir(&folder)
        .expect("it has been made")
        .flatten()
    {
        if entry.file_name().to_string_lossy().starts_with("learned-") {
            std::fs::write(entry.path(), "{\"key\":").expect("it is ours");
        }
    }
    assert_eq!(known_in_process("ask", &folder), 0, "of a spoilt file");
    std::fs::remove_dir_all(&folder).expect("it is ours");
}
