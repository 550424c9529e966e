//! Runs as rows: issued, then verified or rejected.

use super::Stored;
use async_trait::async_trait;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    Issued,
    Verified,
    Rejected,
}

impl RunState {
    pub const fn name(self) -> &'static str {
        match self {
            RunState::Issued => "issued",
            RunState::Verified => "verified",
            RunState::Rejected => "rejected",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Run {
    pub run_id: String,
    pub player_id: String,
    pub campaign_id: String,
    pub game_id: String,
    /// The rules it was issued with and is replayed by.
    pub rules_version: u16,
    pub seed: String,
    /// The dials as they were when the run started, as JSON.
    pub dials: String,
    /// The invite code of the friend the run is about; `None` is the player.
    pub about: Option<String>,
    pub giver_name: Option<String>,
    pub state: RunState,
    pub issued_at_ms: i64,
    pub expires_at_ms: i64,
    /// When it was given up for newer ones.
    pub abandoned_at_ms: Option<i64>,
    pub finished_at_ms: Option<i64>,
    pub score: Option<i64>,
    pub rival: Option<i64>,
    pub won: Option<bool>,
    /// Why it was rejected.
    pub reason: Option<String>,
    pub claim: Option<Claim>,
    /// What the finish was answered, as JSON.
    pub answer: Option<String>,
    /// What the player did, as the client sent it; kept of verified runs until the campaign's retention ends.
    pub trace: Option<String>,
}

/// What makes a repeated finish the same request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub idempotency_key: String,
    pub request_hash: String,
}

#[derive(Clone, Debug)]
pub struct NewRun {
    pub run_id: String,
    pub player_id: String,
    pub campaign_id: String,
    pub game_id: String,
    pub rules_version: u16,
    pub seed: String,
    pub dials: String,
    pub about: Option<String>,
    pub giver_name: Option<String>,
    pub issued_at_ms: i64,
    pub expires_at_ms: i64,
}

/// How an issued run ended.
#[derive(Clone, Debug)]
pub struct RunEnd<'a> {
    pub run_id: &'a str,
    pub state: RunState,
    pub finished_at_ms: i64,
    pub score: Option<i64>,
    pub rival: Option<i64>,
    pub won: Option<bool>,
    pub reason: Option<&'static str>,
    pub claim: Option<&'a Claim>,
    pub trace: Option<&'a str>,
}

/// A player's verified runs in a campaign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plays {
    pub count: i64,
    pub best: Option<i64>,
}

/// Which of its player's runs of a day a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunDay {
    pub start_ms: i64,
    /// Counted from one.
    pub nth: i64,
}

/// A player's runs in a campaign on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayRuns {
    pub started: i64,
    /// Given up, or expired without an end.
    pub unfinished: i64,
}

/// The runs of a player since a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecentRuns {
    pub count: i64,
    pub oldest_issued_at_ms: Option<i64>,
}

#[async_trait]
pub trait RunReads {
    async fn run(&mut self, run_id: &str) -> Stored<Option<Run>>;
    async fn plays_of(&mut self, player_id: &str, campaign_id: &str) -> Stored<Plays>;
    /// Runs of a player issued after a moment, in every campaign.
    async fn runs_issued_after(&mut self, player_id: &str, after_ms: i64) -> Stored<RecentRuns>;
    async fn runs_of_day(
        &mut self,
        player_id: &str,
        campaign_id: &str,
        day_start_ms: i64,
        now_ms: i64,
    ) -> Stored<DayRuns>;
    /// The ids of the runs that can still be finished, the newest first.
    async fn open_runs(&mut self, player_id: &str, campaign_id: &str, now_ms: i64) -> Stored<Vec<String>>;
    /// The coupon a run brought.
    async fn coupon_of_run(&mut self, run_id: &str) -> Stored<Option<String>>;
    /// Won runs whose trace is kept, in the order of their ids, after one already read.
    async fn won_runs(&mut self, after: &str, limit: u32) -> Stored<Vec<Run>>;
}

#[async_trait]
pub trait RunWrites {
    /// A conflict when the player has an n-th run of that day already.
    async fn add_run(&mut self, run: &NewRun, day: RunDay) -> Stored<()>;
    async fn abandon_run(&mut self, run_id: &str, at_ms: i64) -> Stored<()>;
    /// `false` when the run is not open any more.
    async fn end_run(&mut self, end: &RunEnd<'_>) -> Stored<bool>;
    async fn set_run_answer(&mut self, run_id: &str, answer: &str) -> Stored<()>;
    /// Forgets the traces of a campaign; how many they were.
    async fn forget_traces(&mut self, campaign_id: &str) -> Stored<u64>;
}
