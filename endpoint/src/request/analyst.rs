//! The analyst: whoever carries the analyst key, in a header only, so that it stands in no log.

use super::authorization;
use crate::app::App;
use crate::error::ApiError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::sync::Arc;

pub struct Analyst;

impl FromRequestParts<Arc<App>> for Analyst {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Analyst, ApiError> {
        let key = authorization(&parts.headers, "Bearer").ok_or(ApiError::MissingAnalystKey)?;
        if app.is_analyst_key(key) { Ok(Analyst) } else { Err(ApiError::WrongAnalystKey) }
    }
}
