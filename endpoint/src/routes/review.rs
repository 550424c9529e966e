//! `/v1/reviews`: the wins of a campaign that wait because no hand is sure to have played them, and what becomes of them.

use crate::app::App;
use crate::domain::execute;
use crate::domain::fair_play::review::{DecideReview, Decision};
use crate::error::ApiError;
use crate::export::table::time;
use crate::keys::asks::Review;
use crate::request::analyst::Analyst;
use crate::request::path::Path;
use crate::request::query::{CampaignQuery, Query};
use crate::store::review::WaitingWin;
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use std::sync::Arc;

/// More than anybody looks through at once.
const MOST_SHOWN: u32 = 200;

/// `GET /v1/reviews?campaign=`
pub async fn list(
    State(app): State<Arc<App>>,
    _: Analyst<Review>,
    Query(asked): Query<CampaignQuery>,
) -> Result<Json<Value>, ApiError> {
    app.campaign(&asked.campaign)?;
    let mut rows = app.store.read().await?;
    let waiting = rows.count_waiting_wins(&asked.campaign).await?;
    let wins = rows.waiting_wins(&asked.campaign, MOST_SHOWN).await?;
    let win = |win: &WaitingWin| {
        let evidence: Value = serde_json::from_str(&win.judged.evidence).unwrap_or_default();
        json!({
            "run_id": win.judged.run_id, "player_id": win.judged.player_id, "held_at": time(win.judged.judged_at_ms),
            "score": win.score, "rival": win.rival, "plays": win.plays, "evidence": evidence,
            "run": format!("/v1/runs/{}", win.judged.run_id),
        })
    };
    Ok(Json(json!({"waiting": waiting, "reviews": wins.iter().map(win).collect::<Vec<_>>()})))
}

/// `POST /v1/reviews/{run_id}/{decision}`: the same decision again changes nothing.
pub async fn decide(
    State(app): State<Arc<App>>,
    _: Analyst<Review>,
    Path((run_id, decision)): Path<(String, String)>,
) -> Result<Json<Value>, ApiError> {
    let decision: Decision = serde_json::from_value(json!(decision)).map_err(|_| ApiError::NotFound)?;
    let review = DecideReview { run_id: run_id.clone(), decision, now_ms: app.clock.now_ms() };
    execute(&*app.store, review).await??;
    metrics::counter!("tapvine_reviews_total", "decision" => decision.outcome()).increment(1);
    Ok(Json(json!({"run_id": run_id, "state": decision.outcome()})))
}
