//! Chances: what a player of a run could tap and when, told by the rules; simulated players see a game by it.

use super::replay::MAX_RUN_TICKS;
use super::{Cue, Dials, Rules, Seed};

/// A thing that can be tapped for a while, if nobody does before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    pub action: u16,
    /// The first tick in which it can be tapped and known for what it is.
    pub from: u32,
    /// The first tick in which that is over.
    pub until: u32,
    pub cue: Cue,
    /// Whether it should be tapped.
    pub right: bool,
}

/// Everything that could be tapped in a run in which nobody taps, for the actions below a number; in order of time.
pub fn chances<R: Rules>(seed: Seed, dials: &Dials, actions: u16) -> Vec<Chance> {
    let mut rules = R::new(seed, dials);
    let mut open: Vec<Option<Chance>> = vec![None; usize::from(actions)];
    let mut over = Vec::new();
    for tick in 0..=MAX_RUN_TICKS {
        let is_over = rules.is_over() || tick == MAX_RUN_TICKS;
        for action in 0..actions {
            let now = if is_over { None } else { rules.reactions(&[action]).first().copied() };
            let slot = &mut open[usize::from(action)];
            let is_same = |chance: &Chance| now.is_some_and(|now| now.tick - now.since_ticks == chance.from);
            over.extend(slot.take_if(|chance| !is_same(chance)));
            if let Some(now) = now {
                let from = now.tick - now.since_ticks;
                let (cue, right) = (now.cue, now.right);
                let until = tick + 1;
                slot.get_or_insert(Chance { action, from, until, cue, right }).until = until;
            }
        }
        if is_over {
            break;
        }
        rules.step(&[]);
    }
    over.sort_by_key(|chance| (chance.from, chance.action));
    over
}
