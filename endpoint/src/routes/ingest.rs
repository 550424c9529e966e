//! Every address at which an SDK of the Segment family delivers, and those where its browser kind asks first.

use super::batch::{take_batch, take_one};
use super::sdk_settings;
use crate::app::App;
use axum::Router;
use axum::routing::{get, post};
use std::sync::Arc;

/// Addresses that take many events.
pub const BATCHES: [&str; 4] = ["/v1/batch", "/v1/b", "/v1/import", "/beacon/v1/batch"];

/// Addresses that take one, and what each is.
pub const SINGLES: [(&str, &str); 12] = [
    ("/v1/track", "track"),
    ("/v1/t", "track"),
    ("/v1/identify", "identify"),
    ("/v1/i", "identify"),
    ("/v1/page", "page"),
    ("/v1/p", "page"),
    ("/v1/screen", "screen"),
    ("/v1/s", "screen"),
    ("/v1/group", "group"),
    ("/v1/g", "group"),
    ("/v1/alias", "alias"),
    ("/v1/a", "alias"),
];

/// The settings a browser SDK asks for before it sends.
pub const SETTINGS: [&str; 2] = ["/v1/projects/{key}/settings", "/sourceConfig"];

/// Each address also with a slash at its end, as some senders write it.
pub fn routes() -> Router<Arc<App>> {
    let mut router = Router::new()
        .route(SETTINGS[0], get(sdk_settings::of_segment))
        .route(SETTINGS[1], get(sdk_settings::of_rudderstack))
        .route("/sourceConfig/", get(sdk_settings::of_rudderstack));
    for path in BATCHES {
        router = router.route(path, post(take_batch)).route(&format!("{path}/"), post(take_batch));
    }
    for (path, kind) in SINGLES {
        let one = || post(move |app, uri, headers, body| take_one(kind, app, uri, headers, body));
        router = router.route(path, one()).route(&format!("{path}/"), one());
    }
    router
}
