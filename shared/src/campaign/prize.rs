//! To whom a prize may go.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the campaign asks of a winner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PrizePolicy {
    pub requires: Requires,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Requires {
    /// Whoever wins gets it; one a player.
    #[default]
    Nothing,
    /// Only a user the brand signed for gets it; one a user. Needs keys in the endpoint's `TAPVINE_IDENTITY_KEYS`.
    Identified,
}
