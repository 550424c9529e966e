//! `GET /openapi.json`: the contract, written by hand beside the code; a test holds the two together.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};

pub async fn show() -> Response {
    ([(CONTENT_TYPE, "application/json")], include_str!("../../openapi.json")).into_response()
}
