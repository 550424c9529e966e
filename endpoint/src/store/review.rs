//! Judged runs as rows, the wins among them that wait for an analyst, and the codes reserved for those.

use super::Stored;
use super::coupon::{TakeCode, TakenCode};
use async_trait::async_trait;

/// How a run was judged. A database knows these words in constraints of its tables.
#[derive(Clone, Debug)]
pub struct JudgedRun {
    pub run_id: String,
    pub player_id: String,
    pub campaign_id: String,
    pub verdict: String,
    /// What was measured and found, as JSON.
    pub evidence: String,
    /// A hash of the reactions, unless they are few enough to be the same by chance.
    pub reactions_hash: Option<String>,
    pub judged_at_ms: i64,
    /// Of a win that had to wait.
    pub review: Option<String>,
    pub decided_at_ms: Option<i64>,
}

/// A win that waits, with what an analyst wants to know of its run.
#[derive(Clone, Debug)]
pub struct WaitingWin {
    pub judged: JudgedRun,
    pub score: Option<i64>,
    pub rival: Option<i64>,
    /// How many runs of the player were verified in the campaign.
    pub plays: i64,
}

#[async_trait]
pub trait ReviewReads {
    async fn judged_run(&mut self, run_id: &str) -> Stored<Option<JudgedRun>>;
    /// The latest win of a player that had to wait in a campaign.
    async fn last_review_of(&mut self, campaign_id: &str, player_id: &str) -> Stored<Option<JudgedRun>>;
    /// Whether another run of the campaign has the same reactions.
    async fn has_other_run_with(
        &mut self,
        campaign_id: &str,
        reactions_hash: &str,
        run_id: &str,
    ) -> Stored<bool>;
    /// How many wins wait.
    async fn count_waiting_wins(&mut self, campaign_id: &str) -> Stored<i64>;
    /// The longest waiting first.
    async fn waiting_wins(&mut self, campaign_id: &str, limit: u32) -> Stored<Vec<WaitingWin>>;
}

#[async_trait]
pub trait ReviewWrites {
    async fn add_judged_run(&mut self, judged: &JudgedRun) -> Stored<()>;
    async fn set_review(&mut self, run_id: &str, review: &str, decided_at_ms: Option<i64>) -> Stored<()>;
    /// Every waiting win of a player in a campaign.
    async fn set_waiting_reviews(
        &mut self,
        campaign_id: &str,
        player_id: &str,
        review: &str,
        at_ms: i64,
    ) -> Stored<()>;
    /// Reserves the next code of the stock; `false` when there is none. A player has one code of a campaign.
    async fn reserve_next_code(&mut self, take: TakeCode<'_>) -> Stored<bool>;
    /// Issues the code that is reserved for the player; `None` when there is none (any more).
    async fn issue_reserved_code(&mut self, take: TakeCode<'_>) -> Stored<Option<TakenCode>>;
    /// What was reserved for the player is anybody's again.
    async fn release_reserved_code(&mut self, campaign_id: &str, player_id: &str) -> Stored<()>;
    /// Forgets how the runs of a campaign were judged, except those that still wait.
    async fn forget_judged_runs(&mut self, campaign_id: &str) -> Stored<()>;
}
