//! A run being played: the rules, the taps waiting for the next tick, and the trace that proves it.

use crate::limiter::TapLimiter;
use tapvine_shared::run::{Dials, Input, Rules, Seed, Trace};

pub struct Session<R: Rules> {
    pub rules: R,
    limiter: TapLimiter,
    waiting: Vec<u16>,
    trace: Trace,
}

impl<R: Rules> Session<R> {
    pub fn new(seed: Seed, dials: &Dials) -> Session<R> {
        Session {
            rules: R::new(seed, dials),
            limiter: TapLimiter::default(),
            waiting: Vec::new(),
            trace: Trace { rules_version: R::VERSION, ticks: 0, inputs: Vec::new() },
        }
    }

    /// A tap counts in the tick simulated next.
    pub fn tap(&mut self, action: u16) {
        let tick = self.trace.ticks;
        if !self.rules.is_over() && self.limiter.lets_through(tick) {
            self.waiting.push(action);
            self.trace.inputs.push(Input { tick, action });
        }
    }

    pub fn step(&mut self) {
        self.rules.step(&self.waiting);
        self.waiting.clear();
        self.trace.ticks += 1;
    }

    /// All that was done so far.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tapvine_shared::run::replay;

    /// A hundred ticks; a tap is worth the tick it falls in times its action.
    struct Early(i64, u32);

    impl Rules for Early {
        const VERSION: u16 = 1;
        fn new(_: Seed, _: &Dials) -> Early {
            Early(0, 0)
        }
        fn step(&mut self, actions: &[u16]) {
            self.0 += actions.iter().map(|action| i64::from(*action) * i64::from(self.1)).sum::<i64>();
            self.1 += 1;
        }
        fn is_over(&self) -> bool {
            self.1 == 100
        }
        fn score(&self) -> i64 {
            self.0
        }
        fn rival_score(&self) -> Option<i64> {
            None
        }
    }

    proptest! {
        #[test]
        fn the_trace_of_a_run_replays_to_the_same_score(taps in prop::collection::vec(0u16..5, 100)) {
            let mut session = Session::<Early>::new(Seed(1), &Dials::default());
            for count in taps {
                (0..count).for_each(|action| session.tap(action));
                session.step();
            }
            session.tap(1);
            let replayed = replay::<Early>(Seed(1), &Dials::default(), session.trace()).expect("replays");
            prop_assert_eq!(replayed.outcome.score, session.rules.score());
        }
    }
}
