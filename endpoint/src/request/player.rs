//! The player a request comes from, by the token it carries.

use super::authorization;
use crate::app::App;
use crate::error::ApiError;
use axum::extract::FromRequestParts;
use axum::http::{header::AUTHORIZATION, request::Parts};
use std::sync::Arc;
use uuid::Uuid;

pub struct PlayerId(pub String);

impl FromRequestParts<Arc<App>> for PlayerId {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<PlayerId, ApiError> {
        let token = authorization(&parts.headers, "Bearer").ok_or(ApiError::InvalidToken)?;
        let player: Uuid = app.signer.player(token).ok_or(ApiError::InvalidToken)?;
        Ok(PlayerId(player.to_string()))
    }
}

/// A player who may be new: without any token `None`, with a wrong one a refusal.
pub struct MaybePlayer(pub Option<Uuid>);

impl FromRequestParts<Arc<App>> for MaybePlayer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<MaybePlayer, ApiError> {
        if !parts.headers.contains_key(AUTHORIZATION) {
            return Ok(MaybePlayer(None));
        }
        let token = authorization(&parts.headers, "Bearer").ok_or(ApiError::InvalidToken)?;
        app.signer.player(token).ok_or(ApiError::InvalidToken).map(|player| MaybePlayer(Some(player)))
    }
}
