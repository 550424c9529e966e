//! The phases of a round, and how long the short ones last.

/// What the stage is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The game plays itself behind the page's card.
    Idle,
    /// "Ready" and "go" before the first tick.
    Ready {
        ticks: u32,
    },
    Playing,
    /// Three, two, one, after an interruption.
    Resuming {
        ticks: u32,
    },
    /// The run is over; the player sees it before the page hears of it.
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
    pub fn after_tick(self) -> Phase {
        match self {
            Phase::Ready { ticks: 0 } | Phase::Resuming { ticks: 0 } => Phase::Playing,
            Phase::Ready { ticks } => Phase::Ready { ticks: ticks - 1 },
            Phase::Resuming { ticks } => Phase::Resuming { ticks: ticks - 1 },
            Phase::Ending { ticks: 0 } => Phase::Ended,
            Phase::Ending { ticks } => Phase::Ending { ticks: ticks - 1 },
            Phase::Idle | Phase::Playing | Phase::Ended => self,
        }
    }

    /// The phase after an interruption: a run is counted in again, everything else just goes on.
    pub fn after_interruption(self) -> Phase {
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
        assert_eq!(Phase::Playing.after_interruption(), Phase::Resuming { ticks: RESUMING_TICKS });
        assert_eq!(Phase::Idle.after_interruption(), Phase::Idle);
    }

    #[test]
    fn counting_in_ends_in_playing() {
        let mut phase = Phase::Ready { ticks: READY_TICKS };
        (0..=READY_TICKS).for_each(|_| phase = phase.after_tick());
        assert_eq!(phase, Phase::Playing);
    }
}
