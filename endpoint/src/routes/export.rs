//! `GET /v1/export/{events,invites,coupons}.{csv,ndjson}`: everything of a campaign, streamed.

use super::query::Query;
use crate::app::App;
use crate::error::ApiError;
use crate::export::{Format, Kind, body};
use crate::request::Analyst;
use crate::store::Span;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
pub struct Asked {
    campaign: String,
    /// RFC 3339 or milliseconds since 1970; the end is not included.
    from: Option<String>,
    to: Option<String>,
}

pub async fn send(
    State(app): State<Arc<App>>,
    _: Analyst,
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, ApiError> {
    let (kind, format) = named(&file).ok_or(ApiError::NotFound)?;
    app.campaign(&asked.campaign)?;
    let span = Span { from_ms: time(asked.from, i64::MIN)?, to_ms: time(asked.to, i64::MAX)? };
    let content_type = match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Ndjson => "application/x-ndjson",
    };
    let disposition = format!("attachment; filename=\"{}-{file}\"", asked.campaign);
    let body = body(app.store.clone(), asked.campaign, span, kind, format);
    Ok(([(CONTENT_TYPE, content_type.to_owned()), (CONTENT_DISPOSITION, disposition)], body).into_response())
}

fn named(file: &str) -> Option<(Kind, Format)> {
    let (kind, format) = file.split_once('.')?;
    let kind = match kind {
        "events" => Kind::Events,
        "invites" => Kind::Invites,
        "coupons" => Kind::Coupons,
        _ => return None,
    };
    let format = match format {
        "csv" => Format::Csv,
        "ndjson" => Format::Ndjson,
        _ => return None,
    };
    Some((kind, format))
}

fn time(text: Option<String>, absent: i64) -> Result<i64, ApiError> {
    let Some(text) = text else { return Ok(absent) };
    let in_ms = text.parse::<i64>().ok();
    in_ms.or_else(|| Some(text.parse::<Timestamp>().ok()?.as_millisecond())).ok_or(ApiError::BadQuery)
}
