//! Headers that keep pages safe and caches right.

use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use tapvine_shared::campaign::Campaign;

/// Everything from this origin and nothing else; games compile WebAssembly, posters are blobs.
const OWN_ORIGIN_ONLY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; \
    connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors ";

pub fn content_policy(frame_ancestors: &str) -> HeaderValue {
    HeaderValue::try_from(format!("{OWN_ORIGIN_ONLY}{frame_ancestors}"))
        .unwrap_or(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"))
}

/// The sites that may show the game in a frame.
pub fn frame_ancestors(campaign: &Campaign) -> String {
    campaign.allowed_origins.iter().fold("'self'".to_owned(), |all, origin| format!("{all} {origin}"))
}

/// On every response: types are not guessed, addresses are not passed on, hashed files stay.
pub async fn fixed_headers(request: Request, next: Next) -> Response {
    let cache = cache_control(request.uri().path());
    let mut response = next.run(request).await;
    let found = response.status().is_success();
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    let cache = if found { cache } else { "no-store" };
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(cache));
    response
}

fn cache_control(path: &str) -> &'static str {
    let folders = ["/assets/", "/games/", "/labels/"];
    let hashed = folders.iter().any(|folder| path.starts_with(folder)) && path != "/games/manifest.json";
    if hashed {
        "public, max-age=31536000, immutable"
    } else if path.starts_with("/v1/") || path.starts_with("/beacon/") {
        "no-store"
    } else {
        "no-cache"
    }
}
