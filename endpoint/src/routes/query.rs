//! What several calls ask for alike.

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

/// RFC 3339 or milliseconds since 1970.
pub fn time_ms(text: &str) -> Option<i64> {
    text.parse().ok().or_else(|| Some(text.parse::<jiff::Timestamp>().ok()?.as_millisecond()))
}

/// A line of text that a person wrote: without the blanks around it, neither empty nor longer than `most_chars`.
pub fn one_line(text: &str, most_chars: usize) -> Option<String> {
    let text = text.trim();
    let fits = (1..=most_chars).contains(&text.chars().count()) && !text.contains(char::is_control);
    fits.then(|| text.to_owned())
}
