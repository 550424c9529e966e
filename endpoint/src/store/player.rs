//! Players as the store takes and gives them.

use super::MyLabels;

/// A person who agreed to take part, new or known.
#[derive(Debug)]
pub struct NewPlayer {
    pub player_id: String,
    pub campaign_id: String,
    pub consent_version: Option<String>,
    pub now_ms: i64,
}

/// What a player has in one campaign.
#[derive(Debug)]
pub struct Me {
    pub plays: i64,
    pub best: Option<i64>,
    pub coupons: Vec<MyCoupon>,
    pub invite: Option<MyInvite>,
    /// The name of who invited the player; the inner `None` is an inviter without a name.
    pub invited_by: Option<Option<String>>,
    pub labels: MyLabels,
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct MyCoupon {
    pub code: String,
    pub issued_at_ms: i64,
}

#[derive(Debug)]
pub struct MyInvite {
    pub code: String,
    pub arrivals: i64,
    pub qualified: i64,
}
