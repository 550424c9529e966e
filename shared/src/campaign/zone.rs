//! The time zone in which the days of a campaign begin and end.

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A name of the IANA time zone database, such as `Asia/Shanghai`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct CampaignZone(TimeZone);

impl CampaignZone {
    pub fn zone(&self) -> &TimeZone {
        &self.0
    }
}

impl Default for CampaignZone {
    fn default() -> CampaignZone {
        CampaignZone(TimeZone::UTC)
    }
}

impl TryFrom<String> for CampaignZone {
    type Error = String;

    fn try_from(name: String) -> Result<CampaignZone, String> {
        let zone = TimeZone::get(&name);
        zone.map(CampaignZone).map_err(|_| format!("`{name}` is not a time zone like Asia/Shanghai or UTC"))
    }
}

impl From<CampaignZone> for String {
    fn from(zone: CampaignZone) -> String {
        zone.0.iana_name().unwrap_or("UTC").to_owned()
    }
}
