//! Headers that keep pages safe and caches right.

use crate::error::ApiError;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tapvine_shared::campaign::Campaign;

/// Everything from this origin and nothing else; games compile WebAssembly, posters are blobs.
const OWN_ORIGIN_ONLY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; \
    connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors ";

pub fn content_policy(frame_ancestors: &str) -> HeaderValue {
    HeaderValue::try_from(format!("{OWN_ORIGIN_ONLY}{frame_ancestors}"))
        .unwrap_or(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"))
}

/// The policy of the play page: with a captcha its script, frame and calls are let in, too.
pub fn play_policy(frame_ancestors: &str, captcha_sources: Option<&str>) -> HeaderValue {
    let Some(sources) = captcha_sources else { return content_policy(frame_ancestors) };
    let opened = ["script-src", "style-src", "img-src", "connect-src", "frame-src"].iter().fold(
        OWN_ORIGIN_ONLY.to_owned(),
        |policy, directive| {
            policy.replace(&format!("{directive} 'self'"), &format!("{directive} 'self' {sources}"))
        },
    );
    HeaderValue::try_from(format!("{opened}{frame_ancestors}")).unwrap_or(content_policy(frame_ancestors))
}

/// Who a page may embed; isolated unless the page has said otherwise.
const EMBEDDER_POLICY: HeaderName = HeaderName::from_static("cross-origin-embedder-policy");

/// A captcha's frame is not made for an isolated page. So with a captcha a brand page that isolates itself cannot
/// show the game.
pub fn let_captcha_in(mut page: Response) -> Response {
    page.headers_mut().insert(EMBEDDER_POLICY, HeaderValue::from_static("unsafe-none"));
    page
}

/// The sites that may show the game in a frame.
pub fn frame_ancestors(campaign: &Campaign) -> String {
    campaign.allowed_origins.iter().fold("'self'".to_owned(), |all, origin| format!("{all} {origin}"))
}

/// What is no page and no script shows nothing, should somebody open it as one; an SVG is a document too.
const NOTHING: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

/// Templates are pages only when they are filled and have their policy: the files themselves are not served.
pub async fn no_raw_pages(request: Request, next: Next) -> Response {
    let is_packed = request.uri().path().ends_with(".br");
    let response = next.run(request).await;
    if is_packed || has_type(response.headers(), "text/html") {
        ApiError::NotFound.into_response()
    } else {
        response
    }
}

fn has_type(headers: &HeaderMap, start: &str) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with(start))
}

/// On every response: types are not guessed, addresses are not passed on, hashed files stay.
pub async fn fixed_headers(request: Request, next: Next) -> Response {
    let cache = cache_control(request.uri().path());
    let mut response = next.run(request).await;
    let found = response.status().is_success();
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    // A page that isolates itself shows a frame only if both say so; a worker is isolated as its page is.
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    let is_script = has_type(headers, "text/javascript") || has_type(headers, "application/javascript");
    if is_script || has_type(headers, "text/html") {
        headers.entry(EMBEDDER_POLICY).or_insert(HeaderValue::from_static("require-corp"));
    }
    if !is_script {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOTHING));
    }
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
