//! Tests of how hard the game is: people of stated skill against the hand, and what the hand's dials do.

use super::{FruitNow, FruitRush, Phase};
use tapvine_shared::run::{Dials, Outcome, Rng, Rules, Seed};

/// A person with one finger: sees a change late, moves in a while, and errs now and then.
#[derive(Clone, Copy)]
struct Person {
    sees_after_ticks: u32,
    moves_in_ticks: u32,
    takes_red_percent: u32,
    takes_amber_percent: u32,
    overlooks_percent: u32,
}

const FIRST_TIME: Person = Person {
    sees_after_ticks: 25,
    moves_in_ticks: 22,
    takes_red_percent: 6,
    takes_amber_percent: 12,
    overlooks_percent: 9,
};
const THIRD_TIME: Person = Person {
    sees_after_ticks: 21,
    moves_in_ticks: 19,
    takes_red_percent: 2,
    takes_amber_percent: 4,
    overlooks_percent: 5,
};
const HURRIED_CHILD: Person = Person { takes_red_percent: 45, takes_amber_percent: 60, ..FIRST_TIME };

impl Person {
    /// The same person on another day: everything up to a fifth slower or faster.
    fn varied(self, rng: &mut Rng) -> Person {
        let form = 80 + rng.below(41);
        Person {
            sees_after_ticks: self.sees_after_ticks * form / 100,
            moves_in_ticks: self.moves_in_ticks * form / 100,
            ..self
        }
    }

    fn plays(self, seed: u64) -> Outcome {
        let mut rng = Rng::new(Seed(seed), 77);
        let person = self.varied(&mut rng);
        let mut rules = FruitRush::new(Seed(seed), &Dials::default());
        let mut seen: Vec<(u16, Phase, u32, bool)> = Vec::new();
        let mut aim: Option<(FruitNow, u32)> = None;
        for tick in 0.. {
            let now: Vec<FruitNow> = rules.fruits().collect();
            for fruit in &now {
                if !seen.iter().any(|(id, phase, ..)| (*id, *phase) == (fruit.id, fruit.phase)) {
                    let wants = person.wants(fruit.phase, &mut rng);
                    let at = tick + person.sees_after_ticks * (80 + rng.below(60)) / 100;
                    seen.push((fruit.id, fruit.phase, at, wants));
                }
            }
            let noticed = |fruit: &&FruitNow| {
                seen.iter().any(|(id, phase, at, wants)| {
                    (*id, *phase) == (fruit.id, fruit.phase) && *wants && *at <= tick
                })
            };
            if aim.is_none() {
                let first = now.iter().filter(noticed).min_by_key(|fruit| fruit.id);
                aim = first.map(|fruit| (*fruit, tick + person.moves_in_ticks * (75 + rng.below(70)) / 100));
            }
            let tap = aim.filter(|(_, at)| *at <= tick);
            if tap.is_some() {
                aim = None;
            }
            rules.step(tap.map(|(fruit, _)| u16::from(fruit.cell)).as_slice());
            if rules.is_over() {
                return Outcome { score: rules.score(), rival: rules.rival_score(), ticks: tick + 1 };
            }
        }
        unreachable!("every run ends")
    }

    fn wants(self, phase: Phase, rng: &mut Rng) -> bool {
        match phase {
            Phase::Green | Phase::Gold => !rng.chance_percent(self.overlooks_percent),
            Phase::Amber => rng.chance_percent(self.takes_amber_percent),
            Phase::Red => rng.chance_percent(self.takes_red_percent),
        }
    }

    /// In percent of 400 runs.
    fn wins(self) -> usize {
        (0..400u64).filter(|seed| self.plays(*seed).is_won()).count() / 4
    }
}

#[test]
fn a_first_time_person_wins_two_or_three_of_five() {
    let wins = FIRST_TIME.wins();
    assert!((38..=55).contains(&wins), "{wins} %");
}

#[test]
fn by_the_third_try_most_win() {
    let wins = THIRD_TIME.wins();
    assert!((65..=92).contains(&wins), "{wins} %");
}

#[test]
fn tapping_everything_in_sight_loses() {
    let wins = HURRIED_CHILD.wins();
    assert!(wins <= 5, "{wins} %");
}

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
