//! `POST /v1/runs`: issues a run – a seed nobody chose, the dials as they are now, and a time to end by.

use crate::app::App;
use crate::consent::must_have_agreed;
use crate::error::ApiError;
use crate::random;
use crate::request::{Json, PlayerId};
use crate::store::{NewRun, StartRefused};
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tapvine_shared::campaign::{Campaign, State as Period};
use tapvine_shared::run::Seed;
use uuid::Uuid;

/// The longest run with long pauses in it.
const LIFETIME_MS: i64 = 30 * 60_000;
/// The shortest run of a game lasts five seconds; this is more than anybody plays.
const PER_MINUTE: i64 = 20;

#[derive(Deserialize)]
pub struct Asked {
    campaign: String,
    rules_version: u16,
}

pub async fn start(
    State(app): State<Arc<App>>,
    PlayerId(player_id): PlayerId,
    Json(asked): Json<Asked>,
) -> Result<(StatusCode, axum::Json<Value>), ApiError> {
    let playable = app.campaign(&asked.campaign)?;
    let now_ms = app.clock.now_ms();
    must_be_open(&playable.campaign, now_ms)?;
    must_have_agreed(&app, &player_id, &playable.campaign).await?;
    let rules_version = playable.game.game.rules_version;
    if asked.rules_version != rules_version {
        return Err(ApiError::RulesVersionMismatch);
    }
    let run_id = Uuid::now_v7().to_string();
    let seed = Seed(u64::from_le_bytes(random::bytes()?)).to_string();
    let expires_at_ms = now_ms + LIFETIME_MS;
    let run = NewRun {
        run_id: run_id.clone(),
        player_id,
        campaign_id: asked.campaign,
        game_id: playable.campaign.game.clone(),
        rules_version,
        seed: seed.clone(),
        dials: json!(playable.dials).to_string(),
        now_ms,
        expires_at_ms,
        per_minute: PER_MINUTE,
    };
    app.store.start_run(run).await?.map_err(|refused| match refused {
        StartRefused::NoSuchPlayer => ApiError::InvalidToken,
        StartRefused::TooMany { retry_after_ms } => {
            ApiError::TooManyRuns { retry_after_s: retry_after_ms.max(1).unsigned_abs().div_ceil(1_000) }
        }
    })?;
    metrics::counter!("tapvine_runs_total", "verdict" => "issued").increment(1);
    let answer = json!({
        "run_id": run_id, "seed": seed, "dials": playable.dials, "rules_version": rules_version,
        "expires_at_ms": expires_at_ms,
    });
    Ok((StatusCode::CREATED, axum::Json(answer)))
}

pub fn must_be_open(campaign: &Campaign, now_ms: i64) -> Result<(), ApiError> {
    match campaign.state_at(now_ms) {
        Period::Open => Ok(()),
        Period::Upcoming => Err(ApiError::CampaignNotStarted),
        Period::Closed => Err(ApiError::CampaignClosed),
    }
}
