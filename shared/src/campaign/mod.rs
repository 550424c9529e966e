//! A campaign: one game on one offer for a period, read from `campaigns/<id>.toml`.
//!
//! Every field is parsed into a type that cannot hold a wrong value, so an error comes from the
//! parser and carries the line. What needs the game's manifest (dials, texts) is checked by the endpoint.

mod fair_play;
mod fields;
mod labels;
mod network;
mod parse;
mod prize;
mod runs;
mod zone;

pub use fair_play::{FairPlay, HandPolicy};
pub use fields::{BehaviourEvent, CampaignId, Colour, Origin, WebUrl};
pub use labels::LabelPolicy;
pub use network::{Limit, NetworkLimits};
pub use parse::BadCampaign;
pub use prize::{PrizePolicy, Requires};
pub use runs::RunPolicy;
pub use zone::{CampaignZone, Day};

use crate::locale;
use crate::run::Dials;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::num::NonZeroU32;

/// The texts of one locale, by key.
pub type Texts = BTreeMap<String, String>;

/// The texts every campaign has in every locale.
pub const REQUIRED_TEXTS: [&str; 3] = ["brand", "title", "tagline"];
/// The texts a campaign with a coupon has besides.
pub const COUPON_TEXTS: [&str; 3] = ["offer", "coupon_title", "coupon_terms"];

/// A campaign file.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    pub id: CampaignId,
    /// The folder name of the game.
    pub game: String,
    #[serde(default)]
    pub channel: Channel,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// In which the days of exports begin; without it, UTC.
    #[serde(default)]
    pub time_zone: CampaignZone,
    /// For so many days after its end the records of verified runs are kept, so that a prize can be audited.
    #[serde(default = "default_retention_days")]
    pub retention_days: u32,
    /// In order of preference: the first is what an unknown locale falls back to.
    pub locales: Vec<String>,
    /// The sites that may embed the game.
    #[serde(default)]
    pub allowed_origins: Vec<Origin>,
    /// The brand's page with the game on it: where an invite leads. Without it, the play page.
    pub page_url: Option<WebUrl>,
    /// A PNG or JPEG beside the campaign, best 1200 × 630, for the preview of its links.
    pub picture: Option<String>,
    pub consent: Consent,
    #[serde(default)]
    pub theme: Theme,
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, i64>")]
    pub dials: Dials,
    #[serde(default)]
    pub runs: RunPolicy,
    pub coupon: Option<Coupon>,
    #[serde(default)]
    pub prize: PrizePolicy,
    #[serde(default)]
    pub invite: InvitePolicy,
    #[serde(default)]
    pub fair_play: FairPlay,
    #[serde(default)]
    pub network: NetworkLimits,
    /// Present in a campaign whose players label each other or themselves.
    pub labels: Option<LabelPolicy>,
    pub texts: BTreeMap<String, Texts>,
}

/// Where the campaign runs; inside WeChat no reward may hang on an invite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    #[default]
    Web,
    Wechat,
}

/// What a player is asked before anything is stored or sent.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    pub mode: ConsentMode,
    /// Kept with every event, so that an analyst knows what was agreed to.
    pub version: String,
    pub policy_url: Option<WebUrl>,
}

/// `strict` asks first; `basic` tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ConsentMode {
    Strict,
    Basic,
}

/// The brand's colours.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Theme {
    pub primary: Colour,
    pub accent: Colour,
    pub background: Colour,
    pub ink: Colour,
}

/// What beating the game wins.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coupon {
    /// A text file or CSV beside the campaign: one code a line, in the first column.
    pub stock: String,
    /// At most so many coupons in an hour of the campaign's day. A win beyond it is kept and gets its code later.
    pub per_hour: Option<NonZeroU32>,
    /// At most so many in a day of the campaign's time zone. When they are gone, a round started then is for fun.
    pub per_day: Option<NonZeroU32>,
}

/// Who may bring whom, and for how long an opened link counts.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct InvitePolicy {
    pub enabled: bool,
    pub window_hours: u32,
}

impl Default for Theme {
    fn default() -> Theme {
        let [primary, accent, background, ink] =
            ["#2f9e44", "#f76707", "#fff9db", "#212529"].map(Colour::fixed);
        Theme { primary, accent, background, ink }
    }
}

impl Default for InvitePolicy {
    fn default() -> InvitePolicy {
        InvitePolicy { enabled: true, window_hours: 168 }
    }
}

/// Whether a campaign can be played now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Upcoming,
    Open,
    Closed,
}

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

const fn default_retention_days() -> u32 {
    180
}

impl Campaign {
    /// Until when the records of verified runs are kept.
    pub fn retention_ends_ms(&self) -> i64 {
        self.ends_at.as_millisecond().saturating_add(i64::from(self.retention_days) * DAY_MS)
    }

    pub fn state_at(&self, now_ms: i64) -> State {
        if now_ms < self.starts_at.as_millisecond() {
            State::Upcoming
        } else if now_ms < self.ends_at.as_millisecond() {
            State::Open
        } else {
            State::Closed
        }
    }

    /// The campaign's locale nearest to what a browser asks for, most wanted first.
    pub fn locale_for(&self, wanted: &[&str]) -> &str {
        let have = self.locales.iter().map(String::as_str);
        locale::nearest(have, wanted).unwrap_or(&self.locales[0])
    }
}

#[cfg(test)]
mod tests;
