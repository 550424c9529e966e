//! Consents that were taken back, as rows.

use super::Stored;
use async_trait::async_trait;

/// One person's in one campaign.
#[derive(Clone, Debug)]
pub struct Withdrawal {
    pub player_id: String,
    pub campaign_id: String,
    pub withdrawn_at_ms: i64,
    pub agreed_again_at_ms: Option<i64>,
    /// Whether a consent of the person stands in some campaign.
    pub has_consent: bool,
}

#[async_trait]
pub trait WithdrawalReads {
    /// The latest of each of these players in each campaign.
    async fn withdrawals_of(&mut self, player_ids: &[&str]) -> Stored<Vec<Withdrawal>>;
}

#[async_trait]
pub trait WithdrawalWrites {
    /// Replaces an earlier one.
    async fn put_withdrawal(&mut self, player_id: &str, campaign_id: &str, at_ms: i64) -> Stored<()>;
    /// The person agreed again. Whether there was one to end.
    async fn end_withdrawal(&mut self, player_id: &str, campaign_id: &str, at_ms: i64) -> Stored<bool>;
    /// With it the person leaves the campaign's flash groups.
    async fn delete_consent(&mut self, player_id: &str, campaign_id: &str) -> Stored<()>;
    /// Runs that are being played end, rejected for this reason; all of them lose the name that was shown.
    async fn end_open_runs(
        &mut self,
        player_id: &str,
        campaign_id: &str,
        reason: &str,
        at_ms: i64,
    ) -> Stored<()>;
    /// The person's coupon comes again in the exports: who holds it is told or not told any more.
    async fn log_coupon_change(&mut self, player_id: &str, campaign_id: &str, at_ms: i64) -> Stored<()>;
}
