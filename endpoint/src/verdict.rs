//! The verdict on a run: its trace replayed under the rules and dials it was issued with.

use crate::app::App;
use crate::error::ApiError;
use crate::store::Run;
use anyhow::anyhow;
use tapvine_shared::run::{Dials, LabelChoice, Outcome, Refusal, Replay, Seed, Trace, plausible};
use tokio::task::spawn_blocking;

/// What a run is worth, and what it said of labels in a game that is about labels.
pub struct Judged {
    pub outcome: Outcome,
    pub labels: Option<LabelChoice>,
}

/// At most one replay per processor, away from the threads that serve requests.
pub async fn of(
    app: &App,
    run: &Run,
    trace: String,
    claimed_score: i64,
    elapsed_ms: u64,
) -> Result<Result<Judged, Refusal>, ApiError> {
    let broken = |what: &str| ApiError::Broken(anyhow!("run {}: {what}", run.run_id));
    let games = app.campaigns.iter().map(|playable| &playable.game);
    let game = games.into_iter().find(|game| game.manifest.id == run.game_id).ok_or(ApiError::UnknownRun)?;
    let game = game.game;
    let seed: Seed = run.seed.parse().map_err(|_| broken("bad seed"))?;
    let dials: Dials = serde_json::from_str(&run.dials).map_err(|_| broken("bad dials"))?;
    let _turn = app.replays.acquire().await.map_err(|error| ApiError::Broken(error.into()))?;
    let judged = spawn_blocking(move || {
        let trace = Trace::decode(&trace)?;
        let Replay { outcome, labels } = game.replay(game.current.version, seed, &dials, &trace)?;
        plausible(&trace, elapsed_ms)?;
        if outcome.score != claimed_score {
            return Err(Refusal::ScoreMismatch);
        }
        Ok(Judged { outcome, labels })
    });
    judged.await.map_err(|error| ApiError::Broken(error.into()))
}
