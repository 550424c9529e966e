//! `GET /v1/export/{events,rejected,invites,coupons,labels,evidence}.{csv,ndjson,parquet}`: everything of a campaign,
//! or events of all campaigns and of the site, streamed.
//!
//! Without a cursor: the rows of a span of time. With one: what changed since, in the order of the log; an
//! empty cursor begins at the log's first position. Every answer names the cursor to go on from.

use crate::app::App;
use crate::campaign::Playable;
use crate::error::ApiError;
use crate::export::columns::ExportKind;
use crate::export::cursor::{Cursor, CursorRefused};
use crate::export::format::TableFormat;
use crate::export::labels::{LabelExport, LabelFilter, LabelForm};
use crate::export::stream::{Export, Selection, Source};
use crate::keys::asks::Read;
use crate::request::analyst::Analyst;
use crate::request::path::Path;
use crate::request::query::{Query, time_ms};
use crate::store::page::Span;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LINK};
use axum::response::{IntoResponse as _, Response};
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::sync::Arc;

/// The header with the cursor to go on from.
pub const NEXT_CURSOR: &str = "next-cursor";

const MOST_LIMITED_ROWS: u32 = 10_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportRequest {
    /// Left out, events of every campaign and of none.
    campaign: Option<String>,
    /// RFC 3339, a day in the campaign's zone (of none: UTC), or milliseconds since 1970; the end is not included.
    from: Option<String>,
    to: Option<String>,
    cursor: Option<String>,
    /// At most so many rows; with a cursor only.
    limit: Option<u32>,
    /// `long` or `wide`, for labels.
    form: Option<String>,
    label: Option<String>,
    player: Option<String>,
    min_lower: Option<f64>,
    /// `1` begins a CSV with the mark by which Excel knows UTF-8.
    bom: Option<String>,
}

pub async fn send(
    State(app): State<Arc<App>>,
    _: Analyst<Read>,
    Path(file): Path<String>,
    Query(asked): Query<ExportRequest>,
) -> Result<Response, ApiError> {
    let (kind, format) = named(&file).ok_or(ApiError::NotFound)?;
    let playable = match &asked.campaign {
        Some(campaign_id) => Some(app.campaign(campaign_id)?),
        None if matches!(kind, ExportKind::Events | ExportKind::Rejected) => None,
        None => return Err(ApiError::BadQuery),
    };
    let has_mark = format.has_mark(asked.bom.as_deref()).ok_or(ApiError::BadQuery)?;
    if asked.min_lower.is_some_and(|lower| !(0.0..=1.0).contains(&lower)) {
        return Err(ApiError::BadQuery);
    }
    let selection = selection(playable, &asked, kind, format)?;
    let source = source(&app, playable, &asked, kind)?;
    let up_to = app.store.read().await?.last_position().await?;
    if matches!(selection, Selection::Changes { after, .. } if after > up_to) {
        return Err(ApiError::BadCursor);
    }
    let campaign_id = asked.campaign;
    let export = Export {
        store: app.store.clone(),
        campaign_id: campaign_id.clone(),
        source,
        format,
        up_to,
        has_mark,
    };
    let (body, position) = export.send(selection).await.map_err(ApiError::Broken)?;
    let disposition = match &campaign_id {
        Some(campaign_id) => format!("attachment; filename=\"{campaign_id}-{file}\""),
        None => format!("attachment; filename=\"{file}\""),
    };
    let of_campaign = campaign_id.as_ref().map(|id| format!("campaign={id}&")).unwrap_or_default();
    let next = Cursor { kind, format, campaign_id: campaign_id.unwrap_or_default(), position }.encode();
    let mark = if has_mark { "&bom=1" } else { "" };
    let link = format!("</v1/export/{file}?{of_campaign}cursor={next}{mark}>; rel=\"next\"");
    let mut response =
        ([(CONTENT_TYPE, format.content_type().to_owned()), (CONTENT_DISPOSITION, disposition)], body)
            .into_response();
    if has_cursor(kind, &asked.form) {
        let headers = response.headers_mut();
        headers.extend(next.try_into().map(|next| (NEXT_CURSOR.try_into().ok(), next)));
        headers.extend(link.try_into().map(|link| (Some(LINK), link)));
    }
    Ok(response)
}

fn named(file: &str) -> Option<(ExportKind, TableFormat)> {
    let (kind, format) = file.split_once('.')?;
    let (kind, format) = (ExportKind::of_name(kind)?, TableFormat::of_ending(format)?);
    let is_made = kind != ExportKind::Evidence || format != TableFormat::Parquet;
    is_made.then_some((kind, format))
}

/// Wide profiles and evidence are of one moment, refused events are no part of the log: nobody can follow them.
fn has_cursor(kind: ExportKind, form: &Option<String>) -> bool {
    match kind {
        ExportKind::Events | ExportKind::Invites | ExportKind::Coupons => true,
        ExportKind::Labels => form.as_deref() != Some("wide"),
        ExportKind::Evidence | ExportKind::Rejected => false,
    }
}

fn selection(
    playable: Option<&Playable>,
    asked: &ExportRequest,
    kind: ExportKind,
    format: TableFormat,
) -> Result<Selection, ApiError> {
    let Some(cursor) = &asked.cursor else {
        if asked.limit.is_some() {
            return Err(ApiError::BadQuery);
        }
        return Ok(Selection::Span(span(playable, asked)?));
    };
    // A cursor goes on where it stopped: a span of time or of scores would leave changes out.
    let has_span = asked.from.is_some() || asked.to.is_some() || asked.min_lower.is_some();
    let limit_fits = asked.limit.is_none_or(|limit| (1..=MOST_LIMITED_ROWS).contains(&limit));
    if has_span || !limit_fits || !has_cursor(kind, &asked.form) {
        return Err(ApiError::BadQuery);
    }
    let after = match cursor.as_str() {
        "" => 0,
        cursor => {
            let campaign_id = playable.map_or("", Playable::id);
            Cursor::position_in(cursor, kind, format, campaign_id).map_err(|refused| match refused {
                CursorRefused::Malformed => ApiError::BadCursor,
                CursorRefused::Mismatch => ApiError::CursorMismatch,
            })?
        }
    };
    Ok(Selection::Changes { after, limit: asked.limit })
}

fn span(playable: Option<&Playable>, asked: &ExportRequest) -> Result<Span, ApiError> {
    let utc = TimeZone::UTC;
    let zone = playable.map_or(&utc, |playable| playable.campaign.time_zone.zone());
    let time = |text: &Option<String>, absent| match text {
        None => Ok(absent),
        Some(text) => time_ms(text, zone).ok_or(ApiError::BadQuery),
    };
    Ok(Span {
        from_ms: time(&asked.from, Span::ALWAYS.from_ms)?,
        to_ms: time(&asked.to, Span::ALWAYS.to_ms)?,
    })
}

fn source(
    app: &App,
    playable: Option<&Playable>,
    asked: &ExportRequest,
    kind: ExportKind,
) -> Result<Source, ApiError> {
    let form = match (kind, asked.form.as_deref()) {
        (ExportKind::Labels, None | Some("long")) => LabelForm::Long,
        (ExportKind::Labels, Some("wide")) => LabelForm::Wide,
        (ExportKind::Evidence, None) => LabelForm::Evidence,
        (ExportKind::Labels | ExportKind::Evidence, Some(_)) => return Err(ApiError::BadQuery),
        (ExportKind::Events, _) => return Ok(Source::Events),
        (ExportKind::Rejected, _) => return Ok(Source::Rejected),
        (ExportKind::Invites, _) => return Ok(Source::Invites),
        (ExportKind::Coupons, _) => return Ok(Source::Coupons),
    };
    let playable = playable.ok_or(ApiError::BadQuery)?;
    let labels = playable.labels.as_ref().ok_or(ApiError::LabelsDisabled)?;
    if asked.label.as_ref().is_some_and(|label| labels.taxonomy.get(label).is_none()) {
        return Err(ApiError::UnknownLabel);
    }
    let filter = LabelFilter {
        label: asked.label.clone(),
        player: asked.player.clone(),
        span: span(Some(playable), asked)?,
        min_lower: asked.min_lower.unwrap_or(0.0),
    };
    Ok(Source::Labels(LabelExport {
        campaign_id: playable.id().to_owned(),
        labels: labels.clone(),
        form,
        filter,
        now_ms: app.clock.now_ms(),
    }))
}
