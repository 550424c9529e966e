//! `GET /v1/campaigns/{id}`: the public part of a campaign in the reader's language.

use super::query::Query;
use crate::app::App;
use crate::campaign::wanted_locales;
use crate::error::ApiError;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde::Deserialize;
use serde_json::Value;
use std::sync::Arc;

#[derive(Deserialize)]
pub struct Asked {
    locale: Option<String>,
}

pub async fn show(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Json<Value>, ApiError> {
    let wanted = wanted_locales(asked.locale.as_deref(), &headers);
    app.public_campaign(&id, &wanted).await.map(Json)
}
