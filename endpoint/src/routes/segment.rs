//! `/v1/segments`: how many people a rule holds for; keeping a rule under a name; the kept ones.

use super::query::{OfCampaign, Query, one_line};
use crate::app::App;
use crate::campaign::Playable;
use crate::error::ApiError;
use crate::export::time;
use crate::request::{Analyst, Json};
use crate::segment::{MAX_NAME_CHARS, Rule, sizes};
use crate::store::Segment;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

#[derive(Deserialize)]
pub struct Asked {
    campaign: String,
    rule: Value,
}

pub async fn preview(
    State(app): State<Arc<App>>,
    _: Analyst,
    Json(asked): Json<Asked>,
) -> Result<axum::Json<Value>, ApiError> {
    let playable = app.campaign(&asked.campaign)?;
    let rule = read(playable, &asked.rule)?;
    Ok(axum::Json(json!({"size": size(&app, playable, &rule).await?})))
}

#[derive(Deserialize)]
pub struct New {
    campaign: String,
    name: String,
    rule: Value,
}

pub async fn make(
    State(app): State<Arc<App>>,
    _: Analyst,
    Json(asked): Json<New>,
) -> Result<(StatusCode, axum::Json<Value>), ApiError> {
    let playable = app.campaign(&asked.campaign)?;
    let name = one_line(&asked.name, MAX_NAME_CHARS).ok_or(ApiError::BadName)?;
    let rule = read(playable, &asked.rule)?;
    let segment = Segment {
        segment_id: Uuid::now_v7().to_string(),
        campaign_id: asked.campaign,
        name,
        rule: asked.rule.to_string(),
        created_at_ms: app.clock.now_ms(),
    };
    let answer = json!({"id": segment.segment_id, "size": size(&app, playable, &rule).await?});
    app.store.add_segment(segment).await?;
    Ok((StatusCode::CREATED, axum::Json(answer)))
}

pub async fn list(
    State(app): State<Arc<App>>,
    _: Analyst,
    Query(asked): Query<OfCampaign>,
) -> Result<axum::Json<Value>, ApiError> {
    let playable = app.campaign(&asked.campaign)?;
    let segments = app.store.segments(&asked.campaign).await?;
    let read = segments.into_iter().filter_map(|segment| Some((Rule::kept(&segment.rule)?, segment)));
    let read: Vec<(Rule, Segment)> = read.collect();
    let rules: Vec<&Rule> = read.iter().map(|(rule, _)| rule).collect();
    let sizes = sizes(&app, playable, &rules).await?;
    let segment = |((_, segment), size): (&(Rule, Segment), u64)| {
        json!({
            "id": segment.segment_id, "name": segment.name, "size": size,
            "rule": serde_json::from_str::<Value>(&segment.rule).unwrap_or_default(),
            "created_at": time(segment.created_at_ms),
        })
    };
    Ok(axum::Json(json!({"segments": read.iter().zip(sizes).map(segment).collect::<Vec<_>>()})))
}

pub async fn drop(
    State(app): State<Arc<App>>,
    _: Analyst,
    Path(segment_id): Path<String>,
) -> Result<axum::Json<Value>, ApiError> {
    let dropped = app.store.drop_segment(&segment_id).await?;
    if dropped { Ok(axum::Json(json!({"deleted": true}))) } else { Err(ApiError::UnknownSegment) }
}

fn read(playable: &Playable, rule: &Value) -> Result<Rule, ApiError> {
    let labels = playable.labels.as_ref();
    let knows = |label: &str| labels.is_some_and(|labels| labels.taxonomy.get(label).is_some());
    Rule::parse(rule, &knows).map_err(ApiError::BadRule)
}

async fn size(app: &App, playable: &Playable, rule: &Rule) -> Result<u64, ApiError> {
    Ok(sizes(app, playable, &[rule]).await?.into_iter().sum())
}
