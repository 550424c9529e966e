//! `POST /v1/track`, `/v1/identify`, `/v1/page`: one message, treated as a batch of one.

use super::batch;
use crate::app::App;
use crate::error::ApiError;
use crate::request::{read_json, write_key};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use serde_json::{Map, Value};
use std::sync::Arc;
use tapvine_shared::wire::MAX_BATCH_BYTES;

pub async fn take(
    kind: &'static str,
    State(app): State<Arc<App>>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Value>, ApiError> {
    let mut message: Map<String, Value> = read_json(body, MAX_BATCH_BYTES).await?;
    let key = message.remove("writeKey");
    write_key(&app, key.as_ref().and_then(Value::as_str), &uri, &headers)?;
    message.insert("type".into(), kind.into());
    let text = Value::Object(message).to_string();
    batch::keep(&app, &[&text], None, None).await
}
