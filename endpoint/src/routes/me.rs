//! `GET /v1/me`: what the player has in a campaign.

use crate::app::App;
use crate::domain::player::me;
use crate::error::ApiError;
use crate::request::credentials::PlayerId;
use crate::request::query::{CampaignQuery, Query};
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use std::sync::Arc;

pub async fn show(
    State(app): State<Arc<App>>,
    Query(asked): Query<CampaignQuery>,
    PlayerId(player_id): PlayerId,
) -> Result<Json<Value>, ApiError> {
    let has_labels = app.campaign(&asked.campaign)?.labels.is_some();
    let mut rows = app.store.read().await?;
    let me = me(&mut *rows, &player_id, &asked.campaign).await?.ok_or(ApiError::InvalidToken)?;
    let invite = me.invite.map(|invite| {
        json!({
            "link": format!("{}/i/{}", app.public_url, invite.code),
            "code": invite.code, "arrivals": invite.arrivals, "qualified": invite.qualified,
        })
    });
    Ok(Json(json!({
        "player_id": player_id,
        "plays": me.plays.count,
        "best": me.plays.best,
        "coupons": Vec::from_iter(me.coupon),
        "invite": invite,
        "labels": has_labels.then_some(me.labels),
        "invited_by": me.invited_by.map(|name| json!({"name": name})),
    })))
}
