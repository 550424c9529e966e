//! Tests of the rules of Tag Party.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn party(seed: u64) -> TagParty {
    TagParty::new(Seed(seed), &Dials::default())
}

/// Steps without a tap until a label that is not stuck drifts by.
fn next_label(party: &mut TagParty) -> u16 {
    loop {
        if let Some(label) = party.drifting().into_iter().flatten().next() {
            return label;
        }
        party.step(&[]);
    }
}

#[test]
fn a_tapped_label_sticks_and_a_second_tap_peels_it_off() {
    let mut party = party(1);
    let label = next_label(&mut party);
    party.step(&[label]);
    assert_eq!(party.game_events(), [GameEvent::Stuck { label, place: 0 }]);
    assert_eq!(party.score(), 1);
    party.step(&[label]);
    assert_eq!(party.game_events(), [GameEvent::Peeled { label, place: 0 }]);
    assert_eq!(party.score(), 0);
}

#[test]
fn a_sixth_label_does_not_stick() {
    let mut party = party(2);
    for _ in 0..5 {
        let label = next_label(&mut party);
        party.step(&[label]);
    }
    let sixth = next_label(&mut party);
    party.step(&[sixth]);
    assert_eq!(party.game_events(), [GameEvent::Full { label: sixth }]);
    assert_eq!(party.labels().expect("a game of labels").chosen.len(), 5);
}

#[test]
fn every_label_drifts_by_and_is_shown() {
    for labels in [8, 9, 46, 60] {
        let dials = Dials::from([("labels", labels)]);
        let mut party = TagParty::new(Seed(3), &dials);
        let mut seen = BTreeSet::new();
        while !party.is_over() {
            seen.extend(party.drifting().into_iter().flatten());
            party.step(&[]);
        }
        assert_eq!(seen.len(), labels as usize);
        assert_eq!(party.labels().expect("labels").shown.len(), labels as usize);
    }
}

#[test]
fn who_ends_early_was_shown_only_what_had_come() {
    let mut party = party(4);
    let label = next_label(&mut party);
    party.step(&[label, DONE]);
    assert!(!party.is_over(), "nobody ends in the first three seconds");
    while party.tick() < 5 * TICKS_PER_SECOND {
        party.step(&[]);
    }
    party.step(&[DONE]);
    assert!(party.is_over());
    let LabelChoice { shown, chosen } = party.labels().expect("labels");
    assert_eq!(chosen, [label]);
    assert!(shown.contains(&label) && (10..40).contains(&shown.len()), "{}", shown.len());
}

proptest! {
    #[test]
    fn whatever_is_tapped_few_stick_and_only_what_was_shown(
        seed in any::<u64>(),
        taps in prop::collection::vec((0u32..1_200, prop_oneof![0u16..64, Just(DONE)]), 0..80),
    ) {
        let mut party = party(seed);
        while !party.is_over() {
            let now: Vec<u16> = taps.iter().filter(|(tick, _)| *tick == party.tick()).map(|(_, action)| *action).collect();
            party.step(&now);
        }
        let LabelChoice { shown, chosen } = party.labels().expect("labels");
        prop_assert!(chosen.len() <= 5);
        prop_assert_eq!(chosen.len() as i64, party.score());
        prop_assert!(chosen.iter().all(|label| shown.contains(label)));
        prop_assert!(shown.is_sorted() && chosen.is_sorted());
    }
}
