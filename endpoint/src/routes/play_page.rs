//! `GET /play`: one campaign's game, with everything in the head that makes it start at once.

use crate::app::App;
use crate::campaign::wanted_locales;
use crate::error::ApiError;
use crate::request::link::PageQuery;
use crate::www::{
    content_policy, escape_html, frame_ancestors, html, json_block, let_captcha_in, play_policy,
};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::Value;
use std::sync::Arc;

/// An unknown campaign is a page too: it says so in the reader's language.
pub async fn show(
    State(app): State<Arc<App>>,
    query: PageQuery,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let template = app.www.template("play.html").await?;
    let id = query.get("campaign").unwrap_or_default();
    let wanted = wanted_locales(query.get("locale"), &headers);
    match app.public_campaign(id, &wanted).await {
        Ok(public) => {
            let ancestors = frame_ancestors(&app.campaign(id)?.campaign);
            let head = head(&public);
            let sources = app.captcha.as_ref().map(|captcha| captcha.sources());
            let page = html(StatusCode::OK, &template, &head, play_policy(&ancestors, sources));
            Ok(if sources.is_some() { let_captcha_in(page) } else { page })
        }
        Err(ApiError::UnknownCampaign) => {
            let head = json_block("tv-campaign", &ApiError::UnknownCampaign.body());
            Ok(html(StatusCode::NOT_FOUND, &template, &head, content_policy("*")))
        }
        Err(error) => Err(error),
    }
}

fn head(public: &Value) -> String {
    let title = public["texts"]["title"].as_str().unwrap_or_default();
    let mut head = format!("<title>{}</title>", escape_html(title));
    let file = |kind: &str| public["module"][kind].as_str().map(escape_html);
    if let Some(js) = file("js") {
        head += &format!("<link rel=\"modulepreload\" href=\"{js}\">");
    }
    for (kind, content_type) in [("wasm", "application/wasm"), ("sprites", "application/json")] {
        if let Some(href) = file(kind) {
            head += &format!(
                "<link rel=\"preload\" as=\"fetch\" crossorigin href=\"{href}\" type=\"{content_type}\">"
            );
        }
    }
    head + &json_block("tv-campaign", public)
}
