//! `POST /v1/players`: a person agreed to take part; who they are is only a random id.
//! `POST /v1/me/token`: their token is exchanged for a fresh one.
//! `DELETE /v1/players/{id}`: a person asked to be forgotten.

use crate::app::App;
use crate::domain::consent::ConsentTerms;
use crate::domain::erasure::{ErasureOutcome, erase as forget};
use crate::domain::execute;
use crate::domain::player::RegisterPlayer;
use crate::error::ApiError;
use crate::keys::asks::Erase;
use crate::random;
use crate::request::analyst::Analyst;
use crate::request::body::Json;
use crate::request::credentials::{MaybePlayer, ReturningPlayer};
use crate::request::network::ClientNetwork;
use crate::request::path::Path;
use crate::token::{LIFETIME_MS, RENEW_AFTER_MS};
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tapvine_shared::campaign::ConsentMode;
use uuid::{Builder, Uuid};

#[derive(Deserialize)]
pub struct RegisterPlayerRequest {
    campaign: String,
    consent_version: Option<String>,
}

/// With a token, the player stays who they are and the consent to this campaign is added.
pub async fn register(
    State(app): State<Arc<App>>,
    MaybePlayer(known): MaybePlayer,
    client: ClientNetwork,
    Json(asked): Json<RegisterPlayerRequest>,
) -> Result<(StatusCode, axum::Json<Value>), ApiError> {
    let campaign = &app.campaign(&asked.campaign)?.campaign;
    let terms = ConsentTerms::of(campaign);
    let agreed = asked.consent_version.as_ref() == Some(&terms.version);
    if terms.mode == ConsentMode::Strict && !agreed {
        return Err(ApiError::ConsentRequired);
    }
    let player_id = match known {
        Some(player_id) => player_id,
        None => Builder::from_random_bytes(random::bytes()?).into_uuid(),
    };
    let now_ms = app.clock.now_ms();
    let register = RegisterPlayer {
        player_id: player_id.to_string(),
        campaign_id: asked.campaign,
        consent_version: asked.consent_version.filter(|_| agreed),
        visit: if known.is_none() { Some(client.visit(campaign)?) } else { None },
        now_ms,
    };
    execute(&*app.store, register).await??;
    Ok((StatusCode::CREATED, axum::Json(signed(&app, player_id, now_ms))))
}

/// A token that is old, or has expired not long ago, is good for this.
pub async fn renew(
    State(app): State<Arc<App>>,
    ReturningPlayer(player_id): ReturningPlayer,
) -> Result<axum::Json<Value>, ApiError> {
    if !app.store.read().await?.has_player(&player_id.to_string()).await? {
        return Err(ApiError::InvalidToken);
    }
    Ok(axum::Json(signed(&app, player_id, app.clock.now_ms())))
}

fn signed(app: &App, player_id: Uuid, now_ms: i64) -> Value {
    json!({
        "player_id": player_id.to_string(),
        "token": app.signer.issue(player_id, now_ms),
        "renew_at_ms": now_ms + RENEW_AFTER_MS,
        "expires_at_ms": now_ms + LIFETIME_MS,
    })
}

pub async fn erase(
    State(app): State<Arc<App>>,
    analyst: Analyst<Erase>,
    Path(player_id): Path<String>,
) -> Result<axum::Json<Value>, ApiError> {
    let game_of_campaign =
        |playable: &crate::campaign::Playable| (playable.id().to_owned(), playable.campaign.game.clone());
    let games = app.campaigns.iter().map(game_of_campaign).collect();
    match forget(&*app.store, &player_id, games, app.clock.now_ms()).await? {
        ErasureOutcome::Erased => {
            tracing::info!(key = analyst.name, "a player is erased");
            Ok(axum::Json(json!({"erased": true})))
        }
        ErasureOutcome::AlreadyErased => Err(ApiError::AlreadyErased),
        ErasureOutcome::UnknownPlayer => Err(ApiError::UnknownPlayer),
    }
}
