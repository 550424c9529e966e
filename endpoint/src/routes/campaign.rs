//! `GET /v1/campaigns/{id}`: the public part of a campaign in the reader's language; `/picture`: its picture.

use crate::app::App;
use crate::campaign::wanted_locales;
use crate::error::ApiError;
use crate::request::path::Path;
use crate::request::query::Query;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::Value;
use std::sync::Arc;

#[derive(Deserialize)]
pub struct CampaignRequest {
    locale: Option<String>,
}

pub async fn show(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(asked): Query<CampaignRequest>,
    headers: HeaderMap,
) -> Result<Json<Value>, ApiError> {
    let wanted = wanted_locales(asked.locale.as_deref(), &headers);
    app.public_campaign(&id, &wanted).await.map(Json)
}

pub async fn picture(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, ApiError> {
    let playable = app.campaigns.find(&id).ok_or(ApiError::UnknownCampaign)?;
    let picture = playable.picture.as_ref().ok_or(ApiError::NotFound)?;
    let headers = [(CONTENT_TYPE, picture.content_type), (CACHE_CONTROL, "public, max-age=3600")];
    Ok((headers, picture.bytes.clone()).into_response())
}
