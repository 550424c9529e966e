//! What a campaign asks of fair play; without it, everything.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How wins are guarded.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FairPlay {
    /// Whether the timing of a won run must be that of a hand, where there is a prize.
    pub hand: HandPolicy,
}

/// What follows from how the hand of a won run is judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum HandPolicy {
    /// What no hand does is refused, what is doubtful waits for an analyst.
    #[default]
    On,
    /// Judged and kept as evidence; nothing follows.
    Watch,
    Off,
}
