//! What a game must be for its score to be verified, and how the registry names it.

use super::replay::{labels, replay};
use super::{Dials, Outcome, Refusal, Seed, Trace};

/// The deterministic core of a game. Integers only: no floats, no clock, no hash order.
pub trait Rules: Sized {
    /// Raised whenever the same trace could give another score; a trace of another version is refused.
    const VERSION: u16;

    fn new(seed: Seed, dials: &Dials) -> Self;

    /// One sixtieth of a second with the actions tapped in it, in their order.
    fn step(&mut self, actions: &[u16]);

    fn is_over(&self) -> bool;

    fn score(&self) -> i64;

    /// The score of the system the player plays against, when the game has one.
    fn rival_score(&self) -> Option<i64>;

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

/// One game as the endpoint and the build see it.
#[derive(Clone, Copy, Debug)]
pub struct Game {
    /// The text of the folder's `game.toml`.
    pub manifest: &'static str,
    pub rules_version: u16,
    pub replay: fn(Seed, &Dials, &Trace) -> Result<Outcome, Refusal>,
    pub labels: fn(Seed, &Dials, &Trace) -> Result<Option<LabelChoice>, Refusal>,
}

impl Game {
    /// The game whose rules are `R`; `manifest` is `include_str!("../game.toml")`.
    pub const fn of<R: Rules>(manifest: &'static str) -> Game {
        Game { manifest, rules_version: R::VERSION, replay: replay::<R>, labels: labels::<R> }
    }
}
