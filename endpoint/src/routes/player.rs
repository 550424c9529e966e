//! `POST /v1/players`: a person agreed to take part; who they are is only a random id.

use crate::app::App;
use crate::error::ApiError;
use crate::random;
use crate::request::{Json, MaybePlayer};
use crate::store::NewPlayer;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tapvine_shared::campaign::ConsentMode;
use uuid::Builder;

#[derive(Deserialize)]
pub struct Asked {
    campaign: String,
    consent_version: Option<String>,
}

/// With a token, the player stays who they are and the consent to this campaign is added.
pub async fn make(
    State(app): State<Arc<App>>,
    MaybePlayer(known): MaybePlayer,
    Json(asked): Json<Asked>,
) -> Result<(StatusCode, axum::Json<Value>), ApiError> {
    let consent = &app.campaign(&asked.campaign)?.campaign.consent;
    let agreed = asked.consent_version.as_deref() == Some(consent.version.as_str());
    if consent.mode == ConsentMode::Strict && !agreed {
        return Err(ApiError::ConsentRequired);
    }
    let player_id = match known {
        Some(player_id) => player_id,
        None => Builder::from_random_bytes(random::bytes()?).into_uuid(),
    };
    let now_ms = app.clock.now_ms();
    let player = NewPlayer {
        player_id: player_id.to_string(),
        campaign_id: asked.campaign,
        consent_version: asked.consent_version.filter(|_| agreed),
        now_ms,
    };
    if !app.store.add_player(player).await? {
        return Err(ApiError::InvalidToken);
    }
    let token = app.signer.issue(player_id, now_ms);
    Ok((StatusCode::CREATED, axum::Json(json!({"player_id": player_id.to_string(), "token": token}))))
}
