//! `POST /v1/runs`: issues a run – a seed nobody chose, the dials as they are now, and a time to end by.

use super::invite::known;
use crate::app::App;
use crate::campaign::Playable;
use crate::consent::must_have_agreed;
use crate::error::ApiError;
use crate::random;
use crate::request::{Json, PlayerId};
use crate::store::{Inviter, NewAbout, NewRun, StartRefused};
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tapvine_shared::campaign::{Campaign, State as Period};
use tapvine_shared::invite::shown_name;
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
    /// The invite code of the friend the run is about.
    about: Option<String>,
    /// The first name the friend shall see.
    name: Option<String>,
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
    let rules_version = playable.game.game.current.version;
    if asked.rules_version != rules_version {
        return Err(ApiError::RulesVersionMismatch);
    }
    let about = match &asked.about {
        None => None,
        Some(code) => Some(party(&app, playable, code, &player_id, now_ms).await?),
    };
    let dials = if about.is_some() { playable.dials.clone() } else { playable.dials_about_oneself() };
    let shown = about.as_ref().map(|host| json!({"name": host.inviter_name}));
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
        dials: json!(dials).to_string(),
        about: about.zip(asked.about).map(|(host, code)| NewAbout {
            code,
            host_id: host.inviter_id,
            giver_name: asked.name.as_deref().and_then(shown_name),
        }),
        now_ms,
        expires_at_ms,
        per_minute: PER_MINUTE,
    };
    app.store.start_run(run).await?.map_err(|refused| match refused {
        StartRefused::NoSuchPlayer => ApiError::InvalidToken,
        StartRefused::GiverBlocked => ApiError::GiverBlocked,
        StartRefused::TooMany { retry_after_ms } => {
            ApiError::TooManyRuns { retry_after_s: retry_after_ms.max(1).unsigned_abs().div_ceil(1_000) }
        }
    })?;
    metrics::counter!("tapvine_runs_total", "verdict" => "issued").increment(1);
    let answer = json!({
        "run_id": run_id, "seed": seed, "dials": dials, "rules_version": rules_version,
        "expires_at_ms": expires_at_ms, "about": shown,
    });
    Ok((StatusCode::CREATED, axum::Json(answer)))
}

/// The host of a party that may be joined now.
async fn party(
    app: &App,
    playable: &Playable,
    code: &str,
    player_id: &str,
    now_ms: i64,
) -> Result<Inviter, ApiError> {
    let labels = playable.labels.as_ref().ok_or(ApiError::LabelsDisabled)?;
    let host = app.store.inviter(&known(code)?).await?;
    let host = host.filter(|host| host.campaign_id == playable.id()).ok_or(ApiError::UnknownInvite)?;
    if host.inviter_id == player_id {
        return Err(ApiError::OwnInvite);
    }
    if host.is_revoked || now_ms >= labels.party_ends_ms(host.created_at_ms) {
        return Err(ApiError::PartyOver);
    }
    Ok(host)
}

pub fn must_be_open(campaign: &Campaign, now_ms: i64) -> Result<(), ApiError> {
    match campaign.state_at(now_ms) {
        Period::Open => Ok(()),
        Period::Upcoming => Err(ApiError::CampaignNotStarted),
        Period::Closed => Err(ApiError::CampaignClosed),
    }
}
