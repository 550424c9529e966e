//! Reading a JSON body: bounded in bytes and in time.

use crate::error::ApiError;
use axum::body::Body;
use axum::extract::{FromRequest, Request};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(30);
/// A sender that is cut off while it sends never sees the answer; so much too much is still read.
const MAX_DISCARDED_BYTES: usize = 8 * 1024 * 1024;
/// The longest trace is about 40 KB.
const MAX_COMMAND_BYTES: usize = 64 * 1024;

/// The body of a command, whatever its content type says: a browser's `text/plain` needs no preflight.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Json<T>, ApiError> {
        read_json(request.into_body(), MAX_COMMAND_BYTES).await.map(Json)
    }
}

async fn read_json<T: DeserializeOwned>(body: Body, max_bytes: usize) -> Result<T, ApiError> {
    serde_json::from_slice(&read_bytes(body, max_bytes).await?).map_err(|_| ApiError::BadJson)
}

/// The whole body, if it is there in time and not larger than `max_bytes`.
pub async fn read_bytes(body: Body, max_bytes: usize) -> Result<Bytes, ApiError> {
    let bytes = tokio::time::timeout(PATIENCE, collect(body, max_bytes)).await;
    bytes.map_err(|_| ApiError::BodyTooSlow)?
}

async fn collect(body: Body, max_bytes: usize) -> Result<Bytes, ApiError> {
    let mut chunks = body.into_data_stream();
    let mut collected = BytesMut::new();
    let mut length_bytes = 0;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| ApiError::BadJson)?;
        length_bytes += chunk.len();
        if length_bytes <= max_bytes {
            collected.extend_from_slice(&chunk);
        } else if length_bytes > MAX_DISCARDED_BYTES {
            break;
        }
    }
    if length_bytes > max_bytes { Err(ApiError::BodyTooLarge) } else { Ok(collected.freeze()) }
}
