//! The system's hand: decides from the seed what it will reach for and when, and picks by the same rules.

use super::board::{Board, Picked};
use super::dial;
use super::orchard::Orchard;
use super::schedule::{Fruit, Phase};
use tapvine_shared::run::{Dials, Rng, Seed};

const HAND_STREAM: u64 = 2;

pub struct Hand {
    /// What it means to pick, the earliest last.
    intentions: Vec<Intention>,
    gap_ticks: u32,
    free_from: u32,
}

struct Intention {
    tick: u32,
    cell: u8,
    id: u16,
}

impl Hand {
    pub fn new(seed: Seed, dials: &Dials, plan: &[Fruit]) -> Hand {
        let mut rng = Rng::new(seed, HAND_STREAM);
        let reaction_ticks = dial::HAND_REACTION_MS.ticks_of(dials);
        let jitter_ticks = dial::HAND_JITTER_MS.ticks_of(dials);
        let miss_percent = dial::HAND_MISS_PERCENT.of(dials);
        let slip_percent = dial::HAND_SLIP_PERCENT.of(dials);
        let mut intentions: Vec<Intention> = plan
            .iter()
            .filter_map(|fruit| {
                // Every fruit draws the same numbers, so one dial does not shift the luck of another.
                let (misses, slips) = (rng.chance_percent(miss_percent), rng.chance_percent(slip_percent));
                let tick = fruit.turns + reaction_ticks + rng.below(jitter_ticks + 1);
                let reaches = if fruit.becomes == Phase::Red { slips } else { !misses };
                reaches.then_some(Intention { tick, cell: fruit.cell, id: fruit.id })
            })
            .collect();
        intentions.sort_by_key(|intention| std::cmp::Reverse((intention.tick, intention.id)));
        Hand { intentions, gap_ticks: dial::HAND_GAP_MS.ticks_of(dials), free_from: 0 }
    }

    /// One pick the hand makes in this tick, if any; call again until there is none.
    pub fn reach(&mut self, orchard: &Orchard, board: &mut Board, tick: u32) -> Option<Picked> {
        while tick >= self.free_from {
            let due = self.intentions.pop_if(|intention| intention.tick <= tick)?;
            let fruit = orchard.on(due.cell).filter(|fruit| fruit.id == due.id);
            if let Some(picked) = fruit.and_then(|fruit| board.pick(fruit, tick)) {
                self.free_from = tick + self.gap_ticks.max(1);
                return Some(picked);
            }
        }
        None
    }

    /// The branch it picks from next, when that is within `ticks` – for the view, which shows it reaching.
    pub fn reaches_for(&self, tick: u32, ticks: u32) -> Option<u8> {
        let next = self.intentions.last()?;
        (next.tick.max(self.free_from) <= tick + ticks).then_some(next.cell)
    }
}

#[cfg(test)]
mod tests {
    use super::super::FruitRush;
    use super::*;
    use tapvine_shared::run::Rules;

    /// The hand's mean score over many seeds.
    fn mean_score(dials: &[(&str, i64)]) -> i64 {
        let mut all = Dials::default();
        dials.iter().for_each(|(name, value)| all.set(*name, *value));
        let scores = (0..60).map(|seed| {
            let mut rules = FruitRush::new(Seed(seed), &all);
            while !rules.is_over() {
                rules.step(&[]);
            }
            rules.rival_score().unwrap_or(0)
        });
        scores.sum::<i64>() / 60
    }

    #[test]
    fn a_slower_hand_scores_less() {
        let reacts = |ms| mean_score(&[("hand_reaction_ms", ms)]);
        assert!(reacts(400) > reacts(640) && reacts(640) > reacts(900));
    }

    #[test]
    fn a_hand_that_misses_or_slips_more_scores_less() {
        assert!(mean_score(&[("hand_miss_percent", 40)]) < mean_score(&[("hand_miss_percent", 5)]));
        assert!(mean_score(&[("hand_slip_percent", 60)]) < mean_score(&[("hand_slip_percent", 0)]));
        assert_eq!(mean_score(&[("hand_miss_percent", 100), ("hand_slip_percent", 0)]), 0);
    }

    #[test]
    fn the_hand_needs_a_moment_between_two_picks() {
        let quick = mean_score(&[("hand_gap_ms", 0)]);
        assert!(quick > mean_score(&[("hand_gap_ms", 900)]));
    }
}
