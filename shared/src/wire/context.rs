//! The Segment `context`: where the event happened, without anything that identifies a device.

use serde::Serialize;

/// Whole in each event: RudderStack ignores the batch's.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Context {
    pub library: Library,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<Page>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign: Option<CampaignSource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referrer: Option<Referrer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<ConsentGiven>,
}

/// What wrote the event.
#[derive(Clone, Debug, Serialize)]
pub struct Library {
    pub name: &'static str,
    pub version: &'static str,
}

impl Default for Library {
    fn default() -> Library {
        Library { name: "tapvine", version: env!("CARGO_PKG_VERSION") }
    }
}

/// The page the person was on.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Page {
    pub path: String,
    pub url: String,
    pub title: String,
    pub referrer: String,
}

/// The advertising campaign of the page's `utm_` parameters; not the game's campaign.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CampaignSource {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
}

/// The invite that brought the person.
#[derive(Clone, Debug, Serialize)]
pub struct Referrer {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub id: String,
}

/// The text the person agreed to.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentGiven {
    pub version: String,
}
