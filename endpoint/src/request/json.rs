//! A JSON body of a command, whatever its content type says: a browser's `text/plain` needs no preflight.

use super::read_json;
use crate::error::ApiError;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

/// The longest trace is about 40 KB.
const MAX_COMMAND_BYTES: usize = 64 * 1024;

pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Json<T>, ApiError> {
        read_json(request.into_body(), MAX_COMMAND_BYTES).await.map(Json)
    }
}
