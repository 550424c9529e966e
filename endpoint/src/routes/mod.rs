//! Every address and who answers it; one file per call.

mod batch;
mod campaign;
mod chains;
mod consent;
mod export;
mod finish;
mod funnel;
mod group;
mod identity;
mod ingest;
mod interests;
mod invite;
mod invite_page;
mod label;
mod me;
mod operator;
mod page;
mod play_page;
mod player;
mod review;
mod run;
mod sdk_settings;
mod segment;
mod static_files;
mod work;

use crate::app::App;
use crate::error::ApiError;
use crate::request::budget::{self, BodyBudget};
use crate::{metrics, www};
use axum::http::HeaderName;
use axum::http::header::{LINK, RETRY_AFTER};
use axum::response::IntoResponse as _;
use axum::routing::{delete, get, post};
use axum::{Router, middleware};
use std::any::Any;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowHeaders, AllowMethods, AllowOrigin, CorsLayer};

pub fn router(app: Arc<App>) -> Router {
    let static_files = Router::new()
        .fallback(static_files::send)
        .with_state(static_files::folder(&app.www))
        .layer(middleware::from_fn(www::no_raw_pages));
    Router::new()
        .merge(ingest::routes())
        .route("/v1/players", post(player::register))
        .route("/v1/players/{id}", delete(player::erase))
        .route("/v1/consents/{campaign}", delete(consent::withdraw))
        .route("/v1/campaigns/{id}", get(campaign::show))
        .route("/v1/campaigns/{id}/picture", get(campaign::picture))
        .route("/v1/runs", post(run::start))
        .route("/v1/runs/{id}", get(run::show))
        .route("/v1/runs/{id}/finish", post(finish::finish))
        .route("/v1/invites", post(invite::make))
        .route("/v1/invites/{code}", get(invite::show).delete(invite::revoke))
        .route("/v1/invites/{code}/arrive", post(invite::arrive))
        .route("/v1/labels", post(label::declare))
        .route("/v1/labels/decide", post(label::decide_all))
        .route("/v1/labels/{id}/{action}", post(label::decide))
        .route("/v1/me", get(me::show))
        .route("/v1/me/identity", post(identity::identify))
        .route("/v1/me/token", post(player::renew))
        .route("/v1/insights/funnel", get(funnel::show))
        .route("/v1/insights/chains", get(chains::show))
        .route("/v1/insights/labels", get(interests::show))
        .route("/v1/segments", get(segment::list).post(segment::make))
        .route("/v1/segments/preview", post(segment::preview))
        .route("/v1/segments/{id}", delete(segment::delete))
        .route("/v1/groups", get(group::list).post(group::make))
        .route("/v1/groups/{id}/{file}", get(group::members))
        .route("/v1/reviews", get(review::list))
        .route("/v1/reviews/{run_id}/{decision}", post(review::decide))
        .route("/v1/export/{file}", get(export::send))
        .route("/play", get(play_page::show))
        .route("/i/{*code}", get(invite_page::show))
        .route("/insights", get(page::insights))
        .route("/brand", get(page::brand))
        .route("/health", get(operator::health))
        .route("/ready", get(operator::ready))
        .route("/metrics", get(metrics::show))
        .route("/openapi.json", get(operator::contract))
        .fallback_service(static_files)
        .method_not_allowed_fallback(|| async { ApiError::MethodNotAllowed })
        .layer(middleware::from_fn_with_state(BodyBudget::default(), budget::within))
        .layer(middleware::from_fn(www::fixed_headers))
        .layer(CompressionLayer::new())
        .layer(any_origin())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(metrics::count))
        .with_state(app)
}

/// Any page may call: a token or key is what counts, cookies are never read.
fn any_origin() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::any())
        .allow_methods(AllowMethods::mirror_request())
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers([RETRY_AFTER, LINK, HeaderName::from_static(export::NEXT_CURSOR)])
        .max_age(Duration::from_secs(86_400))
}

fn panicked(panic: Box<dyn Any + Send>) -> axum::response::Response {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    ApiError::Broken(anyhow::anyhow!("panicked: {text}")).into_response()
}
