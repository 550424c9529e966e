//! How the pace of a run rises: the time between fruit and the time they hang, over the run.

use super::dial;
use tapvine_shared::run::{Dials, TICKS_PER_SECOND};

/// From here on, in thousandths of the run, it is the final rush.
const FINAL_RUSH_PERMILLE: u32 = 820;

#[derive(Clone, Copy, Debug)]
pub struct Pace {
    pub duration_ticks: u32,
    percent: u32,
}

impl Pace {
    pub fn new(dials: &Dials) -> Pace {
        let duration_ticks = dial::DURATION_SECONDS.of(dials) * TICKS_PER_SECOND;
        Pace { duration_ticks, percent: dial::PACE_PERCENT.of(dials) }
    }

    /// Ticks from one fruit to the next.
    pub fn gap_ticks(&self, tick: u32) -> u32 {
        let gap = self.ticks_between(tick, 50, 25);
        if self.is_final_rush(tick) { gap * 3 / 4 } else { gap }
    }

    /// How long a green fruit hangs.
    pub fn green_ticks(&self, tick: u32) -> u32 {
        self.ticks_between(tick, 126, 72)
    }

    /// How long a fruit stays amber.
    pub fn amber_ticks(&self, tick: u32) -> u32 {
        self.ticks_between(tick, 80, 50)
    }

    pub fn red_ticks(&self, tick: u32) -> u32 {
        self.ticks_between(tick, 110, 76)
    }

    pub fn gold_ticks(&self, tick: u32) -> u32 {
        self.ticks_between(tick, 90, 66)
    }

    /// How many fruit may hang at once.
    pub fn max_fruits(&self, tick: u32) -> usize {
        self.lerp(tick, 4, 7) as usize
    }

    pub fn is_final_rush(&self, tick: u32) -> bool {
        self.permille(tick) >= FINAL_RUSH_PERMILLE
    }

    pub fn permille(&self, tick: u32) -> u32 {
        (tick * 1_000 / self.duration_ticks).min(1_000)
    }

    fn ticks_between(&self, tick: u32, first: u32, last: u32) -> u32 {
        self.lerp(tick, first, last) * 100 / self.percent
    }

    fn lerp(&self, tick: u32, first: u32, last: u32) -> u32 {
        let done = self.permille(tick);
        (first * (1_000 - done) + last * done) / 1_000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_gets_faster_and_never_slower() {
        let pace = Pace::new(&Dials::default());
        for tick in 0..1_799 {
            assert!(pace.gap_ticks(tick + 1) <= pace.gap_ticks(tick));
            assert!(pace.green_ticks(tick + 1) <= pace.green_ticks(tick));
            assert!(pace.amber_ticks(tick + 1) <= pace.amber_ticks(tick));
        }
        assert!(pace.gap_ticks(1_700) * 2 < pace.gap_ticks(0));
    }

    #[test]
    fn twice_the_pace_is_half_the_time() {
        let twice = Pace::new(&Dials::from([("pace_percent", 200)]));
        assert_eq!(twice.green_ticks(0), 63);
    }
}
