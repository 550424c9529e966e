//! `/v1/labels`: declaring one's own labels, and deciding on those that friends gave.

use crate::app::App;
use crate::consent::must_have_agreed;
use crate::error::ApiError;
use crate::request::{Json, PlayerId};
use crate::store::{Decide, DecideAll, DecideRefused, Declare, Labelled, What};
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use tapvine_shared::label::Action;

#[derive(Deserialize)]
pub struct Declared {
    campaign: String,
    labels: Vec<String>,
}

pub async fn declare(
    State(app): State<Arc<App>>,
    PlayerId(player_id): PlayerId,
    Json(asked): Json<Declared>,
) -> Result<axum::Json<Value>, ApiError> {
    let labels = app.campaign(&asked.campaign)?.labels.as_ref().ok_or(ApiError::LabelsDisabled)?;
    if asked.labels.iter().any(|label| labels.taxonomy.get(label).is_none()) {
        return Err(ApiError::UnknownLabel);
    }
    let sorted: BTreeSet<&String> = asked.labels.iter().collect();
    if sorted.len() < asked.labels.len() {
        return Err(ApiError::DuplicateLabel);
    }
    if sorted.len() > labels.policy.max_declared as usize {
        return Err(ApiError::TooManyLabels);
    }
    must_have_agreed(&app, &player_id, &app.campaign(&asked.campaign)?.campaign).await?;
    let answer = json!({"declared": sorted});
    let by = labelled(&app, player_id, asked.campaign)?;
    let known = app.store.declare_labels(Declare { by, labels: asked.labels }).await?;
    if known { Ok(axum::Json(answer)) } else { Err(ApiError::InvalidToken) }
}

/// `POST /v1/labels/{id}/{accept,decline,withdraw,block}`
pub async fn decide(
    State(app): State<Arc<App>>,
    Path((label_id, action)): Path<(String, String)>,
    PlayerId(player_id): PlayerId,
) -> Result<axum::Json<Value>, ApiError> {
    let what = match action.as_str() {
        "accept" => What::Do(Action::Accept),
        "decline" => What::Do(Action::Decline),
        "withdraw" => What::Do(Action::Withdraw),
        "block" => What::Block,
        _ => return Err(ApiError::NotFound),
    };
    let campaign_id = app.store.campaign_of_label(&label_id).await?.ok_or(ApiError::UnknownLabelId)?;
    let by = labelled(&app, player_id, campaign_id)?;
    let decided = app.store.decide_label(Decide { label_id: label_id.clone(), by, what }).await?;
    let decided = decided.map_err(|refused| match refused {
        DecideRefused::Unknown => ApiError::UnknownLabelId,
        DecideRefused::NotYours => ApiError::LabelNotYours,
        DecideRefused::State(refused) => ApiError::LabelRefused(refused),
    })?;
    let mut answer = json!({"id": label_id, "label": decided.label, "status": decided.status});
    if what == What::Block {
        answer["blocked"] = true.into();
    }
    Ok(axum::Json(answer))
}

#[derive(Deserialize)]
pub struct AllPending {
    campaign: String,
    action: ForAll,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ForAll {
    Accept,
    Decline,
}

pub async fn decide_all(
    State(app): State<Arc<App>>,
    PlayerId(player_id): PlayerId,
    Json(asked): Json<AllPending>,
) -> Result<axum::Json<Value>, ApiError> {
    let by = labelled(&app, player_id, asked.campaign)?;
    let accept = asked.action == ForAll::Accept;
    let changed = app.store.decide_labels(DecideAll { by, accept }).await?;
    Ok(axum::Json(json!({"changed": changed})))
}

fn labelled(app: &App, player_id: String, campaign_id: String) -> Result<Labelled, ApiError> {
    let playable = app.campaign(&campaign_id)?;
    Ok(Labelled {
        player_id,
        game_id: playable.campaign.game.clone(),
        campaign_id,
        now_ms: app.clock.now_ms(),
        reading: playable.labels.clone(),
    })
}
