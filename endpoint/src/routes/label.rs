//! `/v1/labels`: declaring one's own labels, and deciding on those that friends gave.

use crate::app::App;
use crate::domain::consent::ConsentTerms;
use crate::domain::execute;
use crate::domain::label::{DecideLabel, DecideLabels, DeclareLabels, LabelDecision, LabelOwner};
use crate::error::ApiError;
use crate::request::body::Json;
use crate::request::credentials::PlayerId;
use crate::request::path::Path;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use tapvine_shared::label::Action;

/// More than any list shows.
const MOST_DECIDED: usize = 1_000;

#[derive(Deserialize)]
pub struct DeclareLabelsRequest {
    campaign: String,
    labels: Vec<String>,
}

pub async fn declare(
    State(app): State<Arc<App>>,
    PlayerId(player_id): PlayerId,
    Json(asked): Json<DeclareLabelsRequest>,
) -> Result<axum::Json<Value>, ApiError> {
    let playable = app.campaign(&asked.campaign)?;
    let labels = playable.labels.as_ref().ok_or(ApiError::LabelsDisabled)?;
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
    let answer = json!({"declared": sorted});
    let terms = ConsentTerms::of(&playable.campaign);
    let owner = owner(&app, player_id, asked.campaign)?;
    execute(&*app.store, DeclareLabels { owner, terms, declared: asked.labels }).await??;
    Ok(axum::Json(answer))
}

/// `POST /v1/labels/{id}/{accept,decline,withdraw,block}`
pub async fn decide(
    State(app): State<Arc<App>>,
    Path((label_id, action)): Path<(String, String)>,
    PlayerId(player_id): PlayerId,
) -> Result<axum::Json<Value>, ApiError> {
    let decision = match action.as_str() {
        "accept" => LabelDecision::Change(Action::Accept),
        "decline" => LabelDecision::Change(Action::Decline),
        "withdraw" => LabelDecision::Change(Action::Withdraw),
        "block" => LabelDecision::BlockGiver,
        _ => return Err(ApiError::NotFound),
    };
    let given = app.store.read().await?.label(&label_id).await?.ok_or(ApiError::UnknownLabelId)?;
    let owner = owner(&app, player_id, given.campaign_id)?;
    let decide = DecideLabel { label_id: label_id.clone(), owner, decision };
    let decided = execute(&*app.store, decide).await??;
    let mut answer = json!({"id": label_id, "label": decided.label, "status": decided.status.name()});
    if decision == LabelDecision::BlockGiver {
        answer["blocked"] = true.into();
    }
    Ok(axum::Json(answer))
}

#[derive(Deserialize)]
pub struct DecideAllRequest {
    campaign: String,
    action: AllAction,
    /// Those that the person was shown.
    ids: HashSet<String>,
}

/// Only what is pending can be decided on at once.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum AllAction {
    Accept,
    Decline,
}

pub async fn decide_all(
    State(app): State<Arc<App>>,
    PlayerId(player_id): PlayerId,
    Json(asked): Json<DecideAllRequest>,
) -> Result<axum::Json<Value>, ApiError> {
    let owner = owner(&app, player_id, asked.campaign)?;
    if asked.ids.len() > MOST_DECIDED {
        return Err(ApiError::TooManyLabels);
    }
    let accept = asked.action == AllAction::Accept;
    let decide = DecideLabels { owner, label_ids: asked.ids, accept };
    let changed = execute(&*app.store, decide).await?;
    Ok(axum::Json(json!({"changed": changed})))
}

fn owner(app: &App, player_id: String, campaign_id: String) -> Result<LabelOwner, ApiError> {
    let playable = app.campaign(&campaign_id)?;
    Ok(LabelOwner {
        player_id,
        game_id: playable.campaign.game.clone(),
        campaign_id,
        now_ms: app.clock.now_ms(),
        labels: playable.labels.clone(),
    })
}
