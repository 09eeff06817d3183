//! Synthetic machines on which the right choice is known.

use super::*;
use crate::profile::Curve;
use crate::stage::{CLASSES, Class};

const NS: f64 = 1e-9;

/// Rates of that many seconds an op and a byte.
fn rates(op: f64, byte: f64) -> Rates {
    Rates {
        ops32: [op; CLASSES],
        ops64: [2.0 * op; CLASSES],
        latency: op,
        co_issue: 0.0,
        stream: Curve::constant(byte),
        strided: op,
        gather: Curve::constant(2.0 * op),
    }
}

/// A machine of 8 threads whose vectors have 8 lanes, with a card.
struct Machine {
    scalar: Rates,
    simd: Rates,
    pool: Pool,
    card: DeviceRates,
}

fn machine() -> Machine {
    Machine {
        scalar: rates(NS, 0.1 * NS),
        simd: rates(NS / 8.0, 0.05 * NS),
        pool: Pool {
            threads: 8,
            fork_join: 10e-6,
            speedup: 8.0,
            stream: Curve::constant(0.0125 * NS),
        },
        card: DeviceRates {
            latency: 50e-6,
            compile: 16e-3,
            upload: 0.1 * NS,
            download: 0.1 * NS,
            fill: 1e4,
            rates: rates(NS / 1e4, 0.002 * NS),
        },
    }
}

impl Machine {
    fn candidates(&self, parts: usize) -> Candidates<'_> {
        Candidates {
            scalar: &self.scalar,
            simd: &self.simd,
            serial: false,
            rows: Rows::NONE,
            threads: Some(Threads {
                pool: &self.pool,
                parts,
                whole: parts as f64,
            }),
            device: Some(Device {
                rates: &self.card,
                making: Making::Done,
                beside: None,
                tests: 0.0,
                margin: GpuMargin::Untested(5.0),
            }),
            homeward: 0.0,
            corrections: [1.0; Variant::LOCAL.len()],
            incumbent: None,
        }
    }
}

/// Points that take so many ops each, over arrays of 12 bytes a point.
fn work(points: f64, ops: f64) -> Work {
    let mut work = Work {
        points,
        contiguous: 12.0 * points,
        streamed: 12.0 * points,
        footprint: 8.0 * points,
        reads: 8.0 * points,
        writes: 4.0 * points,
        ..Work::NONE
    };
    work.ops32[Class::Add as usize] = ops * points;
    work
}

fn chosen(work: &Work, candidates: &Candidates<'_>) -> Variant {
    select(work, candidates).variant
}

#[test]
fn work_that_grows_moves_outwards_and_never_back() {
    let machine = machine();
    let candidates = machine.candidates(32);
    let mut seen = vec![];
    for exponent in 0..30 {
        let variant = chosen(&work(f64::from(1 << exponent), 1000.0), &candidates);
        if seen.last() != Some(&variant) {
            seen.push(variant);
        }
    }
    assert_eq!(seen, [Variant::Simd, Variant::Threads, Variant::Gpu]);
}

#[test]
fn arrays_on_the_device_keep_the_work_there() {
    let machine = machine();
    let mut candidates = machine.candidates(32);
    let mut stream = work(1e6, 2.0);
    assert_ne!(chosen(&stream, &candidates), Variant::Gpu);
    (stream.reads, stream.writes) = (0.0, 0.0);
    candidates.homeward = 12e6 * machine.card.download;
    assert_eq!(chosen(&stream, &candidates), Variant::Gpu);
    let [scalar, simd, threads, gpu] = select(&stream, &candidates).predictions;
    for prediction in [scalar, simd, threads] {
        assert_eq!(prediction.map(|p| p.transfers), Some(candidates.homeward));
    }
    assert_eq!(gpu.map(|p| p.transfers), Some(0.0));
}

#[test]
fn no_work_is_simd() {
    assert_eq!(
        chosen(&Work::NONE, &machine().candidates(32)),
        Variant::Simd
    );
}

#[test]
fn streaming_stays_away_from_the_card() {
    let machine = machine();
    let candidates = machine.candidates(32);
    for exponent in 0..30 {
        let variant = chosen(&work(f64::from(1 << exponent), 1.0), &candidates);
        assert_ne!(variant, Variant::Gpu, "2^{exponent}");
    }
}

#[test]
fn an_untested_card_must_earn_its_overhead_five_times() {
    let machine = machine();
    let mut candidates = machine.candidates(32);
    candidates.threads = None;
    let mut margins = 0;
    for step in 0..400 {
        let work = work(1e3 * 1.05f64.powi(step), 100.0);
        let decision = select(&work, &candidates);
        let [_, simd, _, gpu] = decision.predictions;
        let (cpu, gpu) = (simd.expect("always there"), gpu.expect("given"));
        // DESIGN's wording of the rule: T_cpu ≥ T_gpu·(1 + 4f).
        let f = (gpu.overhead + gpu.transfers) / gpu.total;
        let earned = cpu.total >= gpu.total * (1.0 + 4.0 * f);
        assert_eq!(decision.variant == Variant::Gpu, earned, "step {step}");
        if let Reason::Margin { saved, needed } = decision.reason {
            assert!(0.0 < saved && saved < needed);
            margins += 1;
        }
    }
    assert!(margins > 0, "some work lies within the margin");
}

#[test]
fn a_tested_card_need_only_be_faster() {
    let machine = machine();
    let mut candidates = machine.candidates(32);
    candidates.threads = None;
    let work = (0..400)
        .map(|step| work(1e3 * 1.05f64.powi(step), 100.0))
        .find(|work| matches!(select(work, &candidates).reason, Reason::Margin { .. }))
        .expect("some work lies within the margin");
    if let Some(device) = &mut candidates.device {
        device.tests = 3.0;
    }
    assert_eq!(chosen(&work, &candidates), Variant::Gpu);
}

#[test]
fn the_margin_goes_with_the_measurements() {
    let machine = machine();
    let mut device = machine.candidates(1).device.expect("there is one");
    let mut margin = |tests: f64, wanted: GpuMargin| {
        (device.tests, device.margin) = (tests, wanted);
        margin(&device)
    };
    let five = GpuMargin::Untested(5.0);
    assert_eq!(margin(0.0, five), 4.0);
    assert!(margin(1.0, five) > margin(2.0, five) && margin(2.0, five) > 0.0);
    assert_eq!(margin(TESTS, five), 0.0);
    assert_eq!(margin(100.0, five), 0.0);
    assert_eq!(margin(100.0, GpuMargin::Always(3.0)), 2.0);
    assert_eq!(margin(0.0, GpuMargin::Untested(1.0)), 0.0);
}

#[test]
fn what_is_in_use_stays_until_another_is_clearly_faster() {
    let machine = machine();
    let work = work(1e5, 10.0);
    let mut candidates = machine.candidates(32);
    let [_, simd, threads, _] = select(&work, &candidates).predictions;
    let (simd, threads) = (simd.expect("always there"), threads.expect("given"));
    let even = simd.total / threads.total;
    candidates.incumbent = Some(Variant::Threads);
    candidates.corrections[Variant::Threads as usize] = 1.01 * even;
    let decision = select(&work, &candidates);
    assert_eq!(
        (decision.variant, decision.reason),
        (Variant::Threads, Reason::Incumbent)
    );
    candidates.corrections[Variant::Threads as usize] = 1.1 * even;
    assert_eq!(chosen(&work, &candidates), Variant::Simd);
}

#[test]
fn threads_have_to_be_worth_their_cores() {
    let machine = machine();
    let work = work(1e5, 10.0);
    let mut candidates = machine.candidates(32);
    let [_, simd, threads, _] = select(&work, &candidates).predictions;
    let even = simd.expect("always there").total / threads.expect("given").total;
    candidates.corrections[Variant::Threads as usize] = 0.95 * even;
    assert_eq!(chosen(&work, &candidates), Variant::Simd);
    candidates.corrections[Variant::Threads as usize] = 0.85 * even;
    assert_eq!(chosen(&work, &candidates), Variant::Threads);
}

#[test]
fn short_rows_leave_lanes_empty() {
    let machine = machine();
    let work = work(16_000.0, 1000.0);
    let time = |points: f64| {
        let mut candidates = machine.candidates(1);
        candidates.rows = Rows {
            count: work.points / points,
            points,
            gang: 16.0,
        };
        select(&work, &candidates).predictions[Variant::Simd as usize]
            .expect("always there")
            .compute
    };
    assert_eq!(time(8.0), 2.0 * time(16.0));
    assert_eq!(time(17.0) / time(16.0), 32.0 / 17.0);
    assert_eq!(time(1.0), 8.0 * time(16.0), "no slower than one lane");
    assert_eq!(time(1000.0), time(16.0));
}

#[test]
fn few_parts_gain_little() {
    let machine = machine();
    let work = work(1e6, 10.0);
    let time = |parts| {
        select(&work, &machine.candidates(parts)).predictions[Variant::Threads as usize]
            .expect("given")
            .total
    };
    assert!(time(32) < time(8) * 1.001);
    assert!(time(8) < time(9), "nine parts take two rounds");
    assert!(time(2) < time(1));
}

#[test]
fn memory_bound_work_gains_what_the_memory_gives() {
    let mut machine = machine();
    // Two threads saturate the memory, beside which the nearest cache is fast.
    machine.simd.stream.0[0] = 0.002 * NS;
    machine.pool.stream = Curve::constant(0.025 * NS);
    let predictions = select(&work(1e7, 0.1), &machine.candidates(32)).predictions;
    let simd = predictions[Variant::Simd as usize].expect("always there");
    let threads = predictions[Variant::Threads as usize].expect("given");
    let gain = simd.total / threads.total;
    assert!((1.8..2.2).contains(&gain), "{gain}");
}

#[test]
fn corrections_move_the_choice() {
    let machine = machine();
    let mut candidates = machine.candidates(32);
    let work = work(1e5, 10.0);
    assert_eq!(chosen(&work, &candidates), Variant::Threads);
    candidates.corrections[Variant::Threads as usize] = 100.0;
    assert_eq!(chosen(&work, &candidates), Variant::Simd);
}

#[test]
fn a_prediction_is_its_parts_less_the_overlap() {
    let machine = machine();
    let work = work(1e6, 3.0);
    for prediction in select(&work, &machine.candidates(32)).predictions {
        let p = prediction.expect("given");
        let parts = p.compute + p.memory + p.overhead + p.transfers;
        let hidden = OVERLAP * p.compute.min(p.memory);
        assert!((p.total - (parts - hidden)).abs() <= 1e-12 * p.total);
    }
}

#[test]
fn a_device_without_its_pipeline_is_wanted_but_not_chosen() {
    let machine = machine();
    let heavy = work(1e6, 1e4);
    let decide = |making, incumbent| {
        let mut candidates = machine.candidates(64);
        candidates.incumbent = incumbent;
        if let Some(device) = &mut candidates.device {
            device.making = making;
        }
        select(&heavy, &candidates)
    };
    assert_eq!(decide(Making::Done, None).variant, Variant::Gpu);
    for making in [Making::Missing, Making::Begun] {
        for incumbent in [None, Some(Variant::Threads), Some(Variant::Gpu)] {
            let decision = decide(making, incumbent);
            assert_eq!(decision.variant, Variant::Threads, "{incumbent:?}");
            assert_eq!(decision.reason, Reason::Unmade(making));
        }
    }
    let overhead = |making| {
        let prediction = decide(making, None).predictions[Variant::Gpu as usize];
        prediction.expect("there is a device").overhead
    };
    // What has been begun costs nobody anything more.
    assert_eq!(overhead(Making::Begun), overhead(Making::Done));
    let more = overhead(Making::Missing) - overhead(Making::Done);
    assert!((more - machine.card.compile / COMPILE_RUNS).abs() < 1e-12);
}

#[test]
fn a_device_that_is_not_wanted_is_not_waited_for() {
    let machine = machine();
    let mut candidates = machine.candidates(64);
    if let Some(device) = &mut candidates.device {
        device.making = Making::Missing;
    }
    let decision = select(&work(1e4, 2.0), &candidates);
    assert_ne!(decision.variant, Variant::Gpu);
    assert_eq!(decision.reason, Reason::Fastest);
}

/// The card takes a third of the time that the threads take.
fn worthy_of_both(machine: &mut Machine) -> Work {
    machine.card.rates = rates(NS / 192.0, 0.0);
    (machine.card.upload, machine.card.download) = (0.001 * NS, 0.001 * NS);
    work(1e6, 1000.0)
}

#[test]
fn both_end_at_the_same_time() {
    let mut machine = machine();
    let work = worthy_of_both(&mut machine);
    let mut candidates = machine.candidates(64);
    let alone = select(&work, &candidates);
    assert_eq!(alone.variant, Variant::Gpu);
    candidates.device.as_mut().expect("there is one").beside = Some(Making::Done);
    let both = select(&work, &candidates);
    assert_eq!(both.variant, Variant::Gpu);
    let [.., threads, device] = both.predictions.map(|p| p.expect("all can run"));
    let [.., single] = alone.predictions.map(|p| p.expect("all can run"));
    assert!((0.24..0.26).contains(&device.beside), "{}", device.beside);
    let ratio = device.total / single.total;
    assert!((0.74..0.76).contains(&ratio), "{ratio}");
    let processors = threads.overhead + device.beside * (threads.total - threads.overhead);
    assert!((processors / device.total - 1.0).abs() < 1e-9);
}

#[test]
fn the_processor_stays_away_where_it_would_save_little() {
    let mut machine = machine();
    let work = worthy_of_both(&mut machine);
    for (op, worth_it) in [(NS / 192.0, true), (NS / 6400.0, false)] {
        machine.card.rates = rates(op, 0.0);
        let mut candidates = machine.candidates(64);
        candidates.device.as_mut().expect("there is one").beside = Some(Making::Missing);
        let decision = select(&work, &candidates);
        assert_eq!(decision.wants_beside, worth_it);
        // Until its pipeline is made, the device does it alone.
        let device = decision.predictions[Variant::Gpu as usize].expect("it can run");
        assert_eq!(device.beside, 0.0);
    }
}
