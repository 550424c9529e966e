//! How often one player may play, and how long a round may be left lying.

use schemars::JsonSchema;
use serde::Deserialize;
use std::num::NonZeroU32;

/// The longest pause that a campaign may allow, in seconds: half an hour.
const LONGEST_PAUSE_SECONDS: u32 = 1_800;

/// The `[runs]` table.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RunPolicy {
    /// How many rounds a player may start in a day of the campaign's time zone; those left unfinished count.
    pub per_day: NonZeroU32,
    /// For how many seconds a round may stand still, while somebody answers a call or finds no network. Together with
    /// the length of the game it is how long a round can be finished.
    #[schemars(extend("maximum" = LONGEST_PAUSE_SECONDS))]
    pub pause_seconds: PauseSeconds,
}

/// At most half an hour.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(try_from = "u32")]
pub struct PauseSeconds(u32);

impl PauseSeconds {
    pub fn as_ms(self) -> i64 {
        i64::from(self.0) * 1_000
    }
}

impl TryFrom<u32> for PauseSeconds {
    type Error = String;

    fn try_from(seconds: u32) -> Result<PauseSeconds, String> {
        if seconds <= LONGEST_PAUSE_SECONDS {
            Ok(PauseSeconds(seconds))
        } else {
            Err(format!("a pause lasts at most {LONGEST_PAUSE_SECONDS} seconds, not {seconds}"))
        }
    }
}

impl RunPolicy {
    /// How many of a day's rounds may be left unfinished: a fifth, and five where that is less. Whoever starts rounds
    /// only to look at them sees no more than that.
    pub fn unfinished_per_day(&self) -> i64 {
        i64::from(self.per_day.get() / 5).max(5)
    }
}

impl Default for RunPolicy {
    fn default() -> RunPolicy {
        RunPolicy { per_day: NonZeroU32::MIN.saturating_add(49), pause_seconds: PauseSeconds(300) }
    }
}
