//! `/v1/segments`: how many people a rule holds for; keeping a rule under a name; the kept ones.

use crate::app::App;
use crate::campaign::Playable;
use crate::domain::execute;
use crate::domain::segment::{DeleteSegment, KeepSegment};
use crate::error::ApiError;
use crate::export::table::time;
use crate::keys::asks::Segments;
use crate::request::analyst::Analyst;
use crate::request::body::Json;
use crate::request::path::Path;
use crate::request::query::{CampaignQuery, Query, one_line};
use crate::segment::{MAX_NAME_CHARS, Rule, sizes};
use crate::store::segment::Segment;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

#[derive(Deserialize)]
pub struct PreviewRequest {
    campaign: String,
    rule: Value,
}

pub async fn preview(
    State(app): State<Arc<App>>,
    _: Analyst<Segments>,
    Json(asked): Json<PreviewRequest>,
) -> Result<axum::Json<Value>, ApiError> {
    let playable = app.campaign(&asked.campaign)?;
    let rule = read(playable, &asked.rule)?;
    Ok(axum::Json(json!({"size": size(&app, playable, &rule).await?})))
}

#[derive(Deserialize)]
pub struct NewSegmentRequest {
    campaign: String,
    name: String,
    rule: Value,
}

pub async fn make(
    State(app): State<Arc<App>>,
    _: Analyst<Segments>,
    Json(asked): Json<NewSegmentRequest>,
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
    execute(&*app.store, KeepSegment(segment)).await?;
    Ok((StatusCode::CREATED, axum::Json(answer)))
}

pub async fn list(
    State(app): State<Arc<App>>,
    _: Analyst<Segments>,
    Query(asked): Query<CampaignQuery>,
) -> Result<axum::Json<Value>, ApiError> {
    let playable = app.campaign(&asked.campaign)?;
    let segments = app.store.read().await?.segments(&asked.campaign).await?;
    let read = segments.into_iter().filter_map(|segment| Some((Rule::kept(&segment.rule)?, segment)));
    let read: Vec<(Rule, Segment)> = read.collect();
    let rules: Vec<&Rule> = read.iter().map(|(rule, _)| rule).collect();
    let sizes = sizes(&*app.store, playable, &rules, app.clock.now_ms()).await?;
    let segment = |((_, segment), size): (&(Rule, Segment), u64)| {
        json!({
            "id": segment.segment_id, "name": segment.name, "size": size,
            "rule": serde_json::from_str::<Value>(&segment.rule).unwrap_or_default(),
            "created_at": time(segment.created_at_ms),
        })
    };
    Ok(axum::Json(json!({"segments": read.iter().zip(sizes).map(segment).collect::<Vec<_>>()})))
}

pub async fn delete(
    State(app): State<Arc<App>>,
    _: Analyst<Segments>,
    Path(segment_id): Path<String>,
) -> Result<axum::Json<Value>, ApiError> {
    let deleted = execute(&*app.store, DeleteSegment { segment_id }).await?;
    if deleted { Ok(axum::Json(json!({"deleted": true}))) } else { Err(ApiError::UnknownSegment) }
}

fn read(playable: &Playable, rule: &Value) -> Result<Rule, ApiError> {
    let labels = playable.labels.as_ref();
    let knows = |label: &str| labels.is_some_and(|labels| labels.taxonomy.get(label).is_some());
    Rule::parse(rule, &knows).map_err(ApiError::BadRule)
}

async fn size(app: &App, playable: &Playable, rule: &Rule) -> Result<u64, ApiError> {
    Ok(sizes(&*app.store, playable, &[rule], app.clock.now_ms()).await?.into_iter().sum())
}
