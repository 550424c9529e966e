//! The rules of Fruit Rush: one orchard, and two who pick in it – the player and the system's hand.
//!
//! The orchard follows from the seed and the dials alone, so both meet the same fruit; a fruit one
//! of them picked still hangs for the other. Time is ticks of a sixtieth of a second.

mod board;
mod dial;
mod hand;
mod moment;
mod orchard;
mod pace;
mod schedule;

#[cfg(test)]
mod balance;

pub use board::multiplier;
pub use moment::Moment;
pub use schedule::{CELLS, COLUMNS, Phase};

use board::Board;
use hand::Hand;
use orchard::Orchard;
use pace::Pace;
use tapvine_shared::run::{Dials, Rules, Seed};

/// One run.
pub struct FruitRush {
    tick: u32,
    pace: Pace,
    orchard: Orchard,
    player: Board,
    hand_board: Board,
    hand: Hand,
    moments: Vec<Moment>,
}

/// A fruit hanging for the player now, as the view needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FruitNow {
    /// Different for every fruit of a run, in order of birth.
    pub id: u16,
    pub cell: u8,
    pub phase: Phase,
    /// How much of the present phase is over, 0 to 1000.
    pub progress_permille: u32,
}

impl Rules for FruitRush {
    const VERSION: u16 = 1;

    fn new(seed: Seed, dials: &Dials) -> FruitRush {
        let pace = Pace::new(dials);
        let orchard = Orchard::new(schedule::plan(seed, dials, pace));
        let hand = Hand::new(seed, dials, orchard.plan());
        FruitRush {
            tick: 0,
            pace,
            orchard,
            player: Board::default(),
            hand_board: Board::default(),
            hand,
            moments: Vec::with_capacity(16),
        }
    }

    fn step(&mut self, actions: &[u16]) {
        let tick = self.tick;
        self.moments.clear();
        if self.player.forget_combo(tick) {
            self.moments.push(Moment::ComboLost);
        }
        self.orchard.grow(tick, &self.player, &mut self.moments);
        for action in actions {
            let tapped = u8::try_from(*action).ok().and_then(|cell| self.orchard.on(cell));
            let picked = tapped.and_then(|fruit| self.player.pick(fruit, tick));
            self.moments.extend(picked.into_iter().flat_map(Moment::of_player));
        }
        self.hand_board.forget_combo(tick);
        while let Some(picked) = self.hand.reach(&self.orchard, &mut self.hand_board, tick) {
            self.moments.push(Moment::of_hand(picked));
        }
        self.tick += 1;
    }

    fn is_over(&self) -> bool {
        self.tick >= self.pace.duration_ticks
    }

    fn score(&self) -> i64 {
        self.player.score()
    }

    fn rival_score(&self) -> Option<i64> {
        Some(self.hand_board.score())
    }
}

impl FruitRush {
    /// What happened in the last step, in order.
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// Every fruit the player could tap now.
    pub fn fruits(&self) -> impl Iterator<Item = FruitNow> {
        let now = self.tick.saturating_sub(1);
        self.orchard.hanging().filter(|fruit| !self.player.has_picked(fruit)).filter_map(move |fruit| {
            let phase = fruit.phase(now)?;
            let progress_permille = fruit.progress_permille(now);
            Some(FruitNow { id: fruit.id, cell: fruit.cell, phase, progress_permille })
        })
    }

    pub fn combo(&self) -> u32 {
        self.player.combo()
    }

    /// The branch the hand picks from within `ticks`, if any.
    pub fn hand_reaches_for(&self, ticks: u32) -> Option<u8> {
        self.hand.reaches_for(self.tick, ticks)
    }

    /// How much of the time to keep the combo alive is left, 0 to 1000.
    pub fn combo_left_permille(&self) -> u32 {
        self.player.combo_left_permille(self.tick)
    }

    pub fn ticks_left(&self) -> u32 {
        self.pace.duration_ticks.saturating_sub(self.tick)
    }

    pub fn duration_ticks(&self) -> u32 {
        self.pace.duration_ticks
    }

    /// Whether the last, fastest part of the run has begun.
    pub fn is_final_rush(&self) -> bool {
        self.pace.is_final_rush(self.tick)
    }
}

#[cfg(test)]
mod tests {
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
}
