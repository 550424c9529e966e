//! What handlers take from a request: the body, the player, the analyst, the write key.

mod analyst;
mod body;
mod json;
mod player;
mod write_key;

pub use analyst::Analyst;
pub use body::read_json;
pub use json::Json;
pub use player::{MaybePlayer, PlayerId};
pub use write_key::write_key;

use axum::http::{HeaderMap, header::AUTHORIZATION};

/// The rest of an `Authorization` of this scheme.
fn authorization<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    let (given, rest) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    given.eq_ignore_ascii_case(scheme).then(|| rest.trim())
}
