//! Runs as the store takes and gives them.

use super::{MyCoupon, Prize};
use tapvine_shared::run::{Outcome, Refusal};

#[derive(Debug)]
pub struct NewRun {
    pub run_id: String,
    pub player_id: String,
    pub campaign_id: String,
    pub game_id: String,
    pub rules_version: u16,
    pub seed: String,
    pub dials: String,
    pub now_ms: i64,
    pub expires_at_ms: i64,
    /// At most so many runs in a minute.
    pub per_minute: i64,
}

pub type Started = Result<(), StartRefused>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartRefused {
    NoSuchPlayer,
    TooMany { retry_after_ms: i64 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    Issued,
    Verified,
    Rejected,
}

#[derive(Clone, Debug)]
pub struct Run {
    pub run_id: String,
    pub player_id: String,
    pub campaign_id: String,
    pub game_id: String,
    pub seed: String,
    pub dials: String,
    pub state: RunState,
    pub issued_at_ms: i64,
    pub expires_at_ms: i64,
    /// Why it was rejected.
    pub reason: Option<String>,
    pub claim: Option<Claim>,
    pub answer: Option<String>,
}

/// What makes a repeated finish the same request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub idempotency_key: String,
    pub request_hash: String,
}

/// The verdict on a run, before the store knows whether it is the first.
#[derive(Debug)]
pub struct Finish {
    pub run: Run,
    pub claim: Option<Claim>,
    pub decision: Decision,
    /// Whether the campaign has coupons.
    pub has_prize: bool,
    pub now_ms: i64,
}

#[derive(Clone, Copy, Debug)]
pub enum Decision {
    Verified(Outcome),
    Rejected(Refusal),
}

#[derive(Debug)]
pub enum Finished {
    /// The answer, as JSON.
    Verified {
        answer: String,
        prize: Prize,
        coupon: Option<MyCoupon>,
    },
    Rejected(Refusal),
    /// Another request was first; the run as it is now.
    Before(Box<Run>),
    /// The run was erased meanwhile.
    Gone,
}
