//! The proof against the reference interpreter: random kernels, and a catalogue of near misses and of their neighbours that are fine.

mod catalogue;

use kernel_soundness::campaign::Campaign;

/// The short form of `cargo xtask soundness`.
#[test]
fn what_is_proved_holds() {
    let campaign = Campaign {
        seed: 7,
        first: 0,
        kernels: 120,
        step: 1,
        sets: 3,
        emits: false,
    };
    let tally = campaign.run(&mut |_| {});
    println!("{tally}");
    let failures: Vec<_> = tally.failures.values().cloned().collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    // Enough are accepted, and run, for the test to mean something; and what the generator writes is mostly a kernel.
    assert!(tally.accepted >= 40 && tally.ran >= 25, "{tally}");
    assert!(
        tally.no_kernels.len() <= 20,
        "{tally}\n{}",
        tally.no_kernels[0]
    );
}
