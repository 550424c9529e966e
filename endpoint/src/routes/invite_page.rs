//! `GET /i/{code}`: the page behind an invite link, with the tags that make a preview of it.

use crate::app::App;
use crate::campaign::wanted_locales;
use crate::domain::invite::has_ended;
use crate::error::ApiError;
use crate::request::link::{LinkEnd, PageQuery};
use crate::request::query::invite_code;
use crate::www::{content_policy, escape_html, html, json_block};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;
use tapvine_shared::campaign::State as Period;

/// How many games a page without a known invite offers.
const MOST_OFFERED: usize = 3;

/// A code nobody has is the same friendly page, without an inviter and with the games that are open.
pub async fn show(
    State(app): State<Arc<App>>,
    LinkEnd(end): LinkEnd,
    query: PageQuery,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let template = app.www.template("invite.html").await?;
    let policy = content_policy("'self'");
    let wanted = wanted_locales(query.get("locale"), &headers);
    let invite = match invite_code(&end) {
        Ok(code) => app.store.read().await?.invite(&code).await?,
        Err(_) => None,
    };
    let Some(known) = invite.filter(|invite| app.campaigns.find(&invite.campaign_id).is_some()) else {
        let open = offered(&app, &wanted).await?;
        let unknown =
            json!({"code": null, "inviter_name": null, "campaign": null, "ended": true, "open": open});
        return Ok(html(StatusCode::NOT_FOUND, &template, &json_block("tv-invite", &unknown), policy));
    };
    let labels = app.campaign(&known.campaign_id)?.labels.as_ref();
    let ended = has_ended(&known, labels.map(|labels| labels.party_ms()), app.clock.now_ms());
    let public = app.public_campaign(&known.campaign_id, &wanted).await?;
    let image = picture(&app, &known.campaign_id);
    let inviter_name = known.inviter_name.filter(|_| !ended);
    let invite = json!({"code": known.code, "inviter_name": inviter_name, "campaign": public, "ended": ended, "open": []});
    let head = preview(&app, &invite, image) + &json_block("tv-invite", &invite);
    Ok(html(StatusCode::OK, &template, &head, policy))
}

/// The open campaigns that friends may be invited to, as the page needs them for a button each.
async fn offered(app: &App, wanted: &[String]) -> Result<Vec<Value>, ApiError> {
    let now_ms = app.clock.now_ms();
    let mut offered = Vec::new();
    let open = app.campaigns.iter().filter(|playable| {
        playable.campaign.state_at(now_ms) == Period::Open && playable.campaign.invite.enabled
    });
    for playable in open.take(MOST_OFFERED) {
        let public = app.public_campaign(playable.id(), wanted).await?;
        offered.push(json!({
            "id": public["id"], "locale": public["locale"], "page_url": public["page_url"],
            "title": public["texts"]["title"], "theme": public["theme"],
        }));
    }
    Ok(offered)
}

fn preview(app: &App, invite: &Value, image: Option<String>) -> String {
    let text = |key: &str| invite["campaign"]["texts"][key].as_str().unwrap_or_default();
    let link = format!("{}/i/{}", app.public_url, invite["code"].as_str().unwrap_or_default());
    // What is gone is not promised.
    let can_be_won = invite["campaign"]["prize"]["state"] == "open" && !text("offer").is_empty();
    let description = if can_be_won { text("offer") } else { text("tagline") };
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
