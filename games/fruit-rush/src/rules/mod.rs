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
#[cfg(test)]
mod tests;

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
