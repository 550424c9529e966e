//! `GET /v1/me`: what the player has in a campaign.

use crate::app::App;
use crate::domain::coupon::KeepPromises;
use crate::domain::execute;
use crate::domain::player::{Me, me};
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
    let playable = app.campaign(&asked.campaign)?;
    let has_labels = playable.labels.is_some();
    let now_ms = app.clock.now_ms();
    let mut me = read(&app, &player_id, &asked.campaign).await?;
    if me.coupon_due_at_ms.is_some_and(|due_at_ms| due_at_ms <= now_ms) {
        let (campaign_id, game_id) = (asked.campaign.clone(), playable.campaign.game.clone());
        execute(&*app.store, KeepPromises { campaign_id, game_id, now_ms }).await?;
        me = read(&app, &player_id, &asked.campaign).await?;
    }
    let invite = me.invite.map(|invite| {
        json!({
            "link": format!("{}/i/{}", app.public_url, invite.code),
            "code": invite.code, "arrivals": invite.arrivals, "qualified": invite.qualified,
        })
    });
    let reviewed = me
        .reviewed
        .map(|win| json!({"run_id": win.run_id, "state": win.review, "held_at_ms": win.judged_at_ms}));
    Ok(Json(json!({
        "player_id": player_id,
        "plays": me.plays.count,
        "best": me.plays.best,
        "coupons": Vec::from_iter(me.coupon),
        "coupon_due_at_ms": me.coupon_due_at_ms,
        "checked_win": reviewed,
        "claim_until_ms": me.unclaimed_win.map(|win| win.kept_until_ms).filter(|until_ms| now_ms < *until_ms),
        "invite": invite,
        "labels": has_labels.then_some(me.labels),
        "invited_by": me.invited_by.map(|name| json!({"name": name})),
    })))
}

async fn read(app: &App, player_id: &str, campaign_id: &str) -> Result<Me, ApiError> {
    let mut rows = app.store.read().await?;
    me(&mut *rows, player_id, campaign_id).await?.ok_or(ApiError::InvalidToken)
}
