//! Who sent a request: a player by a token, a sender of events by the write key.

use crate::app::App;
use crate::digest::sha256_hex;
use crate::error::ApiError;
use crate::token::TokenState;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header::AUTHORIZATION};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;

/// The player whose token the request carries.
pub struct PlayerId(pub String);

impl FromRequestParts<Arc<App>> for PlayerId {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<PlayerId, ApiError> {
        player(&parts.headers, app).await.map(|player| PlayerId(player.to_string()))
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
        player(&parts.headers, app).await.map(|player| MaybePlayer(Some(player)))
    }
}

/// The player of a token that may have expired: good for a fresh one.
pub struct ReturningPlayer(pub Uuid);

impl FromRequestParts<Arc<App>> for ReturningPlayer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<ReturningPlayer, ApiError> {
        match token(&parts.headers, app)? {
            (player, TokenState::Good | TokenState::Expired) => {
                not_erased(app, player).await.map(ReturningPlayer)
            }
            (_, TokenState::Over) => Err(ApiError::InvalidToken),
        }
    }
}

async fn player(headers: &HeaderMap, app: &App) -> Result<Uuid, ApiError> {
    match token(headers, app)? {
        (player, TokenState::Good) => not_erased(app, player).await,
        (_, TokenState::Expired) => Err(ApiError::TokenExpired),
        (_, TokenState::Over) => Err(ApiError::InvalidToken),
    }
}

/// Whoever was erased is told so, whatever is asked: their browser has to forget, too.
async fn not_erased(app: &App, player: Uuid) -> Result<Uuid, ApiError> {
    let hash = sha256_hex(&player.to_string());
    let erased = app.store.read().await?.erased(&[hash]).await?;
    if erased.is_empty() { Ok(player) } else { Err(ApiError::PlayerErased) }
}

fn token(headers: &HeaderMap, app: &App) -> Result<(Uuid, TokenState), ApiError> {
    let token = authorization(headers, "Bearer").ok_or(ApiError::InvalidToken)?;
    let token = app.signer.read(token).ok_or(ApiError::InvalidToken)?;
    Ok((token.player_id, token.state(app.clock.now_ms())))
}

#[derive(Deserialize)]
struct InQuery {
    #[serde(rename = "writeKey")]
    write_key: Option<String>,
}

/// The write key where the SDKs of the Segment family put it: in the body, as Basic user, in the query, as
/// `X-Write-Key`. The first that is there must be right. The source whose key it is.
pub fn source_of<'a>(
    app: &'a App,
    in_body: Option<&str>,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<&'a str, ApiError> {
    let in_query = || Query::<InQuery>::try_from_uri(uri).ok().and_then(|query| query.0.write_key);
    let in_header = || Some(headers.get("x-write-key")?.to_str().ok()?.to_owned());
    let key = in_body.map(str::to_owned).or_else(|| basic_user(headers)).or_else(in_query).or_else(in_header);
    match key.filter(|key| !key.is_empty()) {
        None => Err(ApiError::MissingWriteKey),
        Some(key) => app.source_of_key(&key).ok_or(ApiError::WrongWriteKey),
    }
}

fn basic_user(headers: &HeaderMap) -> Option<String> {
    let decoded = BASE64_STANDARD.decode(authorization(headers, "Basic")?).ok()?;
    let text = String::from_utf8(decoded).ok()?;
    text.split(':').next().map(str::to_owned)
}

/// The rest of an `Authorization` of this scheme.
pub fn authorization<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    let (given, rest) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    given.eq_ignore_ascii_case(scheme).then(|| rest.trim())
}
