//! What pages take from links that people pass on: nothing in a query or behind a code makes such a link an error.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use percent_encoding::percent_decode_str;
use std::collections::HashMap;
use std::convert::Infallible;

/// The query of a page: of a name that stands there twice the first counts, what cannot be read is left out.
pub struct PageQuery(HashMap<String, String>);

impl PageQuery {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PageQuery {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<PageQuery, Infallible> {
        let mut values = HashMap::new();
        for pair in parts.uri.query().unwrap_or_default().split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            values.entry(decoded(name)).or_insert_with(|| decoded(value));
        }
        Ok(PageQuery(values))
    }
}

/// The last part of an address, which may be cut inside a letter.
pub struct LinkEnd(pub String);

impl<S: Send + Sync> FromRequestParts<S> for LinkEnd {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<LinkEnd, Infallible> {
        let path = parts.uri.path();
        let end = path.trim_start_matches('/').split_once('/').map_or("", |(_, end)| end);
        Ok(LinkEnd(percent_decode_str(end).decode_utf8_lossy().into_owned()))
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}
