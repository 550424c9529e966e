//! Verifying a run: its trace replayed once, by the rules and the dials it was issued with.

use crate::store::run::Run;
use tapvine_shared::run::{Dials, Game, LabelChoice, Outcome, Reaction, Refusal, Seed, Trace, plausible};

/// What a run is worth, how soon its actions came, and what it said of labels in a game that is about labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedRun {
    pub outcome: Outcome,
    pub reactions: Vec<Reaction>,
    pub labels: Option<LabelChoice>,
}

/// A row that no endpoint wrote; the text says what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("run {run_id}: {what}")]
pub struct BrokenRun {
    run_id: String,
    what: &'static str,
}

/// Replays what was sent and compares the score; who plays faster than time passes is refused.
pub fn verify_run(
    game: &Game,
    run: &Run,
    trace: &str,
    claimed_score: i64,
    elapsed_ms: u64,
) -> Result<Result<(Trace, VerifiedRun), Refusal>, BrokenRun> {
    let replayed = replay_run(game, run, trace)?;
    Ok(replayed.and_then(|(trace, verified)| {
        plausible(&trace, elapsed_ms)?;
        if verified.outcome.score == claimed_score {
            Ok((trace, verified))
        } else {
            Err(Refusal::ScoreMismatch)
        }
    }))
}

/// The trace and what the rules say it is worth.
pub fn replay_run(
    game: &Game,
    run: &Run,
    trace: &str,
) -> Result<Result<(Trace, VerifiedRun), Refusal>, BrokenRun> {
    let broken = |what| BrokenRun { run_id: run.run_id.clone(), what };
    let seed: Seed = run.seed.parse().map_err(|_| broken("bad seed"))?;
    let dials: Dials = serde_json::from_str(&run.dials).map_err(|_| broken("bad dials"))?;
    Ok(Trace::decode(trace).map_err(Refusal::from).and_then(|trace| {
        let replay = game.replay(run.rules_version, seed, &dials, &trace)?;
        Ok((
            trace,
            VerifiedRun { outcome: replay.outcome, reactions: replay.reactions, labels: replay.labels },
        ))
    }))
}
