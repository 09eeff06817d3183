use super::*;
use crate::simd::Isa;

fn key(bound: f64) -> Key {
    Key::new(0, bound, 1e6, 2, Isa::OneLane)
}

#[test]
fn like_amounts_share_a_slot_and_others_do_not() {
    let same = [key(1e-4), key(1.05e-4)];
    assert_eq!(same[0], same[1]);
    let others = [
        key(1e-4),
        key(2e-4),
        Key::new(1, 1e-4, 1e6, 2, Isa::OneLane),
        Key::new(0, 1e-4, 4e6, 2, Isa::OneLane),
        Key::new(0, 1e-4, 1e6, 4, Isa::OneLane),
        Key::new(0, 1e-4, 1e6, 2, Isa::ALL[Isa::ALL.len() - 1]),
    ];
    for (i, one) in others.iter().enumerate() {
        assert!(others[..i].iter().all(|other| other != one), "{i}");
    }
}

#[test]
fn a_choice_is_recalled_until_it_is_void() {
    let history = History::new();
    let slot = history.slot(key(1e-4));
    assert_eq!(slot.recall(), None);
    let memo = Memo {
        variant: Variant::Threads,
        incumbent: Variant::Simd,
        period: Some(4),
    };
    slot.remember(memo, Epoch::now());
    let recalled: Vec<_> = (0..8).filter_map(|_| slot.recall()).collect();
    // Another test may have made choices void meanwhile.
    if recalled.len() == 8 {
        assert!(recalled.iter().all(|(recalled, _)| *recalled == memo));
        assert_eq!(recalled.iter().filter(|(_, timed)| *timed).count(), 2);
    }
    let before = Epoch::now();
    forget_choices();
    assert_eq!(slot.recall(), None);
    slot.remember(memo, before);
    assert_eq!(slot.recall(), None, "it was void before it was made");
    assert_eq!(slot.incumbent(), Some(Variant::Simd));
}

#[test]
fn what_is_settled_of_small_calls_is_void_with_the_choices() {
    let history = History::new();
    assert_eq!(history.little(3), None);
    history.settle(3, Variant::Scalar, Epoch::now());
    history.settle(0, Variant::Simd, Epoch::now());
    let settled = [0, 3, 4].map(|stage| history.little(stage));
    // Another test may have made choices void meanwhile.
    if settled[1].is_some() {
        let each = [Some(Variant::Simd), Some(Variant::Scalar), None];
        assert_eq!(settled, each);
    }
    history.settle(LITTLE_STAGES, Variant::Scalar, Epoch::now());
    assert_eq!(history.little(LITTLE_STAGES), Some(Variant::Simd));
    forget_choices();
    assert_eq!(history.little(3), None);
}

#[test]
fn what_is_kept_is_known_again() {
    let history = History::new();
    let slot = history.slot(key(1e-4));
    let mut knowledge = history.knowledge(Some(slot));
    for _ in 0..4 {
        knowledge.observe(Variant::Threads, 0.5, 1.0);
    }
    history.keep(slot, &knowledge, Variant::Threads);
    let again = history.knowledge(Some(history.slot(key(1e-4))));
    let place = Variant::Threads as usize;
    assert_eq!(again.bucket[place].samples, 4);
    assert_eq!(again.first, Some(Variant::Threads));
    assert_eq!(history.knowledge(None).bucket, Each::default());
    assert_eq!(history.knowledge(None).kernel[place].samples, 1);
}

#[test]
fn more_amounts_than_slots_take_the_places_of_others() {
    let history = History::new();
    for exponent in 0..200 {
        let key = key(2f64.powf(f64::from(exponent) / 2.0));
        history.slot(key);
        assert!(history.known(key).is_some());
    }
}

#[test]
fn what_was_kept_is_known_to_the_next_process_and_doubted() {
    let history = History::new();
    let slot = history.slot(key(1e-4));
    let mut knowledge = history.knowledge(Some(slot));
    for variant in [Variant::Simd, Variant::Threads, Variant::Gpu] {
        for _ in 0..8 {
            knowledge.observe(variant, 0.5, 1.0);
        }
        history.keep(slot, &knowledge, variant);
    }
    let threads = Memo::fixed(Variant::Threads);
    slot.remember(threads, Epoch::now());

    let text = serde_json::to_string(&history.kept()).expect("numbers can be written");
    let kept: Kept = serde_json::from_str(&text).expect("it was written so");
    let next = History::new();
    next.recall(&kept);
    let slot = next.known(key(1e-4)).expect("the amount was kept");
    assert_eq!(slot.incumbent(), Some(Variant::Threads));
    assert_eq!(slot.recall(), None, "the choice is made anew");
    let (before, after) = (
        knowledge.estimates(),
        next.knowledge(Some(slot)).estimates(),
    );
    for variant in [Variant::Simd, Variant::Threads] {
        let (before, after) = (before[variant as usize], after[variant as usize]);
        assert!((before.correction - after.correction).abs() < 0.05);
        assert!(after.doubt > before.doubt, "{variant}: {after:?}");
    }
    let device = next.knowledge(Some(slot)).bucket[Variant::Gpu as usize];
    assert_eq!(device.samples, 0, "which device it was is not kept");
}

#[test]
fn a_file_may_hold_anything() {
    let history = History::new();
    let text = r#"{"kernel":[{"mean":1e30,"spread":-1,"samples":255},{"mean":0.1,"spread":0.1,"samples":9},
        {"mean":0,"spread":0,"samples":0},{"mean":0,"spread":0,"samples":0}],
        "amounts":[{"key":7,"incumbent":200,"first":9,"shared":null,"records":[{"mean":0,"spread":1e30,"samples":3},
        {"mean":0.1,"spread":0.1,"samples":9},{"mean":0,"spread":0,"samples":0},{"mean":0,"spread":0,"samples":0}]}]}"#;
    let kept: Kept = serde_json::from_str(text).expect("of the right shape");
    history.recall(&kept);
    let knowledge = history.knowledge(None);
    assert_eq!(knowledge.kernel[0], Record::default());
    assert_eq!(knowledge.kernel[1].samples, Record::KEPT);
    assert!(history.slots.iter().all(|slot| slot.key.load(Relaxed) == 0));

    // A key can be one while what stands under it cannot be.
    let valid = text.replace(r#""key":7"#, &format!(r#""key":{}"#, key(1e-4).0));
    let valid = valid.replace(r#""first":9,"shared":null"#, r#""first":1,"shared":1e30"#);
    history.recall(&serde_json::from_str(&valid).expect("of the right shape"));
    let knowledge = history.knowledge(history.known(key(1e-4)));
    assert_eq!((knowledge.first, knowledge.shared), (None, 0.0));
    let corrections = knowledge.estimates().map(|known| known.correction.abs());
    assert!(
        corrections.iter().all(|&correction| correction < 1.0),
        "{corrections:?}"
    );
}
