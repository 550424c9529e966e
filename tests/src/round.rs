//! Playing the real rules: taps found by trying, so that nothing here knows a game.

use crate::random::RandomStream;
use anyhow::{Context, Result};
use std::iter;
use tapvine_games::RegisteredGame;
use tapvine_shared::run::{Dials, Input, LabelChoice, Outcome, Replay, Seed, TICKS_PER_SECOND, Trace};

/// How far apart taps for the same label are tried; it is there for longer.
const TRY_EVERY_TICKS: u32 = 40;
/// Between the taps of one trial; no thumb is faster.
const BETWEEN_TAPS_TICKS: u32 = 11;
/// Between two taps for the score.
const TAP_EVERY_TICKS: u32 = 20;
/// More than any game of skill numbers its actions.
const ACTIONS: i64 = 12;

/// A round as the endpoint issued it.
pub struct Round<'a> {
    pub game: &'a RegisteredGame,
    pub seed: Seed,
    pub dials: Dials,
}

impl Round<'_> {
    pub fn replay(&self, trace: &Trace) -> Result<Replay> {
        (self.game.game.current.replay)(self.seed, &self.dials, trace)
            .map_err(|refusal| anyhow::anyhow!(refusal.tag()))
    }

    pub fn outcome(&self, trace: &Trace) -> Result<Outcome> {
        Ok(self.replay(trace)?.outcome)
    }

    fn labels(&self, trace: &Trace) -> Result<LabelChoice> {
        self.replay(trace)?.labels.context("a game of labels")
    }

    /// Nothing is tapped until the round is over.
    pub fn idle(&self) -> Result<Trace> {
        let seconds = self.dials.get("duration_seconds", 1).unsigned_abs() as u32;
        let lengths = iter::once(seconds).chain(1..=180).map(|seconds| seconds * TICKS_PER_SECOND);
        let rules_version = self.game.game.current.version;
        let mut traces = lengths.map(|ticks| Trace { rules_version, ticks, inputs: Vec::new() });
        traces.find(|trace| self.outcome(trace).is_ok()).context("a round ends")
    }

    pub fn is_about_labels(&self) -> Result<bool> {
        Ok(self.replay(&self.idle()?)?.labels.is_some())
    }

    /// How many things there are to tap.
    pub fn actions(&self) -> usize {
        self.dials.get("labels", ACTIONS).unsigned_abs() as usize
    }

    /// Sticks the first `most` of the wanted labels among those that were shown.
    pub fn choose_labels(&self, wanted: &[usize], most: usize) -> Result<Trace> {
        let mut best = self.idle()?;
        let shown = self.labels(&best)?.shown;
        let wanted = wanted.iter().map(|label| *label as u16).filter(|label| shown.contains(label));
        let mut open: Vec<u16> = wanted.take(most).collect();
        for tick in (0..best.ticks).step_by(TRY_EVERY_TICKS as usize) {
            let gaps = (0..).map(|place| place * BETWEEN_TAPS_TICKS);
            let taps = open.iter().zip(gaps).map(|(action, gap)| Input { tick: tick + gap, action: *action });
            let taps: Vec<Input> = taps.filter(|tap| tap.tick < best.ticks).collect();
            let chosen = self.labels(&with_taps(&best, &taps))?.chosen;
            let (hits, _): (Vec<Input>, Vec<Input>) =
                taps.iter().partition(|tap| chosen.contains(&tap.action));
            open.retain(|label| !chosen.contains(label));
            best = with_taps(&best, &hits);
            if open.is_empty() {
                break;
            }
        }
        Ok(best)
    }

    /// At each moment the best of all taps, and what it is worth in the end.
    pub fn play_well(&self) -> Result<(Trace, Outcome)> {
        let mut best = self.idle()?;
        let mut outcome = self.outcome(&best)?;
        for tick in (0..best.ticks).step_by(TAP_EVERY_TICKS as usize) {
            let before = best.clone();
            for action in 0..ACTIONS as u16 {
                let trial = with_taps(&before, &[Input { tick, action }]);
                let worth = self.outcome(&trial)?;
                if worth.score > outcome.score {
                    (best, outcome) = (trial, worth);
                }
            }
        }
        Ok((best, outcome))
    }

    /// At each moment the first that helps of a few taps that come to mind: more of them make a better player.
    pub fn play_with_skill(&self, skill: usize, random: &mut RandomStream) -> Result<Trace> {
        let mut best = self.idle()?;
        let mut worth = self.outcome(&best)?.score;
        for tick in (0..best.ticks).step_by(TAP_EVERY_TICKS as usize) {
            for _ in 0..skill {
                let trial =
                    with_taps(&best, &[Input { tick, action: random.below(ACTIONS as usize) as u16 }]);
                let helps = self.outcome(&trial).ok().filter(|outcome| outcome.score > worth);
                if let Some(outcome) = helps {
                    (best, worth) = (trial, outcome.score);
                    break;
                }
            }
        }
        Ok(best)
    }
}

/// The trace with more taps in it.
pub fn with_taps(trace: &Trace, taps: &[Input]) -> Trace {
    let mut inputs = [trace.inputs.as_slice(), taps].concat();
    inputs.sort_by_key(|input| input.tick);
    Trace { inputs, ..trace.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use tapvine_shared::run::plausible;

    #[test]
    fn whatever_is_wished_sticks_by_taps_that_a_person_could_make() -> Result<()> {
        let games = tapvine_games::all()?;
        let mut tried = 0;
        for (game, seed) in games.iter().flat_map(|game| (0..20).map(move |seed| (game, Seed(seed)))) {
            let round = Round { game, seed, dials: game.manifest.dials(&Dials::default())? };
            if !round.is_about_labels()? {
                continue;
            }
            let wanted = [45, 3, 17, 20, 31, 2];
            let trace = round.choose_labels(&wanted, 5)?;
            let chosen: BTreeSet<usize> = round.labels(&trace)?.chosen.into_iter().map(usize::from).collect();
            assert_eq!(chosen, wanted[..5].iter().copied().collect(), "seed {seed}");
            assert_eq!(plausible(&trace, u64::from(trace.ticks) * 1_000 / 60), Ok(()));
            tried += 1;
        }
        assert!(tried > 0, "some game is about labels");
        Ok(())
    }
}
