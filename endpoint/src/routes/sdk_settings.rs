//! The settings that browser SDKs ask for before they send anything: deliver here, load nothing else, report nothing.

use crate::app::App;
use crate::error::ApiError;
use crate::request::credentials::source_of;
use crate::request::path::Path;
use crate::request::query::Query;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// `GET /v1/projects/{key}/settings`, of Segment's SDK whose `cdnURL` is this endpoint.
pub async fn of_segment(
    State(app): State<Arc<App>>,
    Path(key): Path<String>,
) -> Result<Json<Value>, ApiError> {
    app.source_of_key(&key).ok_or(ApiError::WrongWriteKey)?;
    let (protocol, host) = app.public_url.split_once("://").unwrap_or(("https", &app.public_url));
    Ok(Json(json!({
        "integrations": {"Segment.io": {"apiKey": key, "apiHost": format!("{host}/v1"), "protocol": protocol}},
        "plan": {"track": {"__default": {"enabled": true, "integrations": {}}}},
        "metrics": {"sampleRate": 0},
    })))
}

#[derive(Deserialize)]
pub struct OfWhom {
    #[serde(rename = "writeKey")]
    write_key: Option<String>,
}

/// `GET /sourceConfig`, of RudderStack's SDK whose `configUrl` is this endpoint.
pub async fn of_rudderstack(
    State(app): State<Arc<App>>,
    Query(asked): Query<OfWhom>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<Value>, ApiError> {
    let source = source_of(&app, asked.write_key.as_deref(), &uri, &headers)?;
    let off = json!({"enabled": false});
    Ok(Json(json!({
        "source": {
            "id": source, "name": source, "writeKey": asked.write_key, "workspaceId": "tapvine", "enabled": true,
            "config": {"statsCollection": {"errors": off, "metrics": off}},
            "connections": [], "destinations": [], "dataplanes": {},
        },
        "updatedAt": "2026-01-01T00:00:00.000Z",
    })))
}
