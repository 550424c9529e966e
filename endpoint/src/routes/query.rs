//! The queries several calls share.

use crate::error::ApiError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A query string; one that does not fit is refused with a tag.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Query<T>, ApiError> {
        let query = axum::extract::Query::<T>::try_from_uri(&parts.uri).map_err(|_| ApiError::BadQuery)?;
        Ok(Query(query.0))
    }
}

#[derive(Deserialize)]
pub struct OfCampaign {
    pub campaign: String,
}
