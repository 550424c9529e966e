//! `POST /v1/batch`, and one message at `/v1/track`, `/v1/identify`, `/v1/page`: events in, an outcome for each
//! out – after they are on disk.

use crate::app::App;
use crate::digest::sha256_hex;
use crate::domain::consent::refusal_of_event;
use crate::domain::event::{AppendBatch, AppendOutcome, row_of};
use crate::domain::execute;
use crate::error::ApiError;
use crate::request::body::read_json;
use crate::request::credentials::check_write_key;
use crate::store::event::RejectedRow;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use tapvine_shared::wire::{
    DropReason, EventResult, Fault, MAX_BATCH_BYTES, MAX_BATCH_EVENTS, Received, accept,
};

/// So much of a refused event is kept.
const MAX_REJECTED_CHARS: usize = 4_096;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BatchRequest {
    write_key: Option<String>,
    sent_at: Option<String>,
    context: Option<Value>,
    batch: Vec<Box<RawValue>>,
}

pub async fn take_batch(
    State(app): State<Arc<App>>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Value>, ApiError> {
    let sent: BatchRequest = read_json(body, MAX_BATCH_BYTES).await?;
    check_write_key(&app, sent.write_key.as_deref(), &uri, &headers)?;
    let messages: Vec<&str> = sent.batch.iter().map(|raw| raw.get()).collect();
    append(&app, &messages, sent.context.as_ref(), sent.sent_at.as_deref()).await
}

/// A batch of one; its address says what it is.
pub async fn take_one(
    kind: &'static str,
    State(app): State<Arc<App>>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Value>, ApiError> {
    let mut message: Map<String, Value> = read_json(body, MAX_BATCH_BYTES).await?;
    let key = message.remove("writeKey");
    check_write_key(&app, key.as_ref().and_then(Value::as_str), &uri, &headers)?;
    message.insert("type".into(), kind.into());
    let text = Value::Object(message).to_string();
    append(&app, &[&text], None, None).await
}

/// What is known of one event while the store is asked.
struct PendingResult {
    key: String,
    result: EventResult,
    details: Option<&'static str>,
}

/// Sorts the messages, has the good ones and the refused ones kept, and says what became of each.
async fn append(
    app: &App,
    messages: &[&str],
    context: Option<&Value>,
    sent_at: Option<&str>,
) -> Result<Json<Value>, ApiError> {
    if messages.len() > MAX_BATCH_EVENTS {
        return Err(ApiError::TooManyEvents);
    }
    let received = Received { at_ms: app.clock.now_ms(), context, sent_at };
    let mut batch = AppendBatch::default();
    let mut results = Vec::with_capacity(messages.len());
    for (index, text) in messages.iter().enumerate() {
        let message: Value = serde_json::from_str(text).map_err(|_| ApiError::BadJson)?;
        let key = result_key(&message, index);
        let player_id = message["anonymousId"].as_str().map(str::to_owned);
        let accepted = accept(message, received).and_then(|accepted| {
            let (campaign_id, consent) =
                (accepted.campaign_id.as_deref(), accepted.consent_version.as_deref());
            match refusal_of_event(&app.campaigns, campaign_id, consent) {
                Some(reason) => Err(Fault { reason, detail: campaign_id.unwrap_or_default().to_owned() }),
                None => Ok(accepted),
            }
        });
        match accepted {
            Ok(accepted) => {
                batch.events.push(row_of(accepted, received.at_ms));
                results.push(PendingResult { key, result: EventResult::Retry, details: None });
            }
            Err(fault) => {
                let details = Some(fault.reason.tag());
                batch.rejected.push(rejected(text, player_id, fault, received.at_ms));
                results.push(PendingResult { key, result: EventResult::Drop, details });
            }
        }
    }
    let appended = execute(&*app.store, batch).await?;
    let waiting = results.iter_mut().filter(|pending| pending.result == EventResult::Retry);
    for (pending, outcome) in waiting.zip(appended) {
        (pending.result, pending.details) = match outcome {
            AppendOutcome::Appended => (EventResult::Ok, None),
            AppendOutcome::Duplicate => (EventResult::Duplicate, None),
            AppendOutcome::PlayerErased => (EventResult::Drop, Some(DropReason::PlayerErased.tag())),
        };
    }
    Ok(Json(json!({"results": answer(results)})))
}

/// The first result of an id stands: a second event of the same id says nothing about the first.
fn answer(pending: Vec<PendingResult>) -> Map<String, Value> {
    let mut results = Map::with_capacity(pending.len());
    for PendingResult { key, result, details } in pending {
        let result = result.tag();
        metrics::counter!("tapvine_events_total", "result" => result).increment(1);
        results.entry(key).or_insert_with(|| json!({"result": result, "details": details}));
    }
    results
}

fn result_key(message: &Value, index: usize) -> String {
    let id = message["messageId"].as_str().filter(|id| (1..=100).contains(&id.len()));
    id.map_or_else(|| format!("#{index}"), str::to_owned)
}

/// A refused event as it is kept: not its context and traits, which were never checked for what identifies.
fn rejected(text: &str, player_id: Option<String>, fault: Fault, received_at_ms: i64) -> RejectedRow {
    let mut message: Value = serde_json::from_str(text).unwrap_or_default();
    if let Some(message) = message.as_object_mut() {
        message.retain(|key, _| key != "context" && key != "traits");
    }
    let body: String = message.to_string().chars().take(MAX_REJECTED_CHARS).collect();
    RejectedRow {
        rejected_id: sha256_hex(&body),
        received_at_ms,
        player_id,
        reason: fault.reason.tag(),
        detail: fault.detail,
        body,
    }
}
