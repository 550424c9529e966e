//! Whole runs: what anyone may do to the rules, and what they must hold.

use super::*;
use proptest::prelude::*;

fn run_with(seed: u64, dials: &Dials, mut tap: impl FnMut(&FruitRush) -> Vec<u16>) -> FruitRush {
    let mut rules = FruitRush::new(Seed(seed), dials);
    while !rules.is_over() {
        let actions = tap(&rules);
        rules.step(&actions);
    }
    rules
}

fn every(phase: Phase) -> impl FnMut(&FruitRush) -> Vec<u16> {
    move |rules| {
        let wanted = rules.fruits().filter(|fruit| fruit.phase == phase);
        wanted.map(|fruit| u16::from(fruit.cell)).take(3).collect()
    }
}

#[test]
fn a_run_lasts_as_long_as_its_dial_says() {
    for seconds in [5, 30, 120] {
        let dials = Dials::from([("duration_seconds", seconds)]);
        assert_eq!(i64::from(run_with(1, &dials, |_| vec![]).tick), seconds * 60);
    }
}

#[test]
fn whoever_taps_nothing_scores_nothing_and_the_hand_scores_the_same_as_ever() {
    let idle = run_with(5, &Dials::default(), |_| vec![]);
    let busy = run_with(5, &Dials::default(), every(Phase::Green));
    assert_eq!(idle.score(), 0);
    assert!(busy.score() > 0);
    assert_eq!(idle.rival_score(), busy.rival_score());
}

#[test]
fn picking_only_red_never_brings_the_score_below_zero() {
    assert_eq!(run_with(5, &Dials::default(), every(Phase::Red)).score(), 0);
}

#[test]
fn picking_only_amber_wins_nothing() {
    assert_eq!(run_with(5, &Dials::default(), every(Phase::Amber)).score(), 0);
}

#[test]
fn a_second_tap_on_the_same_fruit_counts_once() {
    let once = run_with(8, &Dials::default(), every(Phase::Green)).score();
    let mut greens = every(Phase::Green);
    let twice = run_with(8, &Dials::default(), |rules| {
        let taps = greens(rules);
        taps.iter().flat_map(|cell| [*cell, *cell]).collect()
    });
    assert_eq!(twice.score(), once);
}

#[test]
fn the_first_seconds_teach_green_then_amber_then_red() {
    for seed in 0..50 {
        let mut rules = FruitRush::new(Seed(seed), &Dials::default());
        let mut seen = Vec::new();
        for _ in 0..200 {
            rules.step(&[]);
            for fruit in rules.fruits() {
                if !seen.contains(&(fruit.id, fruit.phase)) {
                    seen.push((fruit.id, fruit.phase));
                }
            }
        }
        let phases: Vec<Phase> = seen.into_iter().map(|(_, phase)| phase).collect();
        use Phase::{Amber, Green, Red};
        assert_eq!(phases, [Green, Green, Amber, Red, Green], "seed {seed}");
    }
}

proptest! {
    #[test]
    fn no_taps_whatever_break_the_rules(
        seed in any::<u64>(),
        taps in prop::collection::vec(any::<u16>(), 0..40),
        wild in -200i64..100_000,
    ) {
        let mut dials = Dials::default();
        dial::ALL.iter().for_each(|dial| dials.set(dial.name, wild));
        let mut rules = FruitRush::new(Seed(seed), &dials);
        while !rules.is_over() {
            let cell = taps.get(rules.tick as usize % 61).map(|tap| tap % 14);
            rules.step(cell.as_slice());
            prop_assert!(rules.score() >= 0 && rules.rival_score() >= Some(0));
            prop_assert!(rules.fruits().all(|fruit| fruit.progress_permille <= 1_000));
        }
    }
}
