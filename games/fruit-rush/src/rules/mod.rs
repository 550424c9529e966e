//! The rules of Fruit Rush: one orchard, and two who pick in it – the player and the system's hand.
//!
//! The orchard follows from the seed and the dials alone, so both meet the same fruit; a fruit one
//! of them picked still hangs for the other. Time is ticks of a sixtieth of a second.

mod dial;
mod fruit;
mod game_event;
mod hand;
mod orchard;
mod pace;
mod reactions;
mod schedule;
mod score_keeper;

#[cfg(test)]
mod difficulty_tests;
#[cfg(test)]
mod tests;

pub use fruit::{CELLS, COLUMNS, Phase};
pub use game_event::GameEvent;
pub use score_keeper::multiplier;

use hand::Hand;
use orchard::Orchard;
use pace::Pace;
use score_keeper::ScoreKeeper;
use tapvine_shared::run::{Dials, Reaction, Rules, Seed};

/// One run.
pub struct FruitRush {
    tick: u32,
    pace: Pace,
    orchard: Orchard,
    player: ScoreKeeper,
    rival: ScoreKeeper,
    hand: Hand,
    game_events: Vec<GameEvent>,
}

/// A fruit hanging for the player now, as the view needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FruitNow {
    /// Different for every fruit of a run, in the order in which they appear.
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
            player: ScoreKeeper::default(),
            rival: ScoreKeeper::default(),
            hand,
            game_events: Vec::with_capacity(16),
        }
    }

    fn longest_ticks(dials: &Dials) -> u32 {
        Pace::new(dials).duration_ticks
    }

    fn step(&mut self, actions: &[u16]) {
        let tick = self.tick;
        self.game_events.clear();
        if self.player.expire_combo(tick) {
            self.game_events.push(GameEvent::ComboLost);
        }
        self.orchard.step(tick, &self.player, &mut self.game_events);
        for action in actions {
            let tapped = u8::try_from(*action).ok().and_then(|cell| self.orchard.fruit_on(cell));
            let picked = tapped.and_then(|fruit| self.player.pick(fruit, tick));
            self.game_events.extend(picked.into_iter().flat_map(GameEvent::of_player));
        }
        self.rival.expire_combo(tick);
        while let Some(picked) = self.hand.pick_next(&self.orchard, &mut self.rival, tick) {
            self.game_events.push(GameEvent::of_hand(picked));
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
        Some(self.rival.score())
    }

    fn reactions(&self, actions: &[u16]) -> Vec<Reaction> {
        let is_first = |place: usize| !actions[..place].contains(&actions[place]);
        let firsts = (0..actions.len()).filter(|place| is_first(*place)).map(|place| actions[place]);
        let told = |action| reactions::reaction(&self.orchard, &self.player, self.tick, action);
        firsts.filter_map(told).collect()
    }
}

impl FruitRush {
    /// What happened in the last step, in order.
    pub fn game_events(&self) -> &[GameEvent] {
        &self.game_events
    }

    /// Every fruit the player could tap now.
    pub fn fruits(&self) -> impl Iterator<Item = FruitNow> {
        let now = self.tick.saturating_sub(1);
        self.orchard.fruits().filter(|fruit| !self.player.has_picked(fruit)).filter_map(move |fruit| {
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

    /// Whether the last, fastest part of the run has begun.
    pub fn is_final_rush(&self) -> bool {
        self.pace.is_final_rush(self.tick)
    }
}
