//! The deterministic core that a game implements.

use super::{Dials, Reaction, Seed};

/// The deterministic core of a game. Integers only: no floats, no clock, no hash order.
pub trait Rules: Sized {
    /// Raised whenever the same trace could give another score; how the old ones stay is told at [`super::Game`].
    const VERSION: u16;

    fn new(seed: Seed, dials: &Dials) -> Self;

    /// The longest a run with these dials can take; a run has to be ended within it and a pause.
    fn longest_ticks(dials: &Dials) -> u32;

    /// One sixtieth of a second with the actions tapped in it, in their order.
    fn step(&mut self, actions: &[u16]);

    fn is_over(&self) -> bool;

    fn score(&self) -> i64;

    /// The score of the system the player plays against, when the game has one.
    fn rival_score(&self) -> Option<i64>;

    /// Those of the actions that would count in the step to come, and since when that could be known. Asked before
    /// `step`, and by the endpoint alone: it changes nothing and costs a phone nothing. Rules that say nothing are
    /// not judged by it.
    fn reactions(&self, _actions: &[u16]) -> Vec<Reaction> {
        Vec::new()
    }

    /// What was put before the player and what was chosen, in a game that is about labels.
    fn labels(&self) -> Option<LabelChoice> {
        None
    }
}

/// Labels by their number in the campaign's taxonomy, ascending. Shown and not chosen is evidence too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelChoice {
    pub shown: Vec<u16>,
    pub chosen: Vec<u16>,
}
