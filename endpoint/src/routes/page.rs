//! `GET /insights` and `GET /brand`: pages that need nothing filled in.

use crate::app::App;
use crate::error::ApiError;
use crate::www::{content_policy, html};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

pub async fn insights(State(app): State<Arc<App>>) -> Result<Response, ApiError> {
    plain(&app, "insights.html").await
}

/// The demo brand page, which embeds a game like any other site.
pub async fn brand(State(app): State<Arc<App>>) -> Result<Response, ApiError> {
    plain(&app, "brand.html").await
}

async fn plain(app: &App, name: &str) -> Result<Response, ApiError> {
    let template = app.www.template(name).await?;
    Ok(html(StatusCode::OK, &template, "", content_policy("'none'")))
}
