//! A run being played: the rules, the taps waiting for the next tick, and the trace that proves it.

use tapvine_shared::run::{
    Dials, Input, MAX_TAPS_IN_ONE_SECOND, MAX_TAPS_IN_ONE_TICK, Outcome, Rules, Seed, TICKS_PER_SECOND, Trace,
};

pub struct Session<R: Rules> {
    pub rules: R,
    waiting: Vec<u16>,
    trace: Trace,
}

impl<R: Rules> Session<R> {
    pub fn new(seed: Seed, dials: &Dials) -> Session<R> {
        Session {
            rules: R::new(seed, dials),
            waiting: Vec::new(),
            trace: Trace { rules_version: R::VERSION, ticks: 0, inputs: Vec::new() },
        }
    }

    /// A tap counts in the tick simulated next.
    pub fn tap(&mut self, action: u16) {
        if !self.rules.is_over() && self.is_plausible_now() {
            self.waiting.push(action);
            self.trace.inputs.push(Input { tick: self.trace.ticks, action });
        }
    }

    /// Whether the endpoint would take one more tap in this tick. Taps beyond that are dropped, so that an
    /// honest person's run is never refused.
    fn is_plausible_now(&self) -> bool {
        let taps_within = |ticks: u32| {
            let latest_first = self.trace.inputs.iter().rev();
            latest_first.take_while(|input| input.tick + ticks > self.trace.ticks).count()
        };
        taps_within(1) < MAX_TAPS_IN_ONE_TICK && taps_within(TICKS_PER_SECOND) < MAX_TAPS_IN_ONE_SECOND
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

    /// What the run is worth so far.
    pub fn outcome(&self) -> Outcome {
        Outcome { score: self.rules.score(), rival: self.rules.rival_score(), ticks: self.trace.ticks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tapvine_shared::run::{plausible, replay};

    /// Lasts so many ticks; a tap is worth the tick it falls in times its action.
    struct Early<const TICKS: u32>(i64, u32);

    impl<const TICKS: u32> Rules for Early<TICKS> {
        const VERSION: u16 = 1;
        fn new(_: Seed, _: &Dials) -> Self {
            Early(0, 0)
        }
        fn step(&mut self, actions: &[u16]) {
            self.0 += actions.iter().map(|action| i64::from(*action) * i64::from(self.1)).sum::<i64>();
            self.1 += 1;
        }
        fn is_over(&self) -> bool {
            self.1 == TICKS
        }
        fn score(&self) -> i64 {
            self.0
        }
        fn rival_score(&self) -> Option<i64> {
            None
        }
    }

    fn play<const TICKS: u32>(taps_before_each_tick: &[u16]) -> Session<Early<TICKS>> {
        let mut session = Session::new(Seed(1), &Dials::default());
        for count in taps_before_each_tick {
            (0..*count).for_each(|action| session.tap(action));
            session.step();
        }
        session
    }

    proptest! {
        #[test]
        fn the_trace_of_a_run_replays_to_the_same_outcome(taps in prop::collection::vec(0u16..5, 100)) {
            let mut session = play::<100>(&taps);
            session.tap(1);
            let outcome = replay::<Early<100>>(Seed(1), &Dials::default(), session.trace()).expect("replays");
            prop_assert_eq!(outcome, session.outcome());
        }

        #[test]
        fn however_wildly_somebody_taps_the_trace_is_plausible(taps in prop::collection::vec(0u16..7, 400)) {
            let session = play::<400>(&taps);
            prop_assert_eq!(plausible(session.trace(), 400 * 17), Ok(()));
        }
    }

    #[test]
    fn ten_taps_a_second_all_count() {
        let taps: Vec<u16> = (0..1_800).map(|tick| u16::from(tick % 6 == 0)).collect();
        assert_eq!(play::<1_800>(&taps).trace().inputs.len(), 300);
    }
}
