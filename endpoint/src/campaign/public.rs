//! The public part of a campaign: what a browser needs and nobody may mind seeing.

use super::Playable;
use crate::domain::coupon::Offer;
use crate::store::coupon::StockLevel;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tapvine_shared::campaign::Texts;
use tapvine_shared::locale;

/// What changes from request to request.
pub struct Now<'a> {
    pub time_ms: i64,
    pub wanted: &'a [String],
    pub level: StockLevel,
    /// Whether a round is played for a prize now, in a campaign that has any.
    pub offer: Option<Offer>,
    pub write_key: &'a str,
    /// The game's files, when they are built.
    pub module: Option<Value>,
    /// Where the drawings of the labels are, when they are built.
    pub label_icons: Option<String>,
}

pub fn public(playable: &Playable, now: Now<'_>) -> Value {
    let campaign = &playable.campaign;
    let wanted: Vec<&str> = now.wanted.iter().map(String::as_str).collect();
    let locale = campaign.locale_for(&wanted);
    let texts = texts(playable, locale);
    let prize = campaign.coupon.as_ref().map(|_| {
        json!({
            "quantity": now.level.quantity,
            "left": now.level.left,
            "state": now.offer.map(Offer::name),
            "next_at_ms": now.offer.and_then(Offer::next_at_ms),
            "one_per_person": true,
            "requires": campaign.prize.requires,
            "terms": texts.get("coupon_terms"),
        })
    });
    json!({
        "id": campaign.id,
        "game": campaign.game,
        "rules_version": playable.game.game.current.version,
        "state": campaign.state_at(now.time_ms),
        "channel": campaign.channel,
        "starts_at": campaign.starts_at.to_string(),
        "ends_at": campaign.ends_at.to_string(),
        "server_time_ms": now.time_ms,
        "locale": locale,
        "locales": campaign.locales,
        "texts": texts,
        "theme": campaign.theme,
        "dials": playable.dials,
        "consent": campaign.consent,
        "allowed_origins": campaign.allowed_origins,
        "page_url": campaign.page_url,
        "invite": campaign.invite,
        "prize": prize,
        "labels": playable.labels.as_ref().map(|labels| labels.public(locale, now.label_icons)),
        "write_key": now.write_key,
        "module": now.module,
    })
}

/// The game's texts under the campaign's. A game without the locale speaks English, or what it has.
pub fn texts(playable: &Playable, locale: &str) -> Texts {
    let spoken = locale::spoken(&playable.game.manifest.texts, locale);
    let own = playable.campaign.texts.get(locale);
    let mut texts: Texts = spoken.cloned().unwrap_or_else(BTreeMap::new);
    texts.extend(own.into_iter().flatten().map(|(key, text)| (key.clone(), text.clone())));
    texts
}
