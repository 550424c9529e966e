//! `POST /v1/me/identity`: the brand's page says who the player is, signed by the brand.

use crate::app::App;
use crate::domain::consent::ConsentTerms;
use crate::domain::coupon::Prize;
use crate::domain::execute;
use crate::domain::fair_play::known::Identify;
use crate::error::ApiError;
use crate::request::body::Json;
use crate::request::credentials::PlayerId;
use crate::request::network::ClientNetwork;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tapvine_shared::wire::MAX_EVENT_BYTES;

#[derive(Deserialize)]
pub struct IdentityRequest {
    campaign: String,
    user_id: String,
    /// Hexadecimal HMAC-SHA256 over the user id.
    signature: String,
    /// Which of the campaign's keys it is by; without it, any.
    key_id: Option<String>,
}

pub async fn identify(
    State(app): State<Arc<App>>,
    client: ClientNetwork,
    PlayerId(player_id): PlayerId,
    Json(asked): Json<IdentityRequest>,
) -> Result<axum::Json<Value>, ApiError> {
    let IdentityRequest { campaign: campaign_id, user_id, signature, key_id } = asked;
    let playable = app.campaign(&campaign_id)?;
    let campaign = &playable.campaign;
    if !(1..=MAX_EVENT_BYTES).contains(&user_id.len()) {
        return Err(ApiError::BadUserId);
    }
    if !app.identity_keys.has_any(&campaign_id) {
        return Err(ApiError::NoIdentityKeys);
    }
    if !app.identity_keys.is_signed(&campaign_id, &user_id, &signature, key_id.as_deref()) {
        metrics::counter!("tapvine_identities_total", "result" => "wrong_signature").increment(1);
        return Err(ApiError::WrongSignature);
    }
    let identify = Identify {
        player_id,
        game_id: campaign.game.clone(),
        terms: ConsentTerms::of(campaign),
        pace: playable.pace(),
        visit: client.visit_for_a_prize(campaign)?,
        campaign_id,
        user_id,
        now_ms: app.clock.now_ms(),
    };
    let identified = execute(&*app.store, identify).await??;
    metrics::counter!("tapvine_identities_total", "result" => "verified").increment(1);
    if identified.prize == Prize::Won {
        metrics::counter!("tapvine_coupons_issued_total").increment(1);
    }
    Ok(axum::Json(json!({
        "prize": identified.prize, "coupon": identified.coupon,
        "prize_at_ms": identified.prize_at_ms, "run_id": identified.run_id,
    })))
}
