//! Whoever carries a key of an analyst, and for what.

use super::credentials::authorization;
use super::network::ClientNetwork;
use crate::app::App;
use crate::error::ApiError;
use crate::keys::asks::Asks;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::marker::PhantomData;
use std::sync::Arc;

/// Somebody with a key that has the scope. The key comes in a header only, so that it stands in no log.
#[derive(Clone, Debug)]
pub struct Analyst<S> {
    /// Of the key: who acted.
    pub name: String,
    scope: PhantomData<S>,
}

impl<S: Asks> FromRequestParts<Arc<App>> for Analyst<S> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Analyst<S>, ApiError> {
        let key = authorization(&parts.headers, "Bearer").ok_or(ApiError::MissingAnalystKey)?;
        // The right key opens first: whoever holds it is not locked out by others who guess.
        let Some(holder) = app.analyst_keys.holder(key) else {
            metrics::counter!("tapvine_wrong_analyst_keys_total").increment(1);
            let network = ClientNetwork::from_request_parts(parts, app).await?.into_text();
            return Err(match app.guesses.count(network, app.clock.now_ms()) {
                Some(retry_after_s) => ApiError::TooManyGuesses { retry_after_s },
                None => ApiError::WrongAnalystKey,
            });
        };
        if !holder.scopes.contains(&S::SCOPE) {
            return Err(ApiError::MissingScope(S::SCOPE));
        }
        Ok(Analyst { name: holder.name.clone(), scope: PhantomData })
    }
}
