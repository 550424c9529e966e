//! The write key in each of the places where the SDKs of the Segment family put it.

use super::authorization;
use crate::app::App;
use crate::error::ApiError;
use axum::extract::Query;
use axum::http::{HeaderMap, Uri};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;

#[derive(Deserialize)]
struct InQuery {
    #[serde(rename = "writeKey")]
    write_key: Option<String>,
}

/// Body, Basic user, query, `X-Write-Key`: the first that is there must be right.
pub fn write_key(app: &App, in_body: Option<&str>, uri: &Uri, headers: &HeaderMap) -> Result<(), ApiError> {
    let in_query = || Query::<InQuery>::try_from_uri(uri).ok().and_then(|query| query.0.write_key);
    let in_header = || Some(headers.get("x-write-key")?.to_str().ok()?.to_owned());
    let key = in_body.map(str::to_owned).or_else(|| basic_user(headers)).or_else(in_query).or_else(in_header);
    match key.filter(|key| !key.is_empty()) {
        None => Err(ApiError::MissingWriteKey),
        Some(key) if app.is_write_key(&key) => Ok(()),
        Some(_) => Err(ApiError::WrongWriteKey),
    }
}

fn basic_user(headers: &HeaderMap) -> Option<String> {
    let decoded = BASE64_STANDARD.decode(authorization(headers, "Basic")?).ok()?;
    let text = String::from_utf8(decoded).ok()?;
    text.split(':').next().map(str::to_owned)
}
