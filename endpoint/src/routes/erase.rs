//! `DELETE /v1/players/{id}`: a person asked to be forgotten.

use crate::app::App;
use crate::error::ApiError;
use crate::request::Analyst;
use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};
use std::sync::Arc;

pub async fn erase(
    State(app): State<Arc<App>>,
    _: Analyst,
    Path(player_id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    if app.store.erase_player(&player_id).await? {
        Ok(Json(json!({"erased": true})))
    } else {
        Err(ApiError::UnknownPlayer)
    }
}
