//! `GET /v1/insights/funnel`: from opening the game to holding a coupon.

use crate::app::App;
use crate::domain::funnel::funnel;
use crate::error::ApiError;
use crate::keys::asks::Read;
use crate::request::analyst::Analyst;
use crate::request::query::{CampaignQuery, Query};
use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value, json};
use std::sync::Arc;

pub async fn show(
    State(app): State<Arc<App>>,
    _: Analyst<Read>,
    Query(asked): Query<CampaignQuery>,
) -> Result<Json<Value>, ApiError> {
    app.campaign(&asked.campaign)?;
    let mut rows = app.store.read().await?;
    let funnel = funnel(&mut *rows, &asked.campaign).await?;
    let level = rows.stock_level(&asked.campaign).await?;
    let plays: Map<String, Value> =
        funnel.plays_per_player.iter().map(|(plays, players)| (plays.to_string(), json!(players))).collect();
    Ok(Json(json!({
        "opened": funnel.opened,
        "started": funnel.started,
        "finished": funnel.finished,
        "verified": funnel.verified,
        "rejected": funnel.rejected,
        "players": funnel.players,
        "winners": funnel.winners,
        "coupons": {"total": level.quantity, "issued": funnel.coupons_issued, "left": level.left},
        "invites": {
            "created": funnel.invites_created,
            "arrived": funnel.invites_arrived,
            "qualified": funnel.invites_qualified,
        },
        "plays_per_player": plays,
        "scores": funnel.scores,
        "by_hour": funnel.by_hour,
    })))
}
