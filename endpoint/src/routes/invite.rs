//! `/v1/invites`: a player's own code in a campaign; whose a code is; ending one.

use super::run::must_be_open;
use crate::app::App;
use crate::consent::must_have_agreed;
use crate::error::ApiError;
use crate::random;
use crate::request::{Analyst, Json, PlayerId};
use crate::store::MakeInvite;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tapvine_shared::invite::{Code, shown_name};

#[derive(Deserialize)]
pub struct Asked {
    campaign: String,
    name: Option<String>,
}

pub async fn make(
    State(app): State<Arc<App>>,
    PlayerId(inviter_id): PlayerId,
    Json(asked): Json<Asked>,
) -> Result<(StatusCode, axum::Json<Value>), ApiError> {
    let campaign = &app.campaign(&asked.campaign)?.campaign;
    let now_ms = app.clock.now_ms();
    must_be_open(campaign, now_ms)?;
    if !campaign.invite.enabled {
        return Err(ApiError::InvitesDisabled);
    }
    must_have_agreed(&app, &inviter_id, campaign).await?;
    let invite = MakeInvite {
        fresh_code: Code::from_random(random::bytes()?).to_string(),
        campaign_id: asked.campaign,
        game_id: campaign.game.clone(),
        inviter_id,
        inviter_name: asked.name.as_deref().and_then(shown_name),
        now_ms,
    };
    let made = app.store.make_invite(invite).await?.ok_or(ApiError::InvalidToken)?;
    let code: Code = made.code.parse().map_err(|_| ApiError::UnknownInvite)?;
    let status = if made.is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, axum::Json(json!({"code": made.code, "link": code.link(&app.public_url)}))))
}

pub async fn show(
    State(app): State<Arc<App>>,
    Path(code): Path<String>,
) -> Result<axum::Json<Value>, ApiError> {
    let inviter = app.store.inviter(&known(&code)?).await?.ok_or(ApiError::UnknownInvite)?;
    Ok(axum::Json(json!({"campaign": inviter.campaign_id, "inviter_name": inviter.inviter_name})))
}

pub async fn revoke(
    State(app): State<Arc<App>>,
    _: Analyst,
    Path(code): Path<String>,
) -> Result<axum::Json<Value>, ApiError> {
    let found = app.store.revoke_invite(&known(&code)?, app.clock.now_ms()).await?;
    if found { Ok(axum::Json(json!({"revoked": true}))) } else { Err(ApiError::UnknownInvite) }
}

/// A text of the form of a code.
pub fn known(code: &str) -> Result<String, ApiError> {
    code.parse::<Code>().map(|code| code.to_string()).map_err(|_| ApiError::UnknownInvite)
}
