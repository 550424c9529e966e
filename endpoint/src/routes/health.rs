//! `GET /health`: the process lives. `GET /ready`: the store answers.

use crate::app::App;
use crate::error::ApiError;
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use std::sync::Arc;

pub async fn health() -> Json<Value> {
    Json(json!({"status": "ok"}))
}

pub async fn ready(State(app): State<Arc<App>>) -> Result<Json<Value>, ApiError> {
    app.store.ready().await?;
    Ok(Json(json!({"status": "ok"})))
}
