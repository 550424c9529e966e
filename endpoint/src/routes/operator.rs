//! For whoever runs the endpoint: `GET /health`, the process lives; `GET /ready`, the store answers;
//! `GET /openapi.json`, the contract, written by hand beside the code and held to it by a test.

use crate::app::App;
use crate::error::ApiError;
use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use std::sync::Arc;

pub async fn health() -> Json<Value> {
    Json(json!({"status": "ok"}))
}

pub async fn ready(State(app): State<Arc<App>>) -> Result<Json<Value>, ApiError> {
    app.store.ready().await?;
    Ok(Json(json!({"status": "ok"})))
}

pub async fn contract() -> Response {
    ([(CONTENT_TYPE, "application/json")], include_str!("../../openapi.json")).into_response()
}
