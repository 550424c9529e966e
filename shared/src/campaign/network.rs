//! What one network may take of a campaign before its phones are asked for work, and before it plays without a prize.

use schemars::JsonSchema;
use serde::Deserialize;

/// Counted for each network (IPv4 /24, IPv6 /48) over 12 to 24 hours, and then forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NetworkLimits {
    /// Prizes won.
    pub prizes: Limit,
    /// Runs started.
    pub runs: Limit,
    /// Players who are new.
    pub players: Limit,
    /// The longest work that is asked for a prize, in milliseconds on a cheap phone; never longer than two thirds
    /// of a round whose length the campaign states.
    pub work_ms: u32,
}

/// From `soft` on a prize asks for work, more with each doubling; from `hard` on there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    pub soft: u32,
    pub hard: u32,
}

impl Default for NetworkLimits {
    /// A family never meets the soft limits. A school of some hundred people meets them and notices nothing; it
    /// stays far below the hard ones, which bound what one address can take of a stock in half a day.
    fn default() -> NetworkLimits {
        NetworkLimits {
            prizes: Limit { soft: 10, hard: 500 },
            runs: Limit { soft: 300, hard: 15_000 },
            players: Limit { soft: 100, hard: 5_000 },
            work_ms: 16_000,
        }
    }
}

impl NetworkLimits {
    /// The name of the first limit that makes no sense, and why.
    pub(super) fn first_fault(&self) -> Option<(&'static str, String)> {
        let limits = [("prizes", self.prizes), ("runs", self.runs), ("players", self.players)];
        let crossed = limits.into_iter().find(|(_, limit)| limit.hard < limit.soft);
        if let Some((name, limit)) = crossed {
            return Some((
                name,
                format!("the hard limit {} is below the soft one {}", limit.hard, limit.soft),
            ));
        }
        let is_bearable = (1..=60_000).contains(&self.work_ms);
        (!is_bearable).then(|| ("work_ms", "work takes from 1 to 60000 milliseconds".into()))
    }
}
