//! `POST /v1/batch`, and one message at `/v1/track`, `/v1/identify` and so on: events in, an outcome for each
//! out – after they are on disk. `endpoint/INGEST.md` says it for whoever sends.

use crate::app::App;
use crate::domain::consent::refusal_of_event;
use crate::domain::event::{AppendBatch, AppendOutcome, row_of};
use crate::domain::execute;
use crate::domain::rejected::Glimpse;
use crate::error::ApiError;
use crate::request::credentials::source_of;
use crate::request::unpack::read_unpacked;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use tapvine_shared::wire::{
    Batch, DropReason, EventResult, Fault, MAX_BATCH_BYTES, Received, SplitError, accept_bytes, split_batch,
    text_member, without_mark,
};

pub async fn take_batch(
    State(app): State<Arc<App>>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Value>, ApiError> {
    let body = read_unpacked(&headers, body, MAX_BATCH_BYTES).await?;
    let batch = split_batch(without_mark(&body)).map_err(|error| match error {
        SplitError::Broken => ApiError::BadJson,
        SplitError::TooManyEvents => ApiError::TooManyEvents,
    })?;
    let source = source_of(&app, batch.write_key.as_deref(), &uri, &headers)?;
    append(&app, source, None, &batch).await
}

/// A batch of one; its address says what it is.
pub async fn take_one(
    kind: &'static str,
    State(app): State<Arc<App>>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Value>, ApiError> {
    let body = read_unpacked(&headers, body, MAX_BATCH_BYTES).await?;
    let event = without_mark(&body);
    if tapvine_shared::wire::members(event).is_none() {
        return Err(ApiError::BadJson);
    }
    let source = source_of(&app, text_member(event, "writeKey").as_deref(), &uri, &headers)?;
    append(&app, source, Some(kind), &Batch { events: vec![event], ..Batch::default() }).await
}

/// What is known of one event while the store is asked.
struct PendingResult {
    message_id: Option<String>,
    result: EventResult,
    details: Option<DropReason>,
}

/// Sorts the events, has the good ones and the refused ones kept, and says what became of each.
async fn append(
    app: &App,
    source: &str,
    kind: Option<&str>,
    batch: &Batch<'_>,
) -> Result<Json<Value>, ApiError> {
    let (context, sent_at) = (batch.context.as_ref(), batch.sent_at.as_ref());
    let received = Received { at_ms: app.clock.now_ms(), context, sent_at };
    let mut rows = AppendBatch::default();
    let mut results = Vec::with_capacity(batch.events.len());
    for event in &batch.events {
        let mut known_campaign = None;
        let accepted = accept_bytes(event, kind, received).and_then(|accepted| {
            let (campaign_id, consent) =
                (accepted.campaign_id.as_deref(), accepted.consent_version.as_deref());
            match refusal_of_event(&app.campaigns, campaign_id, consent) {
                Some(reason) => {
                    known_campaign =
                        accepted.campaign_id.clone().filter(|id| app.campaigns.find(id).is_some());
                    Err(Fault { reason, detail: campaign_id.unwrap_or_default().to_owned() })
                }
                None => Ok(accepted),
            }
        });
        results.push(match accepted {
            Ok(accepted) => {
                let message_id = Some(accepted.message_id.clone());
                rows.events.push(row_of(accepted, source, received.at_ms));
                PendingResult { message_id, result: EventResult::Retry, details: None }
            }
            Err(fault) => {
                let mut glimpse = Glimpse::of(event);
                let message_id = glimpse.message_id.take();
                let details = Some(fault.reason);
                rows.rejected.push(glimpse.row(event, fault, source, known_campaign, received.at_ms));
                PendingResult { message_id, result: EventResult::Drop, details }
            }
        });
    }
    let appended = execute(&*app.store, rows).await?;
    let waiting = results.iter_mut().filter(|pending| pending.result == EventResult::Retry);
    for (pending, outcome) in waiting.zip(appended) {
        (pending.result, pending.details) = match outcome {
            AppendOutcome::Appended => (EventResult::Ok, None),
            AppendOutcome::Duplicate => (EventResult::Duplicate, None),
            AppendOutcome::ConsentWithdrawn => (EventResult::Drop, Some(DropReason::ConsentWithdrawn)),
            AppendOutcome::PlayerErased => (EventResult::Drop, Some(DropReason::PlayerErased)),
        };
    }
    Ok(Json(json!({"results": answer(results)})))
}

/// A result for each event: by its id, or where that is missing, in use already or no name, by `#` and its place.
fn answer(pending: Vec<PendingResult>) -> Map<String, Value> {
    let mut results = Map::new();
    for (place, PendingResult { message_id, result, details }) in pending.into_iter().enumerate() {
        let details = details.map(DropReason::tag);
        metrics::counter!("tapvine_events_total", "result" => result.tag()).increment(1);
        if let Some(reason) = details {
            metrics::counter!("tapvine_events_dropped_total", "reason" => reason).increment(1);
        }
        let is_free =
            |id: &String| (1..=100).contains(&id.len()) && !id.starts_with('#') && !results.contains_key(id);
        let key = message_id.filter(is_free).unwrap_or_else(|| format!("#{place}"));
        results.insert(key, json!({"result": result.tag(), "details": details}));
    }
    results
}
