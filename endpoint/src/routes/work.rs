//! The work for a prize in the API's words: asked for with a run or a finish, handed in with a finish.

use crate::app::App;
use crate::campaign::Playable;
use crate::domain::fair_play::network::{HandedIn, Standing};
use crate::domain::fair_play::work::WorkAsked;
use crate::error::ApiError;
use crate::random;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// As a finish brings it.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WorkDone {
    /// ALTCHA's payload: base64 of `{challenge, solution}`.
    Altcha(String),
    /// The phone cannot: the run counts, its prize is left.
    None,
}

/// What a client is told with a run that can win nothing; `null` for any other.
pub fn without_prize(standing: Standing) -> Option<&'static str> {
    (standing == Standing::Over).then(|| {
        metrics::counter!("tapvine_network_limits_total", "limit" => "hard").increment(1);
        "network_limit"
    })
}

/// The work that can be done while the round is played.
pub async fn at_start(
    app: &Arc<App>,
    playable: &Playable,
    run_id: &str,
    standing: Standing,
) -> Result<Option<Value>, ApiError> {
    match standing {
        Standing::Work(level) => ask(app, playable.longest_work_ms(), run_id, level).await.map(Some),
        Standing::Free | Standing::Over => Ok(None),
    }
}

/// The refusal of a finish that brought too little, with what is due.
pub async fn required(
    app: &Arc<App>,
    playable: Option<&Playable>,
    run_id: &str,
    level: u8,
) -> Result<ApiError, ApiError> {
    let longest_ms = playable.map_or(0, Playable::longest_work_ms);
    Ok(ApiError::WorkRequired { work: ask(app, longest_ms, run_id, level).await? })
}

pub fn handed_in(app: &App, run_id: &str, done: Option<&WorkDone>) -> HandedIn {
    match done {
        None => HandedIn::Nothing,
        Some(WorkDone::None) => HandedIn::Unable,
        Some(WorkDone::Altcha(payload)) => {
            app.works.level(run_id, payload).map_or(HandedIn::Nothing, HandedIn::Work)
        }
    }
}

async fn ask(app: &Arc<App>, longest_ms: u32, run_id: &str, level: u8) -> Result<Value, ApiError> {
    metrics::counter!("tapvine_network_limits_total", "limit" => "soft").increment(1);
    let drawn = u64::from_le_bytes(random::bytes()?);
    let (app, run_id) = (app.clone(), run_id.to_owned());
    let made =
        spawn_blocking(move || app.works.challenge(WorkAsked { run_id: &run_id, level, longest_ms, drawn }));
    let made = made.await.map_err(|error| ApiError::Broken(error.into()))?;
    let challenge = made.map_err(|error| ApiError::Broken(error.into()))?;
    Ok(json!({"altcha": challenge}))
}
