//! `/v1/groups`: gathering the people of a segment for a purpose and a time, and who they are meanwhile.

use crate::app::App;
use crate::domain::execute;
use crate::domain::group::{GroupState, MakeGroup, forget_members};
use crate::error::ApiError;
use crate::export::format::{TableFormat, TableWriter};
use crate::export::table::{Cell, Column, ColumnKind, time};
use crate::keys::asks::Segments;
use crate::request::analyst::Analyst;
use crate::request::body::Json;
use crate::request::path::Path;
use crate::request::query::{CampaignQuery, Query, one_line, time_ms};
use crate::segment::{MAX_NAME_CHARS, Rule, candidates};
use crate::store::group::{Group, Member};
use anyhow::anyhow;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

const MAX_PURPOSE_CHARS: usize = 200;
/// Members are kept no longer, from the moment the group is made.
const LONGEST_MS: i64 = 90 * 24 * 60 * 60 * 1_000;

#[derive(Deserialize)]
pub struct NewGroupRequest {
    segment_id: String,
    name: String,
    purpose: String,
    opens_at: When,
    closes_at: When,
}

/// RFC 3339, a day in the campaign's zone, or milliseconds since 1970.
#[derive(Deserialize)]
#[serde(untagged)]
enum When {
    Ms(i64),
    Text(String),
}

impl When {
    fn ms(&self, zone: &TimeZone) -> Result<i64, ApiError> {
        match self {
            When::Ms(ms) => Ok(*ms),
            When::Text(text) => time_ms(text, zone).ok_or(ApiError::BadTime),
        }
    }
}

pub async fn make(
    State(app): State<Arc<App>>,
    _: Analyst<Segments>,
    Json(asked): Json<NewGroupRequest>,
) -> Result<(StatusCode, axum::Json<Value>), ApiError> {
    let segment =
        app.store.read().await?.segment(&asked.segment_id).await?.ok_or(ApiError::UnknownSegment)?;
    let playable = app.campaign(&segment.campaign_id)?;
    let name = one_line(&asked.name, MAX_NAME_CHARS).ok_or(ApiError::BadName)?;
    let purpose = one_line(&asked.purpose, MAX_PURPOSE_CHARS).ok_or(ApiError::BadPurpose)?;
    let zone = playable.campaign.time_zone.zone();
    let (opens_at_ms, closes_at_ms) = (asked.opens_at.ms(zone)?, asked.closes_at.ms(zone)?);
    let now_ms = app.clock.now_ms();
    must_fit(opens_at_ms, closes_at_ms, now_ms)?;
    let broken = || ApiError::Broken(anyhow!("segment {} has no rule", segment.segment_id));
    let rule = Rule::kept(&segment.rule).ok_or_else(broken)?;
    let candidates = candidates(&*app.store, playable, &rule, now_ms).await?;
    let group = Group {
        group_id: Uuid::now_v7().to_string(),
        campaign_id: segment.campaign_id,
        segment_id: segment.segment_id,
        rule: segment.rule,
        name,
        purpose,
        size: candidates.len() as i64,
        created_at_ms: now_ms,
        opens_at_ms,
        closes_at_ms,
    };
    let group_id = group.group_id.clone();
    let size = execute(&*app.store, MakeGroup { group, candidates, labels: playable.labels.clone() }).await?;
    metrics::counter!("tapvine_groups_made_total").increment(1);
    Ok((StatusCode::CREATED, axum::Json(json!({"id": group_id, "size": size}))))
}

fn must_fit(opens_at_ms: i64, closes_at_ms: i64, now_ms: i64) -> Result<(), ApiError> {
    if closes_at_ms <= opens_at_ms {
        return Err(ApiError::GroupEndsBeforeItOpens);
    }
    if closes_at_ms <= now_ms {
        return Err(ApiError::GroupEndsInThePast);
    }
    if closes_at_ms.saturating_sub(now_ms) > LONGEST_MS {
        return Err(ApiError::GroupTooLong);
    }
    Ok(())
}

pub async fn list(
    State(app): State<Arc<App>>,
    _: Analyst<Segments>,
    Query(asked): Query<CampaignQuery>,
) -> Result<axum::Json<Value>, ApiError> {
    app.campaign(&asked.campaign)?;
    forget_members(&*app.store, app.clock.now_ms()).await?;
    let now_ms = app.clock.now_ms();
    let groups = app.store.read().await?.groups(&asked.campaign).await?;
    let group = |group: &Group| {
        json!({
            "id": group.group_id, "segment_id": group.segment_id, "name": group.name, "purpose": group.purpose,
            "size": group.size, "created_at": time(group.created_at_ms), "opens_at": time(group.opens_at_ms),
            "closes_at": time(group.closes_at_ms), "state": GroupState::of(group, now_ms),
        })
    };
    Ok(axum::Json(json!({"groups": groups.iter().map(group).collect::<Vec<_>>()})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MembersQuery {
    bom: Option<String>,
}

/// `GET /v1/groups/{id}/members.{csv,ndjson,parquet}`
pub async fn members(
    State(app): State<Arc<App>>,
    _: Analyst<Segments>,
    Path((group_id, file)): Path<(String, String)>,
    Query(asked): Query<MembersQuery>,
) -> Result<Response, ApiError> {
    let format = file.strip_prefix("members.").and_then(TableFormat::of_ending).ok_or(ApiError::NotFound)?;
    let has_mark = format.has_mark(asked.bom.as_deref()).ok_or(ApiError::BadQuery)?;
    let mut rows = app.store.read().await?;
    let group = rows.group(&group_id).await?.ok_or(ApiError::UnknownGroup)?;
    let members = rows.group_members(&group_id).await?;
    drop(rows);
    match GroupState::of(&group, app.clock.now_ms()) {
        GroupState::Waiting => return Err(ApiError::GroupNotOpen),
        GroupState::Closed => {
            forget_members(&*app.store, app.clock.now_ms()).await?;
            return Err(ApiError::GroupClosed);
        }
        GroupState::Open => {}
    }
    let column = |name: &str| Column { name: name.to_owned(), kind: ColumnKind::Id };
    let columns = ["player_id", "group_id", "user_id", "consent_version"].map(column);
    let row = |member: Member| {
        let group = Cell::Text(group_id.clone());
        vec![Cell::Text(member.player_id), group, member.user_id.into(), Cell::Text(member.consent_version)]
    };
    let table = TableWriter::new(format, columns.into())
        .map(|table| if has_mark { table.with_byte_order_mark() } else { table })
        .and_then(|mut table| table.page(members.into_iter().map(row).collect(), true))
        .map_err(ApiError::Broken)?;
    let disposition = format!("attachment; filename=\"{group_id}-{file}\"");
    let headers = [(CONTENT_TYPE, format.content_type().to_owned()), (CONTENT_DISPOSITION, disposition)];
    Ok((headers, table).into_response())
}
