//! What happened in a tick: the words in which the rules tell the view what to celebrate.

use super::board::{Pick, Picked};
use super::schedule::Phase;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
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
        combo: u32,
    },
    /// The multiplier rose with the pick just told.
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
    HandSlipped {
        cell: u8,
    },
}

impl Moment {
    pub(super) fn of_player(picked: Picked) -> impl Iterator<Item = Moment> {
        let Picked { cell, points, combo, .. } = picked;
        let moment = match picked.pick {
            Pick::Green { quick } => Moment::Picked { cell, points, quick, combo },
            Pick::Gold => Moment::GoldPicked { cell, points, combo },
            Pick::Amber => Moment::AmberPicked { cell },
            Pick::Red => Moment::RedPicked { cell, lost: -points },
        };
        let rise = picked.raised_multiplier.map(|multiplier| Moment::ComboUp { multiplier });
        [Some(moment), rise].into_iter().flatten()
    }

    pub(super) fn of_hand(picked: Picked) -> Moment {
        let Picked { cell, points, .. } = picked;
        match picked.pick {
            Pick::Green { .. } => Moment::HandPicked { cell, points, gold: false },
            Pick::Gold => Moment::HandPicked { cell, points, gold: true },
            Pick::Amber | Pick::Red => Moment::HandSlipped { cell },
        }
    }
}
