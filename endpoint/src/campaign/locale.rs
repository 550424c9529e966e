//! The locales a request asks for, most wanted first.

use axum::http::{HeaderMap, header::ACCEPT_LANGUAGE};
use tapvine_shared::locale;

/// The query's locale, then what the browser lists.
pub fn wanted_locales(query: Option<&str>, headers: &HeaderMap) -> Vec<String> {
    let listed = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let query = query.filter(|locale| !locale.is_empty());
    query.into_iter().chain(locale::accepted(listed)).map(str::to_owned).collect()
}
