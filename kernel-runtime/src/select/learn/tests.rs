//! Machines made up: what each variant takes is known, and the model is wrong about it.

use super::*;

/// A machine's true times by variant and what the model predicts, in microseconds.
struct World {
    predicted: Each<f64>,
    true_times: Each<f64>,
    /// How far runs are spread, in logarithms, and how often one is disturbed.
    noise: f64,
    random: u64,
}

/// What became of a simulation.
struct Outcome {
    /// The variants that ran.
    ran: Vec<Variant>,
    /// The times.
    spent: f64,
    /// The times beyond those of the variant that was chosen, of runs that tried another.
    tried: f64,
}

impl World {
    fn new(predicted: Each<f64>, true_times: Each<f64>) -> Self {
        World {
            predicted,
            true_times,
            noise: 0.02,
            random: 7,
        }
    }

    /// Uniform in -1..1.
    fn uniform(&mut self) -> f64 {
        self.random = self
            .random
            .wrapping_mul(0x5851_f42d_4c95_7f2d)
            .wrapping_add(0x1405_7b7e_f767_814f);
        (self.random >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }

    fn run(&mut self, variant: Variant) -> f64 {
        let disturbed = if self.uniform() > 0.96 { 3.0 } else { 1.0 };
        let noise = (2.0 * self.noise * self.uniform()).exp();
        self.true_times[variant as usize] * noise * disturbed
    }

    fn decide(
        &self,
        knowledge: &Knowledge,
        incumbent: Option<Variant>,
    ) -> (Decision, Each<Estimate>) {
        let estimates = knowledge.estimates();
        let predictions = Variant::LOCAL.map(|variant| {
            let total =
                self.predicted[variant as usize] * estimates[variant as usize].correction.exp();
            total.is_finite().then(|| Prediction {
                total,
                ..Prediction::default()
            })
        });
        (super::super::settle(predictions, incumbent, 0.0), estimates)
    }

    /// So many calls, each of them timed.
    fn calls(&mut self, knowledge: &mut Knowledge, ledger: &mut Ledger, calls: usize) -> Outcome {
        let mut outcome = Outcome {
            ran: Vec::new(),
            spent: 0.0,
            tried: 0.0,
        };
        let mut incumbent = None;
        for _ in 0..calls {
            let (decision, estimates) = self.decide(knowledge, incumbent);
            incumbent = Some(decision.variant);
            let tried = explore(&decision, &estimates, ledger, &[0.0; 4]);
            let variant = tried.unwrap_or(decision.variant);
            let time = self.run(variant);
            let chosen = self.true_times[decision.variant as usize];
            if tried.is_some() {
                outcome.tried += (time - chosen).max(0.0);
                let expected =
                    decision.predictions[decision.variant as usize].map_or(0.0, |p| p.total);
                ledger.lost += (time - expected).max(0.0);
            }
            outcome.spent += time;
            ledger.spent += time;
            outcome.ran.push(variant);
            knowledge.observe(variant, (time / self.predicted[variant as usize]).ln(), 1.0);
        }
        outcome
    }

    fn best(&self) -> f64 {
        self.true_times
            .iter()
            .copied()
            .fold(f64::INFINITY, f64::min)
    }
}

const NONE: f64 = f64::INFINITY;

/// The time of the last calls against the best that could have been had without noise.
fn late_regret(world: &World, outcome: &Outcome, last: usize) -> f64 {
    let late = &outcome.ran[outcome.ran.len() - last..];
    let time: f64 = late
        .iter()
        .map(|&variant| world.true_times[variant as usize])
        .sum();
    time / (last as f64 * world.best())
}

#[test]
fn a_wrong_model_is_put_right_within_a_hundred_calls() {
    // The model thinks threads are a little slower than SIMD; they are twice as fast.
    let mut world = World::new([400.0, 100.0, 110.0, NONE], [900.0, 100.0, 55.0, NONE]);
    let (mut knowledge, mut ledger) = Default::default();
    let outcome = world.calls(&mut knowledge, &mut ledger, 100);
    let regret = late_regret(&world, &outcome, 20);
    assert!(regret < 1.01, "{regret}: {:?}", outcome.ran);
}

#[test]
fn a_variant_that_disappoints_is_left_at_once() {
    let mut world = World::new([400.0, 100.0, 60.0, NONE], [400.0, 100.0, 180.0, NONE]);
    let (mut knowledge, mut ledger) = Default::default();
    let outcome = world.calls(&mut knowledge, &mut ledger, 20);
    assert!(
        outcome.ran[5..]
            .iter()
            .all(|&variant| variant == Variant::Simd),
        "{:?}",
        outcome.ran
    );
}

#[test]
fn trying_costs_little() {
    // Everything is equally likely to be best, and nothing else is.
    let mut world = World::new([110.0, 100.0, 105.0, 108.0], [170.0, 100.0, 160.0, 250.0]);
    let (mut knowledge, mut ledger) = Default::default();
    let outcome = world.calls(&mut knowledge, &mut ledger, 3000);
    let share = outcome.tried / outcome.spent;
    assert!(share <= 1.5 * ALLOWED_LOSS, "{share}");
    assert!(late_regret(&world, &outcome, 1000) < 1.0 + ALLOWED_LOSS);
}

#[test]
fn half_the_cores_gone_is_noticed_within_32_calls() {
    let mut world = World::new([400.0, 100.0, 55.0, NONE], [400.0, 100.0, 55.0, NONE]);
    let (mut knowledge, mut ledger) = Default::default();
    world.calls(&mut knowledge, &mut ledger, 300);
    world.true_times[Variant::Threads as usize] = 130.0;
    let outcome = world.calls(&mut knowledge, &mut ledger, 100);
    let moved = outcome
        .ran
        .iter()
        .position(|&variant| variant == Variant::Simd);
    assert!(moved.is_some_and(|calls| calls <= 8), "{moved:?}");
    assert!(late_regret(&world, &outcome, 68) < 1.05);
}

#[test]
fn cores_that_come_back_are_found_in_the_end() {
    let mut world = World::new([400.0, 100.0, 55.0, NONE], [400.0, 100.0, 130.0, NONE]);
    let (mut knowledge, mut ledger) = Default::default();
    world.calls(&mut knowledge, &mut ledger, 300);
    world.true_times[Variant::Threads as usize] = 55.0;
    let outcome = world.calls(&mut knowledge, &mut ledger, 4000);
    assert!(late_regret(&world, &outcome, 500) < 1.01);
}

#[test]
fn equals_do_not_alternate() {
    let mut world = World::new([400.0, 100.0, 100.0, NONE], [400.0, 100.0, 101.0, NONE]);
    let (mut knowledge, mut ledger) = Default::default();
    world.calls(&mut knowledge, &mut ledger, 100);
    let outcome = world.calls(&mut knowledge, &mut ledger, 1000);
    let switches = outcome
        .ran
        .windows(2)
        .filter(|pair| pair[0] != pair[1])
        .count();
    assert!(switches <= 40, "{switches}");
}

#[test]
fn what_one_variant_shows_is_expected_of_its_like() {
    let mut knowledge = Knowledge::default();
    for _ in 0..5 {
        knowledge.observe(Variant::Simd, 1.0, 1.0);
    }
    let [scalar, simd, threads, gpu] = knowledge.estimates().map(|estimate| estimate.correction);
    assert!((simd - 1.0).abs() < 0.1, "{simd}");
    assert!(
        threads > 0.8 && scalar > 0.4 && gpu == 0.0,
        "{threads} {scalar} {gpu}"
    );
}

#[test]
fn what_sharing_takes_says_nothing_of_one_thread() {
    let mut knowledge = Knowledge::default();
    for _ in 0..5 {
        knowledge.observe(Variant::Threads, 1.0, 0.2);
    }
    let [_, simd, threads, _] = knowledge.estimates().map(|estimate| estimate.correction);
    assert!((threads - 1.0).abs() < 0.1, "{threads}");
    assert!((0.1..0.25).contains(&simd), "{simd}");
}

#[test]
fn what_a_kernel_shows_at_some_sizes_is_expected_at_another() {
    let mut knowledge = Knowledge::default();
    for calls in [3, 30, 5, 4] {
        knowledge = Knowledge {
            kernel: knowledge.kernel,
            machine: knowledge.machine,
            ..Knowledge::default()
        };
        for _ in 0..calls {
            knowledge.observe(Variant::Simd, 0.7, 1.0);
        }
    }
    // However many calls there were.
    assert_eq!(knowledge.kernel[Variant::Simd as usize].samples, 4);
    let elsewhere = Knowledge {
        kernel: knowledge.kernel,
        machine: knowledge.machine,
        ..Knowledge::default()
    };
    let simd = elsewhere.estimates()[Variant::Simd as usize].correction;
    assert!((0.5..0.7).contains(&simd), "{simd}");
    assert!(!elsewhere.is_empty() && Knowledge::default().is_empty());
}

#[test]
fn two_variants_are_compared_only_where_both_have_run() {
    let mut knowledge = Knowledge::default();
    let (scalar, simd) = (Variant::Scalar, Variant::Simd);
    (0..3).for_each(|_| knowledge.observe(simd, 0.7, 1.0));
    assert_eq!(knowledge.compared(scalar, simd), [1.0; 4]);
    (0..3).for_each(|_| knowledge.observe(scalar, -0.7, 1.0));
    let factors = knowledge.compared(scalar, simd);
    assert!(factors[scalar as usize] < 0.51 && factors[simd as usize] > 1.9);
    assert_eq!(factors[Variant::Threads as usize], 1.0);
}
