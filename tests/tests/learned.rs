//! What one process has learned, the next one begins with.

use std::path::Path;
use std::process::Command;

use kernel_runtime::{
    DecisionRecord, Explanation, Policy, Variant, decisions, keep_learned, kernel, machine,
    set_policy,
};
use kernel_tests::threads_named;

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

/// The arguments of the kernels.
struct Arguments {
    x: Vec<f32>,
    words: Vec<u32>,
    y: Vec<f32>,
    mixed_up: Vec<u32>,
}

impl Arguments {
    fn new() -> Arguments {
        Arguments {
            x: (0..N).map(|i| i as f32 / N as f32).collect(),
            words: (0..N as u32).collect(),
            y: vec![0.0; N],
            mixed_up: vec![0; N],
        }
    }

    /// Runs each kernel so many times.
    fn run(&mut self, calls: usize) {
        for _ in 0..calls {
            waves::dispatch(&self.x, &mut self.y).expect("nothing can fail");
            mixed::dispatch(&self.words, &mut self.mixed_up).expect("nothing can fail");
            total::dispatch(&self.x).expect("nothing can fail");
        }
    }

    /// Each kernel's explanation.
    fn explained(&mut self) -> [Explanation; 3] {
        [
            waves::explain(&self.x, &mut self.y),
            mixed::explain(&self.words, &mut self.mixed_up),
            total::explain(&self.x),
        ]
    }

    /// How many kernels are explained by what was kept.
    fn known_to_explanations(&mut self) -> usize {
        self.explained()
            .iter()
            .filter(|known| is_corrected(known))
            .count()
    }

    /// How many are chosen for by it, where the program has asked for the machine's profile before its first call, and explains none.
    fn known_to_decisions(&mut self) -> usize {
        machine();
        self.run(1);
        wait_for("kernel-profile");
        // Of the only run so far nothing is learned.
        self.run(1);
        let decided = decisions();
        set_policy(Policy::Frozen);
        let differs = |by_model: &&Explanation| {
            let own =
                |decision: &&DecisionRecord| decision.kernel().name() == by_model.kernel().name();
            let last = decided.iter().rfind(own).expect("it was decided on");
            let simd = [
                last.predicted(Variant::Simd),
                by_model.predicted(Variant::Simd),
            ];
            let [decided, by_model] = simd.map(|time| time.expect("it can run").as_secs_f64());
            (decided / by_model).ln().abs() > 0.005
        };
        self.explained().iter().filter(differs).count()
    }
}

/// Waits until no thread of that name is left. One that has not begun to run yet still bears the name of the thread that made it, this one.
fn wait_for(name: &str) {
    let own = std::fs::read_to_string("/proc/thread-self/comm").unwrap_or_default();
    while threads_named(own.trim_end()) > 1 || threads_named(name) > 0 {
        std::thread::yield_now();
    }
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
        let mut arguments = Arguments::new();
        let known = match role.as_str() {
            "decide" => arguments.known_to_decisions(),
            _ => arguments.known_to_explanations(),
        };
        println!("\nknown: {known}");
        if role == "learn" {
            arguments.run(400);
            keep_learned();
        }
        return;
    }
    let folder = std::env::temp_dir().join(format!("kernel-tests-learned-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    assert_eq!(known_in_process("learn", &folder), 0, "of an empty folder");
    assert!(known_in_process("ask", &folder) > 0, "of what was learned");
    if cfg!(target_os = "linux") {
        let known = known_in_process("decide", &folder);
        assert!(known > 0, "of what was learned, where nothing is explained");
    }
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
