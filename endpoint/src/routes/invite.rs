//! `/v1/invites`: a player's own code in a campaign; whose a code is; somebody opened its link; ending one.

use crate::app::App;
use crate::domain::consent::ConsentTerms;
use crate::domain::execute;
use crate::domain::invite::{ArrivalOutcome, MakeInvite, RecordArrival, RevokeInvite, has_ended};
use crate::error::ApiError;
use crate::keys::asks::Erase;
use crate::random;
use crate::request::analyst::Analyst;
use crate::request::body::Json;
use crate::request::credentials::PlayerId;
use crate::request::path::Path;
use crate::request::query::invite_code;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tapvine_shared::campaign::State as Period;
use tapvine_shared::invite::Code;
use tapvine_shared::name::shown_name;

const HOUR_MS: i64 = 3_600_000;

#[derive(Deserialize)]
pub struct MakeInviteRequest {
    campaign: String,
    name: Option<String>,
}

pub async fn make(
    State(app): State<Arc<App>>,
    PlayerId(inviter_id): PlayerId,
    Json(asked): Json<MakeInviteRequest>,
) -> Result<(StatusCode, axum::Json<Value>), ApiError> {
    let now_ms = app.clock.now_ms();
    let campaign = &app.open_campaign(&asked.campaign, now_ms)?.campaign;
    if !campaign.invite.enabled {
        return Err(ApiError::InvitesDisabled);
    }
    let invite = MakeInvite {
        fresh_code: Code::from_random(random::bytes()?).to_string(),
        campaign_id: asked.campaign,
        game_id: campaign.game.clone(),
        terms: ConsentTerms::of(campaign),
        inviter_id,
        inviter_name: asked.name.as_deref().and_then(shown_name),
        now_ms,
    };
    let made = execute(&*app.store, invite).await??;
    let code: Code = made.code.parse().map_err(|_| ApiError::UnknownInvite)?;
    let status = if made.is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, axum::Json(json!({"code": made.code, "link": code.link(&app.public_url)}))))
}

pub async fn show(
    State(app): State<Arc<App>>,
    Path(code): Path<String>,
) -> Result<axum::Json<Value>, ApiError> {
    let invite = app.store.read().await?.invite(&invite_code(&code)?).await?;
    let invite = invite.ok_or(ApiError::UnknownInvite)?;
    let labels = app.campaigns.find(&invite.campaign_id).and_then(|playable| playable.labels.as_ref());
    let ended = has_ended(&invite, labels.map(|labels| labels.party_ms()), app.clock.now_ms());
    Ok(axum::Json(json!({
        "campaign": invite.campaign_id, "inviter_name": invite.inviter_name, "ended": ended,
    })))
}

/// `POST /v1/invites/{code}/arrive`: whether the arrival counts, and why not.
pub async fn arrive(
    State(app): State<Arc<App>>,
    Path(code): Path<String>,
    PlayerId(invitee_id): PlayerId,
) -> Result<axum::Json<Value>, ApiError> {
    let code = invite_code(&code)?;
    let invite = app.store.read().await?.invite(&code).await?.ok_or(ApiError::UnknownInvite)?;
    let campaign = &app.campaign(&invite.campaign_id)?.campaign;
    let now_ms = app.clock.now_ms();
    let is_open = campaign.state_at(now_ms) == Period::Open && campaign.invite.enabled;
    let arrival = RecordArrival {
        code,
        game_id: campaign.game.clone(),
        terms: ConsentTerms::of(campaign),
        invitee_id,
        now_ms,
        counts_until_ms: is_open.then(|| now_ms + i64::from(campaign.invite.window_hours) * HOUR_MS),
    };
    let reason = match execute(&*app.store, arrival).await?? {
        ArrivalOutcome::Counted | ArrivalOutcome::AlreadyCounted => None,
        ArrivalOutcome::NotCounted(why) => Some(why),
    };
    Ok(axum::Json(json!({
        "campaign": invite.campaign_id,
        "inviter_name": invite.inviter_name,
        "counted": reason.is_none(),
        "reason": reason,
    })))
}

pub async fn revoke(
    State(app): State<Arc<App>>,
    _: Analyst<Erase>,
    Path(code): Path<String>,
) -> Result<axum::Json<Value>, ApiError> {
    let revoke = RevokeInvite { code: invite_code(&code)?, now_ms: app.clock.now_ms() };
    let found = execute(&*app.store, revoke).await?;
    if found { Ok(axum::Json(json!({"revoked": true}))) } else { Err(ApiError::UnknownInvite) }
}
