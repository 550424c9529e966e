//! The files of the built pages. What cannot be read now is told apart from what is not there.

use crate::error::ApiError;
use crate::www::Www;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use std::io::ErrorKind;
use tower_http::services::ServeDir;

pub fn folder(www: &Www) -> ServeDir {
    ServeDir::new(www.folder()).precompressed_br().append_index_html_on_directories(false)
}

pub async fn send(State(mut folder): State<ServeDir>, request: Request) -> Response {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return ApiError::NotFound.into_response();
    }
    match folder.try_call(request).await {
        Ok(response) if response.status() == StatusCode::NOT_FOUND => ApiError::NotFound.into_response(),
        Ok(response) => response.map(Body::new),
        Err(error) => match error.kind() {
            ErrorKind::NotFound
            | ErrorKind::NotADirectory
            | ErrorKind::InvalidFilename
            | ErrorKind::InvalidInput => ApiError::NotFound,
            _ => ApiError::Unavailable(error.into()),
        }
        .into_response(),
    }
}
