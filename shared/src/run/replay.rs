//! Replaying a trace, and whether a person could have played it.

use super::{Dials, LabelChoice, Reaction, Refusal, Rules, Seed, Trace};

pub const TICKS_PER_SECOND: u32 = 60;
/// Three minutes: no run of any game lasts longer, so a trace costs the endpoint a bounded time.
pub const MAX_RUN_TICKS: u32 = 180 * TICKS_PER_SECOND;
/// How far a phone's own 60 Hz may run ahead of the endpoint's clock before the run is impossible.
const CLOCK_SLACK_MS: u64 = 750;
/// Fast thumbs reach about ten taps a second for a short while; two thumbs a little more.
pub const MAX_TAPS_IN_ONE_SECOND: usize = 16;
pub const MAX_TAPS_IN_ONE_TICK: usize = 3;

/// What the rules say a trace is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub score: i64,
    pub rival: Option<i64>,
    pub ticks: u32,
}

impl Outcome {
    /// A draw does not beat the rival; a game without one is won by any positive score.
    pub fn is_won(&self) -> bool {
        self.score > self.rival.unwrap_or(0)
    }
}

/// A trace played to its end: its worth, how soon its actions came, and what it said of labels in a game that is
/// about labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    pub outcome: Outcome,
    /// In their order; on a phone none, since nobody judges there.
    pub reactions: Vec<Reaction>,
    pub labels: Option<LabelChoice>,
}

/// Plays a trace again under the same rules.
pub fn replay<R: Rules>(seed: Seed, dials: &Dials, trace: &Trace) -> Result<Replay, Refusal> {
    if trace.rules_version != R::VERSION {
        return Err(Refusal::TraceVersion);
    }
    let mut rules = R::new(seed, dials);
    let mut inputs = trace.inputs.as_slice();
    let mut actions = Vec::new();
    let mut reactions = Vec::new();
    let mut tick = 0;
    while !rules.is_over() {
        if tick >= MAX_RUN_TICKS {
            return Err(Refusal::TraceMalformed);
        }
        let now = inputs.iter().take_while(|input| input.tick == tick).count();
        actions.clear();
        actions.extend(inputs[..now].iter().map(|input| input.action));
        inputs = &inputs[now..];
        if cfg!(not(target_arch = "wasm32")) {
            reactions.extend(rules.reactions(&actions));
        }
        rules.step(&actions);
        tick += 1;
    }
    if !inputs.is_empty() || trace.ticks != tick {
        return Err(Refusal::TraceMalformed);
    }
    let outcome = Outcome { score: rules.score(), rival: rules.rival_score(), ticks: tick };
    Ok(Replay { outcome, reactions, labels: rules.labels() })
}

/// Whether a person could have played this trace in the time that passed since the run was issued.
pub fn plausible(trace: &Trace, elapsed_ms: u64) -> Result<(), Refusal> {
    let played_ms = u64::from(trace.ticks) * 1_000 / u64::from(TICKS_PER_SECOND);
    if played_ms > elapsed_ms + CLOCK_SLACK_MS {
        return Err(Refusal::RunTooFast);
    }
    let crowded = |taps: usize, ticks: u32| {
        trace.inputs.windows(taps + 1).any(|few| few[taps].tick - few[0].tick < ticks)
    };
    if crowded(MAX_TAPS_IN_ONE_TICK, 1) || crowded(MAX_TAPS_IN_ONE_SECOND, TICKS_PER_SECOND) {
        return Err(Refusal::TapsTooFast);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{Cue, Input};
    use super::*;

    /// Ten ticks; every action adds its number.
    struct Sum(i64, u32);

    impl Rules for Sum {
        const VERSION: u16 = 3;
        fn new(_: Seed, dials: &Dials) -> Sum {
            Sum(dials.get("start", 0), 0)
        }
        fn longest_ticks(_: &Dials) -> u32 {
            10
        }
        fn step(&mut self, actions: &[u16]) {
            self.0 += actions.iter().map(|action| i64::from(*action)).sum::<i64>();
            self.1 += 1;
        }
        fn is_over(&self) -> bool {
            self.1 == 10
        }
        fn score(&self) -> i64 {
            self.0
        }
        fn rival_score(&self) -> Option<i64> {
            None
        }
        /// Right since the beginning.
        fn reactions(&self, actions: &[u16]) -> Vec<Reaction> {
            let (tick, since_ticks) = (self.1, self.1);
            let reaction = Reaction { tick, since_ticks, choices: 1, cue: Cue::Sight, right: true };
            vec![reaction; actions.len()]
        }
    }

    fn trace(ticks: u32, inputs: &[(u32, u16)]) -> Trace {
        let inputs = inputs.iter().map(|&(tick, action)| Input { tick, action }).collect();
        Trace { rules_version: 3, ticks, inputs }
    }

    fn check(trace: &Trace, expect: Result<i64, Refusal>) {
        let dials = Dials::from([("start", 100)]);
        assert_eq!(replay::<Sum>(Seed(1), &dials, trace).map(|replay| replay.outcome.score), expect);
    }

    #[test]
    fn every_tap_counts_once_in_its_own_tick() {
        check(&trace(10, &[(0, 1), (4, 2), (4, 3), (9, 4)]), Ok(110));
    }

    #[test]
    fn every_action_tells_its_reaction_in_the_state_before_its_step() {
        let replayed = replay::<Sum>(Seed(1), &Dials::default(), &trace(10, &[(0, 1), (4, 2), (4, 3)]));
        let since: Vec<(u32, u32)> = replayed
            .expect("replays")
            .reactions
            .iter()
            .map(|reaction| (reaction.tick, reaction.since_ticks))
            .collect();
        assert_eq!(since, [(0, 0), (4, 4), (4, 4)]);
    }

    #[test]
    fn a_run_cut_short_or_drawn_out_is_malformed() {
        check(&trace(9, &[]), Err(Refusal::TraceMalformed));
        check(&trace(11, &[(10, 1)]), Err(Refusal::TraceMalformed));
    }

    #[test]
    fn a_trace_of_other_rules_is_refused() {
        check(&Trace { rules_version: 2, ..trace(10, &[]) }, Err(Refusal::TraceVersion));
    }

    #[test]
    fn a_run_cannot_be_played_faster_than_time_passes() {
        let played_30_s = trace(1_800, &[]);
        assert_eq!(plausible(&played_30_s, 30_000), Ok(()));
        assert_eq!(plausible(&played_30_s, 29_300), Ok(()), "a phone's clock may run a little fast");
        assert_eq!(plausible(&played_30_s, 29_000), Err(Refusal::RunTooFast));
    }

    #[test]
    fn more_taps_than_thumbs_can_do_are_refused() {
        let taps = |count: u32, gap: u32| -> Vec<(u32, u16)> { (0..count).map(|n| (n * gap, 0)).collect() };
        assert_eq!(plausible(&trace(1_800, &taps(300, 6)), 30_000), Ok(()));
        assert_eq!(plausible(&trace(1_800, &taps(300, 2)), 30_000), Err(Refusal::TapsTooFast));
        assert_eq!(plausible(&trace(1_800, &taps(4, 0)), 30_000), Err(Refusal::TapsTooFast));
    }
}
