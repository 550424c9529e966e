//! The time zone in which the days of a campaign begin and end.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// A name of the IANA time zone database, such as `Asia/Shanghai`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct CampaignZone(TimeZone);

impl CampaignZone {
    pub fn zone(&self) -> &TimeZone {
        &self.0
    }

    /// The day that holds a moment; outside the calendar, the 24 hours of UTC.
    pub fn day_of(&self, at_ms: i64) -> Day {
        let whole = at_ms.div_euclid(DAY_MS) * DAY_MS;
        self.calendar_day(at_ms).unwrap_or(Day { start_ms: whole, end_ms: whole.saturating_add(DAY_MS) })
    }

    fn calendar_day(&self, at_ms: i64) -> Option<Day> {
        let start = Timestamp::from_millisecond(at_ms).ok()?.to_zoned(self.0.clone()).start_of_day().ok()?;
        let end = start.tomorrow().ok()?.start_of_day().ok()?;
        Some(Day { start_ms: start.timestamp().as_millisecond(), end_ms: end.timestamp().as_millisecond() })
    }
}

/// From its first millisecond up to and without that of the next. Not always 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub start_ms: i64,
    pub end_ms: i64,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_of_the_zone_also_when_clocks_change() {
        let check = |zone: &str, at: &str, start: &str, hours: i64| {
            let zone = CampaignZone::try_from(zone.to_owned()).expect("a zone");
            let ms = |text: &str| text.parse::<Timestamp>().expect("a time").as_millisecond();
            let day = zone.day_of(ms(at));
            assert_eq!((day.start_ms, (day.end_ms - day.start_ms) / 3_600_000), (ms(start), hours), "{at}");
        };
        check("UTC", "2026-01-05T13:00:00Z", "2026-01-05T00:00:00Z", 24);
        check("Asia/Shanghai", "2026-01-05T16:30:00Z", "2026-01-05T16:00:00Z", 24);
        check("Europe/Berlin", "2026-03-29T10:00:00Z", "2026-03-28T23:00:00Z", 23);
        check("Europe/Berlin", "2026-10-25T10:00:00Z", "2026-10-24T22:00:00Z", 25);
    }
}
