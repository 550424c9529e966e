//! Counts as the store gives them.

use serde::Serialize;

/// From opening the game to holding a coupon. Counts of events and runs, erased players included.
#[derive(Debug, Default)]
pub struct Funnel {
    pub opened: i64,
    pub started: i64,
    pub finished: i64,
    pub verified: i64,
    pub rejected: i64,
    pub players: i64,
    pub winners: i64,
    pub coupons_issued: i64,
    pub invites_created: i64,
    pub invites_arrived: i64,
    pub invites_qualified: i64,
    /// How many players played so many times.
    pub plays_per_player: Vec<(i64, i64)>,
    pub scores: Vec<ScoreBand>,
    pub by_hour: Vec<HourOfPlay>,
}

/// Runs with a score of `from` up to and without `to`.
#[derive(Debug, Serialize)]
pub struct ScoreBand {
    pub from: i64,
    pub to: i64,
    pub count: i64,
}

#[derive(Debug, Serialize)]
pub struct HourOfPlay {
    pub hour_ms: i64,
    pub verified: i64,
    pub won: i64,
}

/// One invitee who qualified.
#[derive(Clone, Debug)]
pub struct Hop {
    pub inviter_id: String,
    pub invitee_id: String,
    pub at_ms: i64,
}

/// What one player did.
#[derive(Clone, Debug)]
pub struct Played {
    pub player_id: String,
    pub name: Option<String>,
    pub plays: i64,
    pub best: Option<i64>,
}
