//! The phases of a game on its stage, and how long the short ones last.

/// What the stage is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The game plays itself behind the page's card.
    Idle,
    /// A breath before the first tick.
    Ready {
        ticks: u32,
    },
    Playing,
    /// Three, two, one, after the page was away.
    Resuming {
        ticks: u32,
    },
    /// The run is over; a moment to see it before the page hears of it.
    Ending {
        ticks: u32,
    },
    /// The page knows the result; the stage keeps moving behind it.
    Ended,
}

pub const READY_TICKS: u32 = 66;
pub const GO_TICKS: u32 = 24;
pub const COUNT_TICKS: u32 = 34;
pub const RESUMING_TICKS: u32 = 3 * COUNT_TICKS;
pub const ENDING_TICKS: u32 = 66;

impl Phase {
    /// The phase one tick later, when only time decides.
    pub fn after_a_tick(self) -> Phase {
        match self {
            Phase::Ready { ticks: 0 } | Phase::Resuming { ticks: 0 } => Phase::Playing,
            Phase::Ready { ticks } => Phase::Ready { ticks: ticks - 1 },
            Phase::Resuming { ticks } => Phase::Resuming { ticks: ticks - 1 },
            Phase::Ending { ticks: 0 } => Phase::Ended,
            Phase::Ending { ticks } => Phase::Ending { ticks: ticks - 1 },
            Phase::Idle | Phase::Playing | Phase::Ended => self,
        }
    }

    /// The phase after an interruption: a run goes on after a count, everything else just goes on.
    pub fn after_a_break(self) -> Phase {
        match self {
            Phase::Playing | Phase::Resuming { .. } => Phase::Resuming { ticks: RESUMING_TICKS },
            other => other,
        }
    }

    /// Whether a run is under way, counted in or just over: its numbers are shown.
    pub fn has_run(self) -> bool {
        self != Phase::Idle
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_interrupted_is_counted_in_again_and_a_demo_is_not() {
        assert_eq!(Phase::Playing.after_a_break(), Phase::Resuming { ticks: RESUMING_TICKS });
        assert_eq!(Phase::Idle.after_a_break(), Phase::Idle);
    }

    #[test]
    fn counting_in_ends_in_playing() {
        let mut phase = Phase::Ready { ticks: READY_TICKS };
        (0..=READY_TICKS).for_each(|_| phase = phase.after_a_tick());
        assert_eq!(phase, Phase::Playing);
    }
}
