//! Tests of sessions: what counts, what is proved, and when the page hears of the end.

use super::*;
use proptest::prelude::*;
use tapvine_shared::run::{plausible, replay};

/// Lasts so many ticks; a tap is worth the tick it falls in times its action.
struct Early<const TICKS: u32>(i64, u32);

impl<const TICKS: u32> Rules for Early<TICKS> {
    const VERSION: u16 = 1;
    fn new(_: Seed, _: &Dials) -> Self {
        Early(0, 0)
    }
    fn longest_ticks(_: &Dials) -> u32 {
        TICKS
    }
    fn step(&mut self, actions: &[u16]) {
        self.0 += actions.iter().map(|action| i64::from(*action) * i64::from(self.1)).sum::<i64>();
        self.1 += 1;
    }
    fn is_over(&self) -> bool {
        self.1 == TICKS
    }
    fn score(&self) -> i64 {
        self.0
    }
    fn rival_score(&self) -> Option<i64> {
        None
    }
}

/// A run whose countdown is over.
fn playing<const TICKS: u32>() -> Session<Early<TICKS>> {
    let mut session = Session::run(Seed(1), &Dials::default());
    while session.phase() != Phase::Playing {
        assert!(!session.tick(), "the rules stand still during the countdown");
    }
    session
}

fn play<const TICKS: u32>(taps_before_each_tick: &[u16]) -> Session<Early<TICKS>> {
    let mut session = playing();
    for count in taps_before_each_tick {
        (0..*count).for_each(|action| session.tap(action));
        session.tick();
    }
    session
}

proptest! {
    #[test]
    fn the_trace_of_a_run_replays_to_the_same_outcome(taps in prop::collection::vec(0u16..5, 100)) {
        let mut session = play::<100>(&taps);
        session.tap(1);
        let (outcome, trace) = session.finish(true).expect("over");
        let replayed = replay::<Early<100>>(Seed(1), &Dials::default(), trace).map(|replay| replay.outcome);
        prop_assert_eq!(replayed, Ok(outcome));
    }

    #[test]
    fn however_wildly_somebody_taps_the_trace_is_plausible(taps in prop::collection::vec(0u16..7, 400)) {
        let mut session = play::<400>(&taps);
        let (_, trace) = session.finish(true).expect("over");
        prop_assert_eq!(plausible(trace, 400 * 17), Ok(()));
    }
}

#[test]
fn ten_taps_a_second_all_count() {
    let taps: Vec<u16> = (0..1_800).map(|tick| u16::from(tick % 6 == 0)).collect();
    let mut session = play::<1_800>(&taps);
    assert_eq!(session.finish(true).map(|(_, trace)| trace.inputs.len()), Some(300));
}

#[test]
fn taps_count_neither_during_the_countdown_nor_in_a_demo() {
    let mut run = Session::<Early<9>>::run(Seed(1), &Dials::default());
    run.tap(1);
    let mut interrupted = playing::<9>();
    interrupted.resume();
    interrupted.tap(1);
    let mut demo = Session::<Early<9>>::demo(Seed(1));
    demo.tap(1);
    assert!([&run.trace, &interrupted.trace, &demo.trace].iter().all(|trace| trace.inputs.is_empty()));
}

#[test]
fn the_end_is_told_once_after_the_ending() {
    let mut session = play::<9>(&[0; 9]);
    let mut told = 0;
    for _ in 0..200 {
        assert_eq!(session.phase() == Phase::Ended, told == 1);
        told += usize::from(session.finish(false).is_some());
        session.tick();
    }
    assert_eq!(told, 1);
}

#[test]
fn a_page_in_the_background_hears_of_the_end_at_once_and_of_an_unfinished_run_never() {
    assert!(playing::<9>().finish(true).is_none());
    let mut over = play::<9>(&[0; 9]);
    assert!(over.finish(true).is_some());
    assert!(over.finish(true).is_none());
}

#[test]
fn a_run_interrupted_is_counted_in_again_and_a_demo_is_not() {
    let mut run = playing::<9>();
    run.resume();
    assert_eq!(run.phase(), Phase::Resuming { ticks: RESUMING_TICKS });
    while run.phase() != Phase::Playing {
        assert!(!run.tick());
    }
    let mut demo = Session::<Early<9>>::demo(Seed(1));
    demo.resume();
    assert_eq!(demo.phase(), Phase::Demo);
}
