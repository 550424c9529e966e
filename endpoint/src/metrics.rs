//! Counting what happens, for Prometheus; a request is known by its route, never by its address.

use crate::keys::asks::Operate;
use crate::request::analyst::Analyst;
use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::future::{Future, IntoFuture as _};
use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Instant;
use tokio::net::TcpListener;

const GROUP_SIZES: [f64; 9] = [1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0];
const SECONDS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];

/// One recorder a process, however many endpoints it runs.
static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

pub fn start() {
    RECORDER.get_or_init(|| {
        let builder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Full("tapvine_commit_rows".into()), &GROUP_SIZES)
            .and_then(|builder| builder.set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &SECONDS));
        builder
            .and_then(PrometheusBuilder::install_recorder)
            .inspect_err(|error| tracing::warn!(%error, "nothing is counted"))
            .ok()
    });
}

pub async fn count(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("static", MatchedPath::as_str).to_owned();
    let method = known_method(request.method());
    let begun = Instant::now();
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    tracing::debug!(method, route, status, took_ms = took.as_millis() as u64, "answered");
    metrics::histogram!("tapvine_request_seconds", "route" => route.clone()).record(took.as_secs_f64());
    metrics::counter!("tapvine_requests_total", "route" => route, "method" => method, "status" => status.to_string())
        .increment(1);
    response
}

/// Anybody can make up methods; a label must not grow with them.
fn known_method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// `GET /metrics`, for a key with the scope `operate`.
pub async fn show(_: Analyst<Operate>) -> String {
    render()
}

/// The same at an address of its own, without a key: for a scraper on the same machine or network.
///
/// # Errors
/// When the address is taken or there is no such host.
pub async fn listen(
    listen: &str,
) -> std::io::Result<(SocketAddr, impl Future<Output = std::io::Result<()>> + Send + 'static)> {
    let listener = TcpListener::bind(listen).await?;
    let address = listener.local_addr()?;
    let router = Router::new().route("/metrics", get(async || render()));
    Ok((address, axum::serve(listener, router).into_future()))
}

fn render() -> String {
    let recorder = RECORDER.get().and_then(Option::as_ref);
    recorder
        .map(|recorder| {
            recorder.run_upkeep();
            recorder.render()
        })
        .unwrap_or_default()
}
