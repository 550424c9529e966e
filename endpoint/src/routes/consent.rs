//! `DELETE /v1/consents/{campaign}`: a person takes consent back.

use crate::app::App;
use crate::domain::execute;
use crate::domain::withdrawal::{WithdrawConsent, WithdrawOutcome};
use crate::error::ApiError;
use crate::request::credentials::PlayerId;
use crate::request::path::Path;
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use std::sync::Arc;

/// The same again changes nothing and is answered the same.
pub async fn withdraw(
    State(app): State<Arc<App>>,
    Path(campaign_id): Path<String>,
    PlayerId(player_id): PlayerId,
) -> Result<Json<Value>, ApiError> {
    let served = app.campaigns.find(&campaign_id);
    let withdraw = WithdrawConsent {
        player_id,
        game_id: served.map(|playable| playable.campaign.game.clone()).unwrap_or_default(),
        is_served: served.is_some(),
        campaign_id,
        now_ms: app.clock.now_ms(),
    };
    match execute(&*app.store, withdraw).await? {
        WithdrawOutcome::Withdrawn => metrics::counter!("tapvine_consents_withdrawn_total").increment(1),
        WithdrawOutcome::AlreadyWithdrawn => {}
        WithdrawOutcome::UnknownPlayer => return Err(ApiError::InvalidToken),
        WithdrawOutcome::UnknownCampaign => return Err(ApiError::UnknownCampaign),
    }
    Ok(Json(json!({"withdrawn": true})))
}
