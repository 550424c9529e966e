//! The plan of a run: which fruit hangs where and when, from the seed and the dials alone.

use super::dial;
use super::fruit::{CELLS, Fruit, Phase};
use super::pace::Pace;
use tapvine_shared::run::{Dials, Rng, Seed};

const SCHEDULE_STREAM: u64 = 1;
/// A branch stays empty this long after a fruit, so that a late tap does not hit the next one.
const REST_TICKS: u32 = 18;
/// The longest a player waits for the next fruit worth picking; shorter than a combo lives.
const LONGEST_WAIT_TICKS: u32 = 96;
/// Nothing new appears so late that it could not be picked any more.
const LAST_BIRTH_TICKS: u32 = 48;
/// When the tutorial of the first seconds is over and chance takes over.
const TUTORIAL_TICKS: u32 = 228;
const AMBER_TURNS_GREEN_PERCENT: u32 = 55;
/// How often the next fruit follows at once, so that two hands are better than one.
const PAIR_PERCENT: u32 = 16;
const PAIR_GAP_TICKS: u32 = 7;

/// All fruit of a run in order of birth.
pub fn plan(seed: Seed, dials: &Dials, pace: Pace) -> Vec<Fruit> {
    let mut planner = Planner::new(seed, dials, pace);
    planner.add_tutorial();
    let mut tick = TUTORIAL_TICKS;
    while tick + LAST_BIRTH_TICKS < pace.duration_ticks {
        let paired = planner.rng.chance_percent(PAIR_PERCENT);
        let gap = if paired { PAIR_GAP_TICKS } else { pace.gap_ticks(tick) };
        planner.add_by_chance(tick, gap);
        tick += gap.max(1);
    }
    planner.fruits
}

struct Planner {
    rng: Rng,
    pace: Pace,
    amber_percent: u32,
    red_percent: u32,
    gold_at: Vec<u32>,
    fruits: Vec<Fruit>,
    /// When the last fruit worth picking so far can be picked.
    last_ready: u32,
}

impl Planner {
    fn new(seed: Seed, dials: &Dials, pace: Pace) -> Planner {
        let mut rng = Rng::new(seed, SCHEDULE_STREAM);
        let golds = dial::GOLD_FRUITS.of(dials);
        // One golden fruit somewhere in each equal part of the time after the tutorial.
        let part = pace.duration_ticks.saturating_sub(TUTORIAL_TICKS) * 9 / 10 / golds.max(1);
        let gold_at = (0..golds).map(|n| TUTORIAL_TICKS + part * n + part / 3 + rng.below(part * 2 / 3));
        let gold_at = gold_at.collect();
        let amber_percent = dial::AMBER_PERCENT.of(dials);
        let red_percent = dial::RED_PERCENT.of(dials);
        Planner { rng, pace, amber_percent, red_percent, gold_at, fruits: Vec::new(), last_ready: 0 }
    }

    /// Two green fruit, then an amber one that turns green, then a red one: slow, one by one.
    fn add_tutorial(&mut self) {
        self.add(24, 0, 140, Phase::Green);
        self.add(84, 0, 130, Phase::Green);
        self.add(126, 66, 110, Phase::Green);
        self.add(174, 0, 110, Phase::Red);
    }

    fn add_by_chance(&mut self, tick: u32, gap: u32) {
        let pace = self.pace;
        let hanging = self.fruits.iter().filter(|fruit| fruit.dies > tick).count();
        let waited_too_long = |then: u32| then > self.last_ready + LONGEST_WAIT_TICKS;
        let overdue = waited_too_long(tick + gap);
        if hanging >= pace.max_fruits(tick) && !overdue {
            return;
        }
        if self.gold_at.first().is_some_and(|at| *at <= tick) {
            self.gold_at.remove(0);
            return self.add(tick, 0, pace.gold_ticks(tick), Phase::Gold);
        }
        let wait = pace.amber_ticks(tick) + self.rng.below(24);
        let too_slow = waited_too_long(tick + wait);
        let draw = self.rng.below(100);
        if draw >= self.amber_percent + self.red_percent || overdue {
            self.add(tick, 0, pace.green_ticks(tick), Phase::Green);
        } else if draw >= self.amber_percent {
            self.add(tick, 0, pace.red_ticks(tick), Phase::Red);
        } else {
            let turns_green = self.rng.chance_percent(AMBER_TURNS_GREEN_PERCENT);
            if turns_green && too_slow {
                self.add(tick, 0, pace.green_ticks(tick), Phase::Green);
            } else if turns_green {
                self.add(tick, wait, pace.green_ticks(tick) * 4 / 5, Phase::Green);
            } else {
                self.add(tick, wait, pace.red_ticks(tick) * 3 / 4, Phase::Red);
            }
        }
    }

    fn add(&mut self, born: u32, wait: u32, hang: u32, becomes: Phase) {
        let Some(cell) = self.free_cell(born) else { return };
        let turns = born + wait;
        if becomes.is_worth_picking() {
            self.last_ready = self.last_ready.max(turns);
        }
        let id = self.fruits.len() as u16;
        self.fruits.push(Fruit { id, cell, born, turns, dies: turns + hang, becomes });
    }

    /// A branch that has rested, and not the one used last.
    fn free_cell(&mut self, tick: u32) -> Option<u8> {
        let last = self.fruits.last().map(|fruit| fruit.cell);
        let rested = |cell: &u8| {
            let busy = |fruit: &&Fruit| fruit.cell == *cell && fruit.dies + REST_TICKS > tick;
            Some(*cell) != last && !self.fruits.iter().rev().any(|fruit| busy(&fruit))
        };
        let free: Vec<u8> = (0..CELLS).filter(rested).collect();
        let at = self.rng.below(free.len() as u32) as usize;
        free.get(at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::score_keeper::COMBO_TICKS;
    use proptest::prelude::*;

    fn planned(seed: u64, dials: &Dials) -> Vec<Fruit> {
        plan(Seed(seed), dials, Pace::new(dials))
    }

    proptest! {
        #[test]
        fn a_branch_never_bears_two_fruit_at_once(seed in any::<u64>(), percent in 50i64..=200) {
            let fruits = planned(seed, &Dials::from([("pace_percent", percent)]));
            for cell in 0..CELLS {
                let here: Vec<_> = fruits.iter().filter(|fruit| fruit.cell == cell).collect();
                prop_assert!(here.windows(2).all(|two| two[0].dies + REST_TICKS <= two[1].born));
            }
        }

        #[test]
        fn someone_quick_enough_can_keep_one_combo_from_the_first_fruit_to_the_last(seed in any::<u64>()) {
            let fruits = planned(seed, &Dials::default());
            let mut ready: Vec<u32> =
                fruits.iter().filter(|fruit| fruit.becomes.is_worth_picking()).map(|fruit| fruit.turns).collect();
            ready.sort_unstable();
            prop_assert!(ready.windows(2).all(|two| two[1] - two[0] <= COMBO_TICKS), "{:?}", ready);
        }

        #[test]
        fn every_fruit_is_born_turns_and_dies_in_that_order(seed in any::<u64>()) {
            let fruits = planned(seed, &Dials::default());
            prop_assert!(fruits.iter().all(|fruit| fruit.born <= fruit.turns && fruit.turns < fruit.dies));
            prop_assert!(fruits.windows(2).all(|two| two[0].born <= two[1].born && two[0].id < two[1].id));
        }

        #[test]
        fn golden_fruit_are_as_many_as_the_dial_says(seed in any::<u64>(), golds in 0i64..=4) {
            let fruits = planned(seed, &Dials::from([("gold_fruits", golds)]));
            let grown = fruits.iter().filter(|fruit| fruit.becomes == Phase::Gold).count();
            prop_assert_eq!(grown as i64, golds);
        }
    }

    #[test]
    fn the_same_seed_plans_the_same_fruit_and_another_seed_others() {
        assert_eq!(planned(3, &Dials::default()), planned(3, &Dials::default()));
        assert_ne!(planned(3, &Dials::default()), planned(4, &Dials::default()));
    }
}
