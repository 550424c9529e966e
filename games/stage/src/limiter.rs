//! The tap limiter: drops taps the endpoint would call impossible, so an honest person is never refused.

use tapvine_shared::run::TICKS_PER_SECOND;

const MOST_IN_ONE_TICK: usize = 3;
const MOST_IN_ONE_SECOND: usize = 16;

#[derive(Debug, Default)]
pub struct TapLimiter {
    /// The ticks of the taps let through within the last second.
    recent: Vec<u32>,
}

impl TapLimiter {
    /// Whether a tap in `tick` still counts; ticks never go back.
    pub fn lets_through(&mut self, tick: u32) -> bool {
        self.recent.retain(|other| other + TICKS_PER_SECOND > tick);
        let in_this_tick = self.recent.iter().rev().take_while(|other| **other == tick).count();
        let counts = in_this_tick < MOST_IN_ONE_TICK && self.recent.len() < MOST_IN_ONE_SECOND;
        if counts {
            self.recent.push(tick);
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tapvine_shared::run::{Input, Trace, plausible};

    proptest! {
        #[test]
        fn whatever_is_let_through_is_plausible(gaps in prop::collection::vec(0u32..9, 0..400)) {
            let mut limiter = TapLimiter::default();
            let mut tick = 0;
            let mut inputs = Vec::new();
            for gap in gaps {
                tick += gap;
                if limiter.lets_through(tick) {
                    inputs.push(Input { tick, action: 0 });
                }
            }
            let trace = Trace { rules_version: 1, ticks: tick + 1, inputs };
            prop_assert_eq!(plausible(&trace, u64::from(tick) * 17 + 20), Ok(()));
        }
    }

    #[test]
    fn ten_taps_a_second_all_count() {
        let mut limiter = TapLimiter::default();
        assert!((0..300).all(|n| limiter.lets_through(n * 6)));
    }
}
