//! `GET /i/{code}`: the page behind an invite link, with the tags that make a preview of it.

use crate::app::App;
use crate::campaign::wanted_locales;
use crate::error::ApiError;
use crate::request::query::{Query, invite_code};
use crate::www::{content_policy, escape_html, html, json_block};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Deserialize)]
pub struct InvitePageRequest {
    locale: Option<String>,
}

/// A code nobody has is the same friendly page, without an inviter.
pub async fn show(
    State(app): State<Arc<App>>,
    Path(code): Path<String>,
    Query(asked): Query<InvitePageRequest>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let template = app.www.template("invite.html").await.ok_or(ApiError::NotFound)?;
    let policy = content_policy("'self'");
    let invite = match invite_code(&code) {
        Ok(code) => app.store.read().await?.invite(&code).await?,
        Err(_) => None,
    };
    let Some(known) = invite else {
        let unknown = json!({"code": null, "inviter_name": null, "campaign": null});
        return Ok(html(StatusCode::NOT_FOUND, &template, &json_block("tv-invite", &unknown), policy));
    };
    let wanted = wanted_locales(asked.locale.as_deref(), &headers);
    let public = app.public_campaign(&known.campaign_id, &wanted).await?;
    let image = picture(&app, &known.campaign_id);
    let invite = json!({"code": code, "inviter_name": known.inviter_name, "campaign": public});
    let head = preview(&app, &invite, image) + &json_block("tv-invite", &invite);
    Ok(html(StatusCode::OK, &template, &head, policy))
}

fn preview(app: &App, invite: &Value, image: Option<String>) -> String {
    let text = |key: &str| invite["campaign"]["texts"][key].as_str().unwrap_or_default();
    let link = format!("{}/i/{}", app.public_url, invite["code"].as_str().unwrap_or_default());
    let description = if text("offer").is_empty() { text("tagline") } else { text("offer") };
    let mut tags = format!("<title>{}</title>", escape_html(text("title")));
    let properties = [
        ("og:type", "website"),
        ("og:url", &link),
        ("og:site_name", text("brand")),
        ("og:title", text("title")),
        ("og:description", description),
        ("og:locale", invite["campaign"]["locale"].as_str().unwrap_or_default()),
        ("og:image", image.as_deref().unwrap_or_default()),
        ("twitter:card", if image.is_some() { "summary_large_image" } else { "" }),
    ];
    for (name, value) in properties.into_iter().filter(|(_, value)| !value.is_empty()) {
        tags += &format!("<meta property=\"{name}\" content=\"{}\">", escape_html(value));
    }
    tags + &format!("<meta name=\"description\" content=\"{}\">", escape_html(description))
}

/// The address of the campaign's picture, when it has one.
fn picture(app: &App, campaign_id: &str) -> Option<String> {
    app.campaigns.find(campaign_id)?.picture.as_ref()?;
    Some(format!("{}/v1/campaigns/{campaign_id}/picture", app.public_url))
}
