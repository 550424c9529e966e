//! `GET /v1/export/{events,invites,coupons,labels,evidence}.{csv,ndjson,parquet}`: everything of a campaign, streamed.

use super::query::{Query, time_ms};
use crate::app::App;
use crate::error::ApiError;
use crate::export::{Form, Kind, Of, TableFormat, Which, body, labels_body};
use crate::request::Analyst;
use crate::store::Span;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
pub struct Asked {
    campaign: String,
    /// RFC 3339 or milliseconds since 1970; the end is not included.
    from: Option<String>,
    to: Option<String>,
    /// `long` or `wide`, for labels.
    form: Option<String>,
    label: Option<String>,
    player: Option<String>,
    min_lower: Option<f64>,
}

pub async fn send(
    State(app): State<Arc<App>>,
    _: Analyst,
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, ApiError> {
    app.campaign(&asked.campaign)?;
    let span =
        Span { from_ms: time(asked.from.as_deref(), i64::MIN)?, to_ms: time(asked.to.as_deref(), i64::MAX)? };
    let disposition = format!("attachment; filename=\"{}-{file}\"", asked.campaign);
    let (content_type, body) = match named(&file).ok_or(ApiError::NotFound)? {
        File::Rows(kind, format) => {
            let rows = body(app.store.clone(), asked.campaign, span, kind, format);
            (format.content_type(), rows.map_err(ApiError::Broken)?)
        }
        File::Table { is_evidence, format } => {
            (format.content_type(), table(&app, asked, span, is_evidence, format)?)
        }
    };
    Ok(([(CONTENT_TYPE, content_type.to_owned()), (CONTENT_DISPOSITION, disposition)], body).into_response())
}

/// The labels of people, or the evidence behind them.
fn table(
    app: &App,
    asked: Asked,
    span: Span,
    is_evidence: bool,
    format: TableFormat,
) -> Result<Body, ApiError> {
    let labels = app.campaign(&asked.campaign)?.labels.as_ref().ok_or(ApiError::LabelsDisabled)?;
    let form = match asked.form.as_deref() {
        _ if is_evidence => Form::Evidence,
        None | Some("long") => Form::Long,
        Some("wide") => Form::Wide,
        Some(_) => return Err(ApiError::BadQuery),
    };
    if asked.label.as_ref().is_some_and(|label| labels.taxonomy.get(label).is_none()) {
        return Err(ApiError::UnknownLabel);
    }
    let of = Of { campaign_id: asked.campaign, labels: labels.clone(), now_ms: app.clock.now_ms() };
    let min_lower = asked.min_lower.unwrap_or(0.0);
    let which = Which { form, label: asked.label, player: asked.player, span, min_lower };
    labels_body(app.store.clone(), of, which, format).map_err(ApiError::Broken)
}

/// One of the files.
enum File {
    Rows(Kind, TableFormat),
    Table { is_evidence: bool, format: TableFormat },
}

fn named(file: &str) -> Option<File> {
    let (kind, format) = file.split_once('.')?;
    if let "labels" | "evidence" = kind {
        let is_evidence = kind == "evidence";
        let format = TableFormat::of_ending(format)?;
        let has_it = !is_evidence || format != TableFormat::Parquet;
        return has_it.then_some(File::Table { is_evidence, format });
    }
    let kind = match kind {
        "events" => Kind::Events,
        "invites" => Kind::Invites,
        "coupons" => Kind::Coupons,
        _ => return None,
    };
    Some(File::Rows(kind, TableFormat::of_ending(format)?))
}

fn time(text: Option<&str>, absent: i64) -> Result<i64, ApiError> {
    text.map_or(Ok(absent), |text| time_ms(text).ok_or(ApiError::BadQuery))
}
