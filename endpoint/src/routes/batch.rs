//! `POST /v1/batch`: events in, a result for each out – after they are on disk.

use crate::app::App;
use crate::consent::refusal_of_event;
use crate::error::ApiError;
use crate::request::{read_json, write_key};
use crate::store::{Batch, Incoming, Kept, Rejected};
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
struct Sent {
    write_key: Option<String>,
    sent_at: Option<String>,
    context: Option<Value>,
    batch: Vec<Box<RawValue>>,
}

pub async fn take(
    State(app): State<Arc<App>>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Value>, ApiError> {
    let sent: Sent = read_json(body, MAX_BATCH_BYTES).await?;
    write_key(&app, sent.write_key.as_deref(), &uri, &headers)?;
    let messages: Vec<&str> = sent.batch.iter().map(|raw| raw.get()).collect();
    keep(&app, &messages, sent.context.as_ref(), sent.sent_at.as_deref()).await
}

/// What is known of one event while the store is asked.
struct Fate {
    key: String,
    result: EventResult,
    details: Option<&'static str>,
}

/// Sorts the messages, has the good ones and the refused ones kept, and says what became of each.
pub async fn keep(
    app: &App,
    messages: &[&str],
    context: Option<&Value>,
    sent_at: Option<&str>,
) -> Result<Json<Value>, ApiError> {
    if messages.len() > MAX_BATCH_EVENTS {
        return Err(ApiError::TooManyEvents);
    }
    let received = Received { at_ms: app.clock.now_ms(), context, sent_at };
    let mut batch = Batch { received_at_ms: received.at_ms, ..Batch::default() };
    let mut fates = Vec::with_capacity(messages.len());
    for (index, text) in messages.iter().enumerate() {
        let message: Value = serde_json::from_str(text).map_err(|_| ApiError::BadJson)?;
        let key = result_key(&message, index);
        let player_id = message["anonymousId"].as_str().map(str::to_owned);
        let accepted = accept(message, received).and_then(|accepted| {
            let (campaign_id, consent) =
                (accepted.campaign_id.as_deref(), accepted.consent_version.as_deref());
            match refusal_of_event(app, campaign_id, consent) {
                Some(reason) => Err(Fault { reason, detail: campaign_id.unwrap_or_default().to_owned() }),
                None => Ok(accepted),
            }
        });
        match accepted {
            Ok(accepted) => {
                batch.events.push(Incoming::from(accepted));
                fates.push(Fate { key, result: EventResult::Retry, details: None });
            }
            Err(fault) => {
                let reason = fault.reason.tag();
                let body = without_person(text);
                batch.rejected.push(Rejected { player_id, reason, detail: fault.detail, body });
                fates.push(Fate { key, result: EventResult::Drop, details: Some(reason) });
            }
        }
    }
    let kept = app.store.append(batch).await?;
    let waiting = fates.iter_mut().filter(|fate| fate.result == EventResult::Retry);
    for (fate, kept) in waiting.zip(kept) {
        (fate.result, fate.details) = match kept {
            Kept::New => (EventResult::Ok, None),
            Kept::Duplicate => (EventResult::Duplicate, None),
            Kept::Erased => (EventResult::Drop, Some(DropReason::PlayerErased.tag())),
        };
    }
    Ok(Json(json!({"results": results(fates)})))
}

/// The first result of an id stands: a second event of the same id says nothing about the first.
fn results(fates: Vec<Fate>) -> Map<String, Value> {
    let mut results = Map::with_capacity(fates.len());
    for Fate { key, result, details } in fates {
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
fn without_person(text: &str) -> String {
    let mut message: Value = serde_json::from_str(text).unwrap_or_default();
    if let Some(message) = message.as_object_mut() {
        message.retain(|key, _| key != "context" && key != "traits");
    }
    message.to_string().chars().take(MAX_REJECTED_CHARS).collect()
}
