//! A session: one run or demo being played, its phase, and the trace that proves what was tapped.

use tapvine_shared::run::{
    Dials, Input, MAX_TAPS_IN_ONE_SECOND, MAX_TAPS_IN_ONE_TICK, Outcome, Rules, Seed, TICKS_PER_SECOND, Trace,
};

pub const READY_TICKS: u32 = 66;
pub const RESUMING_TICKS: u32 = 102;
const ENDING_TICKS: u32 = 65;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The game plays itself behind the page's card.
    Demo,
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

pub struct Session<R: Rules> {
    rules: R,
    phase: Phase,
    /// The taps of the next tick.
    waiting: Vec<u16>,
    trace: Trace,
}

impl<R: Rules> Session<R> {
    pub fn run(seed: Seed, dials: &Dials) -> Session<R> {
        Session::new(seed, dials, Phase::Ready { ticks: READY_TICKS })
    }

    pub fn demo(seed: Seed) -> Session<R> {
        Session::new(seed, &Dials::default(), Phase::Demo)
    }

    fn new(seed: Seed, dials: &Dials, phase: Phase) -> Session<R> {
        let trace = Trace { rules_version: R::VERSION, ticks: 0, inputs: Vec::new() };
        Session { rules: R::new(seed, dials), phase, waiting: Vec::new(), trace }
    }

    pub fn rules(&self) -> &R {
        &self.rules
    }

    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// A tap counts in the next tick, and only while a run is played.
    pub fn tap(&mut self, action: u16) {
        if self.phase == Phase::Playing {
            self.record(action);
        }
    }

    /// A tap of the game that plays itself.
    pub fn demo_tap(&mut self, action: u16) {
        if self.phase == Phase::Demo {
            self.record(action);
        }
    }

    fn record(&mut self, action: u16) {
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

    /// One sixtieth of a second; whether the rules have stepped.
    pub fn tick(&mut self) -> bool {
        let steps = matches!(self.phase, Phase::Playing | Phase::Demo);
        if steps {
            self.rules.step(&self.waiting);
            self.waiting.clear();
            self.trace.ticks += 1;
        }
        self.phase = match self.phase {
            Phase::Playing if self.rules.is_over() => Phase::Ending { ticks: ENDING_TICKS },
            Phase::Ready { ticks: 0 } | Phase::Resuming { ticks: 0 } => Phase::Playing,
            Phase::Ready { ticks } => Phase::Ready { ticks: ticks - 1 },
            Phase::Resuming { ticks } => Phase::Resuming { ticks: ticks - 1 },
            Phase::Ending { ticks } => Phase::Ending { ticks: ticks.saturating_sub(1) },
            Phase::Playing | Phase::Demo | Phase::Ended => self.phase,
        };
        steps
    }

    /// Time stood still and goes on: a run that was being played is counted in again.
    pub fn resume(&mut self) {
        if matches!(self.phase, Phase::Playing | Phase::Resuming { .. }) {
            self.phase = Phase::Resuming { ticks: RESUMING_TICKS };
        }
    }

    /// What the run is worth so far.
    pub fn outcome(&self) -> Outcome {
        Outcome { score: self.rules.score(), rival: self.rules.rival_score(), ticks: self.trace.ticks }
    }

    /// The outcome and trace of a run that is over, given once: after the ending, or `at_once`.
    pub fn finish(&mut self, at_once: bool) -> Option<(Outcome, &Trace)> {
        match self.phase {
            Phase::Ending { ticks } if at_once || ticks == 0 => {
                self.phase = Phase::Ended;
                Some((self.outcome(), &self.trace))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
