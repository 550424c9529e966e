//! `POST /v1/invites/{code}/arrive`: somebody opened an invite link; whether it counts, and why not.

use super::invite::known;
use crate::app::App;
use crate::consent::must_have_agreed;
use crate::error::ApiError;
use crate::request::PlayerId;
use crate::store::{Arrive, Uncounted};
use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};
use std::sync::Arc;
use tapvine_shared::campaign::State as Period;

const HOUR_MS: i64 = 3_600_000;

pub async fn arrive(
    State(app): State<Arc<App>>,
    Path(code): Path<String>,
    PlayerId(invitee_id): PlayerId,
) -> Result<Json<Value>, ApiError> {
    let code = known(&code)?;
    let inviter = app.store.inviter(&code).await?.ok_or(ApiError::UnknownInvite)?;
    let campaign = &app.campaign(&inviter.campaign_id)?.campaign;
    must_have_agreed(&app, &invitee_id, campaign).await?;
    let now_ms = app.clock.now_ms();
    let uncounted = if campaign.state_at(now_ms) != Period::Open || !campaign.invite.enabled {
        Some(Uncounted::Closed)
    } else {
        let arrive = Arrive {
            code,
            campaign_id: inviter.campaign_id.clone(),
            game_id: campaign.game.clone(),
            invitee_id,
            now_ms,
            counts_until_ms: now_ms + i64::from(campaign.invite.window_hours) * HOUR_MS,
        };
        app.store.arrive(arrive).await?.ok_or(ApiError::InvalidToken)?
    };
    Ok(Json(json!({
        "campaign": inviter.campaign_id,
        "inviter_name": inviter.inviter_name,
        "counted": uncounted.is_none(),
        "reason": uncounted,
    })))
}
