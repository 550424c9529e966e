//! Game events: what happened in a tick, for the view to show.

use super::fruit::Phase;
use super::score_keeper::{Pick, Picked};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GameEvent {
    Appeared {
        cell: u8,
        phase: Phase,
    },
    TurnedGreen {
        cell: u8,
    },
    TurnedRed {
        cell: u8,
    },
    /// A fruit worth picking fell off unpicked.
    Missed {
        cell: u8,
    },
    /// A red fruit left alone went away by itself.
    Faded {
        cell: u8,
    },
    Picked {
        cell: u8,
        points: i64,
        quick: bool,
        combo: u32,
    },
    GoldPicked {
        cell: u8,
        points: i64,
    },
    /// The multiplier rose with the pick before.
    ComboUp {
        multiplier: u32,
    },
    AmberPicked {
        cell: u8,
    },
    RedPicked {
        cell: u8,
        lost: i64,
    },
    /// Too long without a pick.
    ComboLost,
    HandPicked {
        cell: u8,
        points: i64,
        gold: bool,
    },
    /// The hand took a fruit that it should have left.
    HandSlipped,
}

impl GameEvent {
    pub(super) fn of_player(picked: Picked) -> impl Iterator<Item = GameEvent> {
        let Picked { cell, points, combo, .. } = picked;
        let event = match picked.pick {
            Pick::Green { quick } => GameEvent::Picked { cell, points, quick, combo },
            Pick::Gold => GameEvent::GoldPicked { cell, points },
            Pick::Amber => GameEvent::AmberPicked { cell },
            Pick::Red => GameEvent::RedPicked { cell, lost: -points },
        };
        let rise = picked.raised_multiplier.map(|multiplier| GameEvent::ComboUp { multiplier });
        [Some(event), rise].into_iter().flatten()
    }

    pub(super) fn of_hand(picked: Picked) -> GameEvent {
        let Picked { cell, points, .. } = picked;
        match picked.pick {
            Pick::Green { .. } => GameEvent::HandPicked { cell, points, gold: false },
            Pick::Gold => GameEvent::HandPicked { cell, points, gold: true },
            Pick::Amber | Pick::Red => GameEvent::HandSlipped,
        }
    }
}
