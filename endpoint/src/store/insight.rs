//! Counts over a campaign's rows, and the anonymous tallies that erased players left.

use super::Stored;
use async_trait::async_trait;

/// Rows of runs, invites and coupons, counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowCounts {
    pub verified: i64,
    pub rejected: i64,
    /// Players with a verified run.
    pub players: i64,
    /// Players with a won run.
    pub winners: i64,
    pub coupons_issued: i64,
    pub invites_created: i64,
    pub invites_arrived: i64,
    pub invites_qualified: i64,
}

/// The verified runs that finished in one hour.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct HourOfPlay {
    pub hour_ms: i64,
    pub verified: i64,
    pub won: i64,
}

/// One invitee who qualified.
#[derive(Clone, Debug)]
pub struct Referral {
    pub inviter_id: String,
    pub invitee_id: String,
    pub at_ms: i64,
}

/// What one player did.
#[derive(Clone, Debug)]
pub struct PlayerSummary {
    pub player_id: String,
    pub name: Option<String>,
    pub plays: i64,
    pub best: Option<i64>,
}

#[async_trait]
pub trait InsightReads {
    /// Name and total of what erased players left behind.
    async fn tallies(&mut self, campaign_id: &str) -> Stored<Vec<(String, i64)>>;
    /// Name and count of the events in the log.
    async fn event_counts(&mut self, campaign_id: &str) -> Stored<Vec<(String, i64)>>;
    async fn row_counts(&mut self, campaign_id: &str) -> Stored<RowCounts>;
    /// How many players have so many verified runs.
    async fn plays_per_player(&mut self, campaign_id: &str) -> Stored<Vec<(i64, i64)>>;
    /// The lowest and the highest verified score.
    async fn score_range(&mut self, campaign_id: &str) -> Stored<Option<(i64, i64)>>;
    /// Band and count of verified scores, in bands of `width` from `start`.
    async fn score_counts(&mut self, campaign_id: &str, start: i64, width: i64) -> Stored<Vec<(i64, i64)>>;
    async fn plays_by_hour(&mut self, campaign_id: &str) -> Stored<Vec<HourOfPlay>>;
    /// The oldest first, at most `limit`.
    async fn referrals(&mut self, campaign_id: &str, limit: u32) -> Stored<Vec<Referral>>;
    /// What the named players did, for those who did anything.
    async fn player_summaries(
        &mut self,
        campaign_id: &str,
        player_ids: &[String],
    ) -> Stored<Vec<PlayerSummary>>;
    /// Status and count of given labels.
    async fn label_counts(&mut self, campaign_id: &str) -> Stored<Vec<(String, i64)>>;
    /// How many people gave so many labels.
    async fn labels_per_giver(&mut self, campaign_id: &str) -> Stored<Vec<(i64, i64)>>;
    /// Player and label, accepted or declared.
    async fn carried_labels(&mut self, campaign_id: &str) -> Stored<Vec<(String, String)>>;
}
