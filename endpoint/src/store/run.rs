//! Runs as the store takes and gives them.

use super::{Chosen, MyCoupon, Prize};
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
    /// The person the run is about; `None` is the player.
    pub about: Option<NewAbout>,
    /// At most so many runs in a minute.
    pub per_minute: i64,
}

/// Whom a new run is about.
#[derive(Debug)]
pub struct NewAbout {
    pub code: String,
    pub host_id: String,
    /// What the giver wants to be called.
    pub giver_name: Option<String>,
}

pub type Started = Result<(), StartRefused>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartRefused {
    NoSuchPlayer,
    /// The host wants no labels of this player.
    GiverBlocked,
    TooMany {
        retry_after_ms: i64,
    },
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
    /// The invite code of the person the run is about; `None` is the player.
    pub about: Option<String>,
    pub giver_name: Option<String>,
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
    /// What a verified run said of labels, in a game that is about labels.
    pub labels: Option<Chosen>,
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
