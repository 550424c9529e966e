//! What several calls ask for alike: a query, a campaign, an invite code, a time, a line of text.

use crate::error::ApiError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tapvine_shared::invite::code_in;

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
pub struct CampaignQuery {
    pub campaign: String,
}

/// The invite code in what is left of a link; what chats glue to it is forgiven.
pub fn invite_code(text: &str) -> Result<String, ApiError> {
    code_in(text).map(|code| code.to_string()).map_err(|_| ApiError::UnknownInvite)
}

/// RFC 3339, milliseconds since 1970, or a day, which begins at midnight in the campaign's zone.
pub fn time_ms(text: &str, zone: &TimeZone) -> Option<i64> {
    if let Ok(at_ms) = text.parse() {
        return Some(at_ms);
    }
    let instant = text.parse::<Timestamp>().ok();
    let midnight = || Some(text.parse::<Date>().ok()?.to_zoned(zone.clone()).ok()?.timestamp());
    instant.or_else(midnight).map(Timestamp::as_millisecond)
}

/// A line of text that a person wrote: without the blanks around it, neither empty nor longer than `most_chars`.
pub fn one_line(text: &str, most_chars: usize) -> Option<String> {
    let text = text.trim();
    let fits = (1..=most_chars).contains(&text.chars().count()) && !text.contains(char::is_control);
    fits.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_the_zone() {
        let check = |text, zone: &str, expect: &str| {
            let zone = TimeZone::get(zone).expect("a zone");
            let expect: Timestamp = expect.parse().expect("a time");
            assert_eq!(time_ms(text, &zone), Some(expect.as_millisecond()), "{text}");
        };
        check("2026-11-25", "UTC", "2026-11-25T00:00:00Z");
        check("2026-11-25", "Asia/Shanghai", "2026-11-24T16:00:00Z");
        check("2026-11-25T00:00:00Z", "Asia/Shanghai", "2026-11-25T00:00:00Z");
        check("1764028800000", "Asia/Shanghai", "2025-11-25T00:00:00Z");
        assert_eq!(time_ms("25.11.2026", &TimeZone::UTC), None);
    }
}
